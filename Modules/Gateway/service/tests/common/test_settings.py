"""Settings; an identical copy lies beside each service."""

import pytest

from service_under_test.common.settings import Environment, SettingError


def test_a_default_holds_where_nothing_is_set():
    assert Environment({"PORT": " "}).count("PORT", 8080, least=1, most=65535) == 8080


def test_a_text_without_a_default_must_be_set():
    with pytest.raises(SettingError, match="MODEL is not set"):
        Environment({}).text("MODEL")


def test_a_flag_is_true_or_false_and_nothing_else():
    assert Environment({"TLS": "True"}).flag("TLS") is True
    assert Environment({}).flag("TLS") is False
    with pytest.raises(SettingError, match="TLS is 'yes', but must be true or false"):
        Environment({"TLS": "yes"}).flag("TLS")


@pytest.mark.parametrize("text", ["many", "0", "70000", "80.5", "nan"])
def test_a_wrong_number_is_named_with_what_is_expected(text):
    with pytest.raises(SettingError, match="PORT is "):
        Environment({"PORT": text}).count("PORT", 8080, least=1, most=65535)
