"""The client of the AI engine."""

import asyncio
import itertools

import aiohttp
from prometheus_client import CollectorRegistry, Counter

from .common.trace import Trace
from .settings import Settings


class AIEngineError(Exception):
    """The AI engine gave no answer. `status` is what the caller of the gateway gets."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class AIEngine:
    """Asks the AI engine; several addresses are taken in turn.

    A request is sent again only when no connection came about, since only then it is certain
    that nothing was computed twice.
    """

    def __init__(self, settings: Settings, registry: CollectorRegistry) -> None:
        self._settings = settings
        self._urls = settings.ai_engine_urls
        self._turn = itertools.count()
        self._session: aiohttp.ClientSession | None = None
        self._attempts = Counter(
            "studyai_upstream_attempts_total",
            "Attempts to reach the AI engine, by what became of them.",
            ("outcome",),
            registry=registry,
        )
        for outcome in ("answered", "connect_error", "timeout", "broken"):
            self._attempts.labels(outcome)

    async def open(self) -> None:
        # A short memory of names: a replaced container has a new address under the old name.
        connector = aiohttp.TCPConnector(limit=256, ttl_dns_cache=2, keepalive_timeout=30)
        self._session = aiohttp.ClientSession(connector=connector)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def ask(self, question: str, trace: Trace) -> dict:
        """The AI engine's answer, as it gave it."""
        for attempt in (1, 2):
            try:
                return await self._post("/v1/ask", {"question": question}, trace)
            except aiohttp.ClientConnectorError as error:
                self._attempts.labels("connect_error").inc()
                if attempt == 2:
                    raise AIEngineError(502, "the AI engine cannot be reached") from error
            except aiohttp.ConnectionTimeoutError as error:
                self._attempts.labels("connect_error").inc()
                if attempt == 2:
                    raise AIEngineError(504, "the AI engine cannot be reached in time") from error
            except asyncio.TimeoutError as error:
                self._attempts.labels("timeout").inc()
                raise AIEngineError(504, "the AI engine did not answer in time") from error
            except (aiohttp.ClientError, ValueError) as error:
                self._attempts.labels("broken").inc()
                message = "the AI engine broke off its answer, or gave a wrong one"
                raise AIEngineError(502, message) from error
        raise AssertionError("the loop returns or raises")

    async def is_ready(self) -> bool:
        """Whether an AI engine says that it is ready, within a second."""
        session = self._require_session()
        for url in self._urls:
            try:
                timeout = aiohttp.ClientTimeout(total=1)
                async with session.get(f"{url}/ready", timeout=timeout) as answer:
                    if answer.status == 200:
                        return True
            except (aiohttp.ClientError, asyncio.TimeoutError):
                continue
        return False

    async def _post(self, path: str, content: dict, trace: Trace) -> dict:
        url = self._urls[next(self._turn) % len(self._urls)]
        timeout = aiohttp.ClientTimeout(
            total=self._settings.ai_engine_answer_seconds,
            sock_connect=self._settings.ai_engine_connect_seconds,
        )
        session = self._require_session()
        async with session.post(
            url + path, json=content, headers=trace.headers(), timeout=timeout
        ) as answer:
            if answer.status == 200:
                result = await answer.json()
                if not isinstance(result, dict) or not isinstance(result.get("answer"), str):
                    raise ValueError("the answer has not the agreed form")
                self._attempts.labels("answered").inc()
                return result
            self._attempts.labels("broken").inc()
            status = 503 if answer.status == 503 else 502
            raise AIEngineError(status, f"the AI engine answered {answer.status}")

    def _require_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the client is used before open()")
        return self._session
