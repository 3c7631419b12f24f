"""Around every request: its trace, its metrics, its log line, and the limit on its body."""

import json
import logging
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from . import errors
from .logs import fields
from .serving import Lifecycle
from .trace import Trace

_LOG = logging.getLogger("requests")
_PROBES = frozenset({"/health", "/ready", "/metrics"})
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The measures that every service has."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "studyai_http_requests_total",
            "Requests answered.",
            ("method", "route", "status"),
            registry=registry,
        )
        self.duration = Histogram(
            "studyai_http_request_duration_seconds",
            "Time from the request's first byte to its answer's last.",
            ("route",),
            buckets=_BUCKETS,
            registry=registry,
        )
        self.in_flight = Gauge(
            "studyai_http_requests_in_flight",
            "Requests that are being answered, probes left out.",
            registry=registry,
        )


class BodyTooLarge(Exception):
    """The request's body is larger than the limit."""


class Observed:
    """Wraps an ASGI application; what it adds is the same for every service."""

    def __init__(self, app, metrics: Metrics, lifecycle: Lifecycle, max_body: int) -> None:
        self.app = app
        self.metrics = metrics
        self.lifecycle = lifecycle
        self.max_body = max_body

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(self, scope, receive, send)
        await exchange.run()


class _Exchange:
    """One request and its answer."""

    def __init__(self, owner: Observed, scope, receive, send) -> None:
        self.owner = owner
        self.scope = scope
        self.receive = receive
        self.send = send
        self.status = 0
        headers = dict(scope["headers"])
        self.trace = Trace.from_headers(
            headers.get(b"traceparent", b"").decode("latin-1"),
            headers.get(b"tracestate", b"").decode("latin-1") or None,
        )
        self.request_id = headers.get(b"x-request-id", b"").decode("latin-1")[:128] or None
        self.length = headers.get(b"content-length", b"")
        scope.setdefault("state", {})["trace"] = self.trace

    async def run(self) -> None:
        metrics = self.owner.metrics
        probe = self.scope["path"] in _PROBES
        started = time.perf_counter()
        failure: Exception | None = None
        if not probe:
            metrics.in_flight.inc()
        try:
            body = await self.read_body()
            await self.owner.app(self.scope, body, self.answer)
        except BodyTooLarge:
            await self.refuse(413, f"the body is larger than {self.owner.max_body} bytes")
        except Exception as error:  # the request is answered with 500 and the log has the cause
            failure = error
            if self.status == 0:
                await self.refuse(500, "the service failed to handle this request")
        finally:
            took = time.perf_counter() - started
            route = getattr(self.scope.get("route"), "path", "unmatched")
            if not probe:
                metrics.in_flight.dec()
            method = self.scope["method"] if route != "unmatched" else "any"
            metrics.requests.labels(method, route, str(self.status)).inc()
            metrics.duration.labels(route).observe(took)
            if not probe or failure or self.status >= 500:
                self.log(took, failure)

    async def read_body(self):
        """Takes the whole body in, so that a too large one is refused before any work."""
        limit = self.owner.max_body
        if self.length.isdigit() and int(self.length) > limit:
            raise BodyTooLarge
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await self.receive()
            if message["type"] != "http.request":
                break
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > limit:
                raise BodyTooLarge
            chunks.append(chunk)
            if not message.get("more_body", False):
                break
        whole = b"".join(chunks)
        given = False

        async def replay():
            nonlocal given
            if given:
                return await self.receive()
            given = True
            return {"type": "http.request", "body": whole, "more_body": False}

        return replay

    async def answer(self, message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message.get("headers", []), (b"x-trace-id", self.trace.trace_id.encode())]
            if self.owner.lifecycle.draining:
                # Whoever keeps connections alive opens the next one to another instance.
                headers.append((b"connection", b"close"))
            message = {**message, "headers": headers}
        await self.send(message)

    async def refuse(self, status: int, message: str) -> None:
        content = json.dumps(errors.body(status, message)).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
            (b"connection", b"close"),
        ]
        await self.answer({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": content})

    def log(self, took: float, failure: Exception | None) -> None:
        level = logging.ERROR if failure or self.status >= 500 else logging.INFO
        extra = fields(
            method=self.scope["method"],
            path=self.scope["path"],
            status=self.status,
            took_ms=round(took * 1000, 2),
            trace_id=self.trace.trace_id,
            span_id=self.trace.span_id,
            parent_id=self.trace.parent_id,
            request_id=self.request_id,
            **self.scope["state"].get("log", {}),
        )
        _LOG.log(level, "request", exc_info=failure, **extra)
