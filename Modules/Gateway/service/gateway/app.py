"""The gateway's HTTP interface."""

import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from pydantic import BaseModel, ConfigDict, Field

from .ai_engine import AIEngine, AIEngineError
from .api_keys import APIKeys
from .common import errors, logs
from .common.middleware import Metrics, Observed
from .common.serving import Lifecycle
from .settings import Settings


class Question(BaseModel):
    """What a student asks."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    question: str = Field(min_length=1, max_length=4000)


def create_app(settings: Settings, lifecycle: Lifecycle | None = None) -> Observed:
    """The application, with everything it needs taken from the settings."""
    lifecycle = lifecycle or Lifecycle()
    registry = CollectorRegistry()
    engine = AIEngine(settings, registry)
    keys = APIKeys(settings.api_keys_file) if settings.api_keys_file else None
    answers = Counter(
        "studyai_answers_total", "Questions answered.", ("cached",), registry=registry
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await engine.open()
        yield
        await engine.close()

    app = FastAPI(title="StudyAI gateway", lifespan=lifespan, docs_url=None, redoc_url=None)
    errors.install(app)

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/ready")
    async def ready() -> JSONResponse:
        if lifecycle.draining:
            return JSONResponse({"status": "draining"}, 503)
        if not await engine.is_ready():
            return JSONResponse({"status": "waiting", "ai_engine": "unreachable"}, 503)
        return JSONResponse({"status": "ready", "ai_engine": "ready"})

    @app.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    @app.post("/v1/ask")
    async def ask(question: Question, request: Request) -> JSONResponse:
        if keys and not keys.accepts(request.headers.get("authorization")):
            return errors.response(
                401,
                "send an accepted key as `Authorization: Bearer <key>`",
                {"WWW-Authenticate": "Bearer"},
            )
        started = time.perf_counter()
        try:
            answer = await engine.ask(question.question, request.state.trace)
        except AIEngineError as error:
            return errors.response(error.status, str(error))
        cached = bool(answer.get("cached"))
        answers.labels(str(cached).lower()).inc()
        request.scope["state"]["log"] = {"cached": cached}
        return JSONResponse(
            {
                "answer": answer.get("answer"),
                "cached": cached,
                "model": answer.get("model"),
                "took_ms": round((time.perf_counter() - started) * 1000, 2),
            }
        )

    return Observed(app, Metrics(registry), lifecycle, settings.max_body_bytes)


def from_environment() -> Observed:
    """The application as `uvicorn --factory` wants it, for development."""
    settings = Settings.read(os.environ)
    logs.configure("gateway", settings.log_level)
    return create_app(settings)
