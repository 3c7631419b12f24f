"""Answers kept in Redis. The service works without it, only slower."""

import hashlib
import json
import logging
import time
from pathlib import Path

import redis.asyncio as redis
from prometheus_client import CollectorRegistry, Counter, Gauge
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from .settings import Settings

_LOG = logging.getLogger("cache")
_PAUSE_SECONDS = 1.0


class Cache:
    """Looks answers up and keeps them; a failing Redis is left alone for a second.

    Without that pause every request would wait for the timeout while Redis is away.
    """

    def __init__(self, settings: Settings, registry: CollectorRegistry) -> None:
        self._settings = settings
        self._client: redis.Redis | None = None
        self._failed_at: float | None = None
        self._lookups = Counter(
            "studyai_cache_requests_total",
            "Lookups in the cache, by result; `skipped` while it is off or paused.",
            ("result",),
            registry=registry,
        )
        for result in ("hit", "miss", "error", "skipped"):
            self._lookups.labels(result)
        self._up = Gauge(
            "studyai_cache_up",
            "1 while Redis answers, 0 otherwise; absent when none is configured.",
            # A cache that is off on purpose must not look like one that is down.
            registry=registry if settings.redis_host else None,
        )
        if settings.redis_host:
            self._client = self._connect()

    def _connect(self) -> redis.Redis:
        settings = self._settings
        password = None
        if settings.redis_password_file:
            password = Path(settings.redis_password_file).read_text("utf-8").strip()
        return redis.Redis(
            host=settings.redis_host,
            port=settings.redis_port,
            password=password,
            ssl=settings.redis_tls,  # checked against the system's authorities
            socket_timeout=settings.redis_timeout_seconds,
            socket_connect_timeout=settings.redis_timeout_seconds,
            max_connections=64,
            retry=Retry(NoBackoff(), 1),  # one kept-alive connection may have died unnoticed
            protocol=2,  # understood by every Redis, and enough for three commands
            decode_responses=True,
        )

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def state(self) -> str:
        """`up`, `down`, or `off` when none is configured."""
        if self._client is None:
            return "off"
        try:
            await self._client.ping()
        except (RedisError, OSError) as error:
            self._note_failure("ping", error)
            return "down"
        self._note_success()
        return "up"

    async def get(self, question: str) -> str | None:
        """The kept answer, or None when there is none or Redis cannot tell."""
        if self._client is None or self._is_paused():
            self._lookups.labels("skipped").inc()
            return None
        try:
            found = await self._client.get(self.key(question))
            answer = None if found is None else str(json.loads(found)["answer"])
        except (RedisError, OSError) as error:
            self._note_failure("get", error)
            self._lookups.labels("error").inc()
            return None
        except (ValueError, KeyError, TypeError):
            # Somebody else's value under our key: compute the answer, which replaces it.
            _LOG.warning("the kept answer cannot be read; it is computed again")
            self._lookups.labels("error").inc()
            return None
        self._note_success()
        self._lookups.labels("miss" if answer is None else "hit").inc()
        return answer

    async def put(self, question: str, answer: str) -> None:
        """Keeps an answer for the configured time, if Redis is there."""
        if self._client is None or self._is_paused():
            return
        content = json.dumps({"answer": answer})
        try:
            await self._client.set(
                self.key(question), content, ex=self._settings.cache_ttl_seconds
            )
        except (RedisError, OSError) as error:
            self._note_failure("set", error)

    def key(self, question: str) -> str:
        """Where an answer lies. Another model gives other answers, so it is part of the key."""
        digest = hashlib.sha256(question.encode()).hexdigest()
        return f"answer:{self._settings.model}:{digest}"

    def _is_paused(self) -> bool:
        failed = self._failed_at
        return failed is not None and time.monotonic() - failed < _PAUSE_SECONDS

    def _note_failure(self, operation: str, error: Exception) -> None:
        if self._failed_at is None:
            _LOG.warning("redis %s failed, answering without it: %s", operation, error)
        self._failed_at = time.monotonic()
        self._up.set(0)

    def _note_success(self) -> None:
        if self._failed_at is not None:
            _LOG.info("redis answers again")
        self._failed_at = None
        self._up.set(1)
