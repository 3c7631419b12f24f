"""W3C Trace Context; an identical copy lies beside each service."""

import pytest

from service_under_test.common.trace import Trace

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_a_callers_trace_goes_on_with_a_span_of_our_own():
    trace = Trace.from_headers(PARENT, "vendor=1")
    assert trace.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert trace.parent_id == "00f067aa0ba902b7"
    assert trace.span_id != trace.parent_id
    assert trace.headers() == {
        "traceparent": f"00-{trace.trace_id}-{trace.span_id}-01",
        "tracestate": "vendor=1",
    }


def test_the_decision_not_to_sample_is_passed_on():
    assert Trace.from_headers(PARENT[:-2] + "00").headers()["traceparent"].endswith("-00")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "nonsense",
        PARENT.upper(),
        PARENT + "-more",
        "ff" + PARENT[2:],
        "00-" + "0" * 32 + "-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-" + "0" * 16 + "-01",
    ],
)
def test_an_invalid_header_begins_a_new_trace(header):
    trace = Trace.from_headers(header, "vendor=1")
    assert len(trace.trace_id) == 32
    assert trace.trace_id != "4bf92f3577b34da6a3ce929d0e0e4736"
    assert trace.parent_id is None
    assert "tracestate" not in trace.headers()


def test_a_later_version_may_have_more_fields():
    trace = Trace.from_headers("01" + PARENT[2:] + "-more")
    assert trace.parent_id == "00f067aa0ba902b7"
