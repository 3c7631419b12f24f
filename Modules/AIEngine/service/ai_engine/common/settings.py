"""Settings come from the environment; a wrong one ends the process with a sentence."""

from collections.abc import Mapping


class SettingError(Exception):
    """A setting is missing or wrong; the message names it and says what is expected."""


class Environment:
    """Reads typed settings from environment variables."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def text(self, name: str, default: str | None = None) -> str:
        value = self._variables.get(name, "").strip() or default
        if value is None:
            raise SettingError(f"{name} is not set and has no default: set it to a text")
        return value

    def optional(self, name: str) -> str | None:
        return self._variables.get(name, "").strip() or None

    def flag(self, name: str) -> bool:
        text = self.text(name, "false").lower()
        if text not in ("true", "false"):
            raise SettingError(f"{name} is {text!r}, but must be true or false")
        return text == "true"

    def number(self, name: str, default: float, *, least: float, most: float) -> float:
        text = self.text(name, str(default))
        try:
            value = float(text)
        except ValueError:
            raise SettingError(f"{name} is {text!r}, which is not a number") from None
        if not least <= value <= most:
            raise SettingError(f"{name} is {text}, but must be from {least:g} to {most:g}")
        return value

    def count(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self.number(name, default, least=least, most=most)
        if value != int(value):
            raise SettingError(f"{name} is {value:g}, but must be a whole number")
        return int(value)
