"""The gateway's settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from .common.settings import Environment, SettingError


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says; units are in the names."""

    ai_engine_urls: tuple[str, ...]
    ai_engine_connect_seconds: float = 0.5
    ai_engine_answer_seconds: float = 30
    api_keys_file: str | None = None
    port: int = 8080
    max_body_bytes: int = 65_536
    drain_seconds: float = 1
    grace_seconds: float = 25
    log_level: str = "info"

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        env = Environment(variables)
        urls = env.text("AI_ENGINE_URL", "http://ai-engine:8080")
        return cls(
            ai_engine_urls=tuple(_base_url(url.strip()) for url in urls.split(",")),
            ai_engine_connect_seconds=env.number(
                "AI_ENGINE_CONNECT_SECONDS", 0.5, least=0.05, most=30
            ),
            ai_engine_answer_seconds=env.number(
                "AI_ENGINE_ANSWER_SECONDS", 30, least=0.1, most=600
            ),
            api_keys_file=env.optional("API_KEYS_FILE"),
            port=env.count("PORT", 8080, least=1, most=65_535),
            max_body_bytes=env.count("MAX_BODY_BYTES", 65_536, least=64, most=16_777_216),
            drain_seconds=env.number("DRAIN_SECONDS", 1, least=0, most=120),
            grace_seconds=env.number("GRACE_SECONDS", 25, least=1, most=600),
            log_level=env.text("LOG_LEVEL", "info"),
        )


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingError(f"AI_ENGINE_URL has {text!r}; expected something like http://host:8080")
    return text.rstrip("/")
