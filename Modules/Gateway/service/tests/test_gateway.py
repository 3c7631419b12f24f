"""The gateway's contract, against an AI engine on loopback that does as it is told."""

import asyncio
import socket
import threading
from contextlib import contextmanager

import pytest
from aiohttp import web
from fastapi.testclient import TestClient

from gateway.app import create_app
from gateway.common.serving import Lifecycle
from gateway.common.settings import SettingError
from gateway.settings import Settings

ANSWER = {"answer": "because", "cached": True, "model": "m", "took_ms": 3}


class FakeEngine:
    """An AI engine in a thread of its own; `behaviour` decides each answer."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict, dict]] = []
        self.behaviour = lambda: web.json_response(ANSWER)
        self.delay = 0.0
        self.ready = 200
        self._loop = asyncio.new_event_loop()

    async def _ask(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((dict(request.headers), await request.json()))
        await asyncio.sleep(self.delay)
        return self.behaviour()

    async def _ready(self, _: web.Request) -> web.Response:
        return web.json_response({}, status=self.ready)

    @contextmanager
    def running(self):
        app = web.Application()
        app.add_routes([web.post("/v1/ask", self._ask), web.get("/ready", self._ready)])
        runner = web.AppRunner(app, shutdown_timeout=0.1)

        async def start() -> int:
            await runner.setup()
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            return runner.addresses[0][1]

        thread = threading.Thread(target=self._loop.run_forever)
        thread.start()
        try:
            port = asyncio.run_coroutine_threadsafe(start(), self._loop).result(5)
            yield f"http://127.0.0.1:{port}"
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), self._loop).result(5)
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(5)
            self._loop.close()


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def url(engine):
    with engine.running() as url:
        yield url


def closed_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def client(*urls: str, lifecycle: Lifecycle | None = None, **settings) -> TestClient:
    app = create_app(Settings(ai_engine_urls=urls, **settings), lifecycle)
    return TestClient(app, raise_server_exceptions=False)


def attempts(gateway: TestClient, outcome: str) -> float:
    prefix = f'studyai_upstream_attempts_total{{outcome="{outcome}"}} '
    lines = gateway.get("/metrics").text.splitlines()
    return next(float(line.removeprefix(prefix)) for line in lines if line.startswith(prefix))


def test_a_question_is_answered_with_what_the_ai_engine_says(url):
    with client(url) as gateway:
        answer = gateway.post("/v1/ask", json={"question": " why? "})
    assert answer.status_code == 200
    body = answer.json()
    assert (body["answer"], body["cached"], body["model"]) == ("because", True, "m")
    assert body["took_ms"] > 0


def test_the_trace_goes_on_to_the_ai_engine_with_a_new_span(engine, url):
    header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    with client(url) as gateway:
        gateway.post("/v1/ask", json={"question": "why?"}, headers={"traceparent": header})
    sent, body = engine.requests[0]
    parts = sent["traceparent"].split("-")
    assert parts[1] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert parts[2] != "00f067aa0ba902b7"
    assert body == {"question": "why?"}


@pytest.mark.parametrize(
    "body",
    [{}, {"question": ""}, {"question": "  "}, {"question": 7}, {"question": "x" * 4001},
     {"question": "why?", "more": 1}],
)
def test_a_wrong_question_is_422_with_the_field(engine, url, body):
    with client(url) as gateway:
        answer = gateway.post("/v1/ask", json=body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid_request"
    assert answer.json()["error"]["details"][0]["field"].startswith("body.")
    assert engine.requests == []


def test_broken_json_and_lone_surrogates_are_422(url):
    with client(url) as gateway:
        for content in (b"{", b'{"question": "\\ud800"}', b"\xff"):
            headers = {"content-type": "application/json"}
            answer = gateway.post("/v1/ask", content=content, headers=headers)
            assert answer.status_code in (400, 422), content
            assert "error" in answer.json()


def test_a_connect_error_is_tried_again_once_at_the_next_address(engine, url):
    with client(closed_port(), url) as gateway:
        assert gateway.post("/v1/ask", json={"question": "why?"}).status_code == 200
        assert attempts(gateway, "connect_error") == 1
    assert len(engine.requests) == 1


def test_without_any_ai_engine_it_is_502_after_two_attempts():
    with client(closed_port()) as gateway:
        answer = gateway.post("/v1/ask", json={"question": "why?"})
        assert answer.status_code == 502
        assert answer.json()["error"]["message"] == "the AI engine cannot be reached"
        assert attempts(gateway, "connect_error") == 2


def test_a_slow_answer_is_504_and_not_asked_for_again(engine, url):
    engine.delay = 1
    with client(url, ai_engine_answer_seconds=0.2) as gateway:
        assert gateway.post("/v1/ask", json={"question": "why?"}).status_code == 504
    assert len(engine.requests) == 1


@pytest.mark.parametrize(("theirs", "ours"), [(500, 502), (503, 503), (422, 502), (404, 502)])
def test_an_error_of_the_ai_engine_is_not_asked_for_again(engine, url, theirs, ours):
    engine.behaviour = lambda: web.json_response({}, status=theirs)
    with client(url) as gateway:
        answer = gateway.post("/v1/ask", json={"question": "why?"})
    assert answer.status_code == ours
    assert len(engine.requests) == 1


def test_an_answer_that_is_not_json_is_502(engine, url):
    engine.behaviour = lambda: web.Response(text="{", content_type="application/json")
    with client(url) as gateway:
        assert gateway.post("/v1/ask", json={"question": "why?"}).status_code == 502


def test_an_answer_that_is_not_an_object_is_502(engine, url):
    engine.behaviour = lambda: web.json_response(["because"])
    with client(url) as gateway:
        assert gateway.post("/v1/ask", json={"question": "why?"}).status_code == 502


def test_it_is_alive_without_an_ai_engine_and_ready_with_one(engine, url):
    with client(closed_port()) as gateway:
        assert gateway.get("/health").status_code == 200
        assert gateway.get("/ready").status_code == 503
    with client(closed_port(), url) as gateway:
        assert gateway.get("/ready").status_code == 200
        engine.ready = 503
        assert gateway.get("/ready").status_code == 503


def test_a_draining_gateway_is_not_ready_but_answers(url):
    lifecycle = Lifecycle()
    with client(url, lifecycle=lifecycle) as gateway:
        lifecycle.draining = True
        assert gateway.get("/ready").json() == {"status": "draining"}
        assert gateway.post("/v1/ask", json={"question": "why?"}).status_code == 200


def test_api_keys_guard_the_questions_and_nothing_else(url, tmp_path):
    keys = tmp_path / "keys"
    keys.write_text("# two\nfirst-key\nsecond-key\n")
    with client(url, api_keys_file=str(keys)) as gateway:
        assert gateway.get("/health").status_code == 200
        for header in (None, "Bearer", "Bearer wrong", "Basic first-key", "Bearer # two"):
            headers = {"authorization": header} if header else {}
            answer = gateway.post("/v1/ask", json={"question": "why?"}, headers=headers)
            assert answer.status_code == 401, header
            assert answer.headers["www-authenticate"] == "Bearer"
        for key in ("first-key", "second-key"):
            headers = {"authorization": f"Bearer {key}"}
            answer = gateway.post("/v1/ask", json={"question": "why?"}, headers=headers)
            assert answer.status_code == 200


def test_a_key_is_rotated_without_a_restart(url, tmp_path):
    keys = tmp_path / "keys"
    keys.write_text("old\n")
    with client(url, api_keys_file=str(keys)) as gateway:
        headers = {"authorization": "Bearer fresh"}
        assert gateway.post("/v1/ask", json={"question": "?"}, headers=headers).status_code == 401
        keys.write_text("fresh\n")
        assert gateway.post("/v1/ask", json={"question": "?"}, headers=headers).status_code == 200


def test_a_missing_key_file_stops_the_start(tmp_path):
    with pytest.raises(FileNotFoundError):
        client("http://127.0.0.1:1", api_keys_file=str(tmp_path / "none"))


def test_answers_are_counted_by_whether_they_were_cached(url):
    with client(url) as gateway:
        gateway.post("/v1/ask", json={"question": "why?"})
        assert 'studyai_answers_total{cached="true"} 1.0' in gateway.get("/metrics").text


def test_a_url_without_a_host_is_refused_at_the_start():
    with pytest.raises(SettingError, match="AI_ENGINE_URL"):
        Settings.read({"AI_ENGINE_URL": "ai-engine:8080"})
