"""The AI engine's contract, with a Redis on loopback that can fail."""

import time

import pytest
from fake_redis import FakeRedis
from fastapi.testclient import TestClient

from ai_engine import cache as cache_module
from ai_engine.app import create_app
from ai_engine.common.serving import Lifecycle
from ai_engine.settings import Settings
from ai_engine.thinking import answer


def client(port: int | None = None, lifecycle: Lifecycle | None = None, **settings) -> TestClient:
    values = {"think_ms": 0, "redis_timeout_seconds": 0.2} | settings
    if port is not None:
        values |= {"redis_host": "127.0.0.1", "redis_port": port}
    return TestClient(create_app(Settings(**values), lifecycle), raise_server_exceptions=False)


def ask(engine: TestClient, question: str = "What is entropy?") -> dict:
    response = engine.post("/v1/ask", json={"question": question})
    assert response.status_code == 200, response.text
    return response.json()


def lookups(engine: TestClient, result: str) -> float:
    prefix = f'studyai_cache_requests_total{{result="{result}"}} '
    lines = engine.get("/metrics").text.splitlines()
    return next(float(line.removeprefix(prefix)) for line in lines if line.startswith(prefix))


@pytest.fixture
def redis():
    return FakeRedis()


def test_the_same_question_has_the_same_answer_everywhere():
    assert answer("What is entropy?") == answer("What is entropy?")
    assert answer("What is entropy?").startswith("About entropy: ")
    assert answer("What is entropy?") != answer("What is enthalpy?")
    assert answer("??").startswith("About this: ")


def test_thinking_takes_the_configured_time():
    with client(think_ms=120) as engine:
        assert ask(engine)["took_ms"] >= 120


def test_the_second_answer_comes_from_the_cache_and_is_the_same(redis):
    with redis.running() as port, client(port, model="m1") as engine:
        first, second = ask(engine), ask(engine)
        assert (first["cached"], second["cached"]) == (False, True)
        assert first["answer"] == second["answer"]
        assert second["model"] == "m1"
        assert (lookups(engine, "miss"), lookups(engine, "hit")) == (1, 1)


def test_answers_expire_after_the_configured_time(redis):
    with redis.running() as port, client(port, cache_ttl_seconds=77) as engine:
        ask(engine)
    assert list(redis.expiries.values()) == [77]


def test_another_model_does_not_see_the_first_ones_answers(redis):
    with redis.running() as port:
        for model in ("m1", "m2"):
            with client(port, model=model) as engine:
                assert ask(engine)["cached"] is False


def test_the_question_itself_is_not_in_the_key(redis):
    with redis.running() as port, client(port) as engine:
        ask(engine, "something private")
    assert "private" not in "".join(redis.values)


def test_the_password_comes_from_a_file(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("sesame\n")
    redis = FakeRedis(password="sesame")
    with redis.running() as port, client(port, redis_password_file=str(secret)) as engine:
        ask(engine)
        assert ask(engine)["cached"] is True


def test_a_wrong_password_costs_the_cache_and_not_the_answer(tmp_path):
    secret = tmp_path / "password"
    secret.write_text("wrong")
    redis = FakeRedis(password="sesame")
    with redis.running() as port, client(port, redis_password_file=str(secret)) as engine:
        assert ask(engine)["cached"] is False
        assert engine.get("/ready").json()["redis"] == "down"


def test_without_redis_it_answers_quickly_and_says_so(redis):
    with redis.running() as port:
        pass  # it is gone again, and nobody listens on its port
    with client(port) as engine:
        started = time.perf_counter()
        assert [ask(engine)["cached"] for _ in range(5)] == [False] * 5
        assert time.perf_counter() - started < 1
        ready = engine.get("/ready")
        assert (ready.status_code, ready.json()["redis"]) == (200, "down")
        assert "studyai_cache_up 0.0" in engine.get("/metrics").text
        assert lookups(engine, "error") == 1
        assert lookups(engine, "skipped") == 4


def test_a_stalled_redis_is_waited_for_once_and_then_left_alone(redis):
    with redis.running() as port, client(port) as engine:
        redis.stalled = True
        started = time.perf_counter()
        for _ in range(10):
            ask(engine)
        assert time.perf_counter() - started < 1
        redis.stalled = False


def test_it_finds_back_to_redis(redis, monkeypatch):
    monkeypatch.setattr(cache_module, "_PAUSE_SECONDS", 0.1)
    with redis.running() as port, client(port) as engine:
        redis.stalled = True
        ask(engine)
        redis.stalled = False
        time.sleep(0.15)
        ask(engine)
        assert ask(engine)["cached"] is True
        assert "studyai_cache_up 1.0" in engine.get("/metrics").text


def test_a_foreign_value_under_a_key_is_replaced(redis):
    with redis.running() as port, client(port) as engine:
        ask(engine)
        for key in redis.values:
            redis.values[key] = "not ours"
        assert ask(engine)["cached"] is False
        assert ask(engine)["cached"] is True


def test_with_no_redis_configured_nothing_looks_down():
    with client() as engine:
        assert ask(engine)["cached"] is False
        assert engine.get("/ready").json()["redis"] == "off"
        assert "studyai_cache_up" not in engine.get("/metrics").text


def test_a_draining_engine_is_not_ready_but_answers():
    lifecycle = Lifecycle()
    with client(lifecycle=lifecycle) as engine:
        lifecycle.draining = True
        assert engine.get("/ready").status_code == 503
        ask(engine)


@pytest.mark.parametrize("body", [{}, {"question": " "}, {"question": "x" * 4001}])
def test_a_wrong_question_is_422(body):
    with client() as engine:
        answered = engine.post("/v1/ask", json=body)
    assert answered.status_code == 422
    assert answered.json()["error"]["code"] == "invalid_request"


def test_a_cache_that_must_speak_tls_is_not_spoken_to_without(redis):
    with redis.running() as port, client(port, redis_tls=True) as engine:
        assert ask(engine)["cached"] is False
        assert lookups(engine, "error") == 1
        assert redis.commands == []
