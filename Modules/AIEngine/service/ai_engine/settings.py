"""The AI engine's settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from .common.settings import Environment


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; units are in the names."""

    redis_host: str | None = None
    redis_port: int = 6379
    redis_password_file: str | None = None
    redis_tls: bool = False
    redis_timeout_seconds: float = 0.2
    cache_ttl_seconds: int = 3600
    think_ms: float = 50
    model: str = "studyai-reference-1"
    port: int = 8080
    max_body_bytes: int = 65_536
    drain_seconds: float = 1
    grace_seconds: float = 25
    log_level: str = "info"

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        env = Environment(variables)
        return cls(
            redis_host=env.optional("REDIS_HOST"),
            redis_port=env.count("REDIS_PORT", 6379, least=1, most=65_535),
            redis_password_file=env.optional("REDIS_PASSWORD_FILE"),
            redis_tls=env.flag("REDIS_TLS"),
            redis_timeout_seconds=env.number("REDIS_TIMEOUT_SECONDS", 0.2, least=0.01, most=10),
            cache_ttl_seconds=env.count("CACHE_TTL_SECONDS", 3600, least=1, most=2_592_000),
            think_ms=env.number("THINK_MS", 50, least=0, most=600_000),
            model=env.text("MODEL", "studyai-reference-1"),
            port=env.count("PORT", 8080, least=1, most=65_535),
            max_body_bytes=env.count("MAX_BODY_BYTES", 65_536, least=64, most=16_777_216),
            drain_seconds=env.number("DRAIN_SECONDS", 1, least=0, most=120),
            grace_seconds=env.number("GRACE_SECONDS", 25, least=1, most=600),
            log_level=env.text("LOG_LEVEL", "info"),
        )
