"""W3C Trace Context, level 1: read from a request, continued to the next service."""

import re
import secrets
from dataclasses import dataclass
from typing import Self

_PATTERN = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")


@dataclass(frozen=True, slots=True)
class Trace:
    """The trace that a request belongs to, and this service's own span in it."""

    trace_id: str
    span_id: str
    parent_id: str | None
    flags: str
    state: str | None = None

    @classmethod
    def from_headers(cls, traceparent: str | None, tracestate: str | None = None) -> Self:
        """Continues the caller's trace; begins a new one when there is none or it is invalid."""
        span_id = _random_id(8)
        found = _PATTERN.fullmatch(traceparent.strip()) if traceparent else None
        if found is None or not _is_valid(found):
            return cls(_random_id(16), span_id, None, "01")
        return cls(found[2], span_id, found[3], found[4], tracestate)

    def headers(self) -> dict[str, str]:
        """The headers of a request made on behalf of this one."""
        headers = {"traceparent": f"00-{self.trace_id}-{self.span_id}-{self.flags}"}
        if self.state:
            headers["tracestate"] = self.state
        return headers


def _is_valid(found: re.Match[str]) -> bool:
    version, trace_id, parent_id = found[1], found[2], found[3]
    if version == "ff" or not trace_id.strip("0") or not parent_id.strip("0"):
        return False
    # Version 00 has four fields; a later version may have more, which are passed over.
    return version != "00" or found[5] is None


def _random_id(size: int) -> str:
    """A random id that is not all zeros, which the format forbids."""
    while not (value := secrets.token_hex(size)).strip("0"):
        pass
    return value
