"""The AI engine's HTTP interface."""

import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from pydantic import BaseModel, ConfigDict, Field

from .cache import Cache
from .common import errors, logs
from .common.middleware import Metrics, Observed
from .common.serving import Lifecycle
from .settings import Settings
from .thinking import think


class Question(BaseModel):
    """What a student asks."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    question: str = Field(min_length=1, max_length=4000)


def create_app(settings: Settings, lifecycle: Lifecycle | None = None) -> Observed:
    """The application, with everything it needs taken from the settings."""
    lifecycle = lifecycle or Lifecycle()
    registry = CollectorRegistry()
    cache = Cache(settings, registry)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await cache.close()

    app = FastAPI(title="StudyAI AI engine", lifespan=lifespan, docs_url=None, redoc_url=None)
    errors.install(app)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/ready")
    async def ready() -> JSONResponse:
        # Redis is reported and not required: without it answers are slower, not wrong.
        state = await cache.state()
        if lifecycle.draining:
            return JSONResponse({"status": "draining", "redis": state}, 503)
        return JSONResponse({"status": "ready", "redis": state, "model": settings.model})

    @app.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    @app.post("/v1/ask")
    async def ask(question: Question, request: Request) -> JSONResponse:
        started = time.perf_counter()
        text = question.question
        answer = await cache.get(text)
        cached = answer is not None
        if answer is None:
            answer = await think(text, settings.think_ms)
            await cache.put(text, answer)
        request.scope["state"]["log"] = {"cached": cached, "model": settings.model}
        return JSONResponse(
            {
                "answer": answer,
                "cached": cached,
                "model": settings.model,
                "took_ms": round((time.perf_counter() - started) * 1000, 2),
            }
        )

    return Observed(app, Metrics(registry), lifecycle, settings.max_body_bytes)


def from_environment() -> Observed:
    """The application as `uvicorn --factory` wants it, for development."""
    settings = Settings.read(os.environ)
    logs.configure("ai-engine", settings.log_level)
    return create_app(settings)
