"""What every service does around a request; an identical copy lies beside each service."""

import json
import logging

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from prometheus_client import CollectorRegistry

from service_under_test.common import errors
from service_under_test.common.logs import JSONFormatter
from service_under_test.common.middleware import Metrics, Observed
from service_under_test.common.serving import Lifecycle


class Sample:
    """A small application inside the middleware, and what can be seen from outside."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.lifecycle = Lifecycle()
        app = FastAPI()
        errors.install(app)

        @app.post("/echo/{name}")
        async def echo(name: str, request: Request) -> dict:
            in_flight = self.registry.get_sample_value("studyai_http_requests_in_flight")
            return {"size": len(await request.body()), "in_flight": in_flight}

        @app.get("/broken")
        async def broken() -> None:
            raise RuntimeError("the reason")

        @app.get("/health")
        async def health() -> dict:
            return {}

        observed = Observed(app, Metrics(self.registry), self.lifecycle, max_body=100)
        self.client = TestClient(observed, raise_server_exceptions=False)

    def requests(self, method: str, route: str, status: int) -> float | None:
        labels = {"method": method, "route": route, "status": str(status)}
        return self.registry.get_sample_value("studyai_http_requests_total", labels)


@pytest.fixture
def sample():
    return Sample()


def test_requests_are_counted_by_route_and_not_by_path(sample):
    sample.client.post("/echo/a")
    sample.client.post("/echo/b")
    assert sample.requests("POST", "/echo/{name}", 200) == 2


def test_unknown_paths_and_methods_share_one_label(sample):
    sample.client.get("/some/where")
    sample.client.request("BREW", "/else/where")
    assert sample.requests("any", "unmatched", 404) == 2


def test_a_request_is_in_flight_until_it_is_answered(sample):
    assert sample.client.post("/echo/a").json()["in_flight"] == 1
    assert sample.registry.get_sample_value("studyai_http_requests_in_flight") == 0


def test_a_body_up_to_the_limit_arrives_whole(sample):
    assert sample.client.post("/echo/a", content=b"x" * 100).json()["size"] == 100


def test_a_larger_body_is_refused_as_json(sample):
    answer = sample.client.post("/echo/a", content=b"x" * 101)
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "body_too_large"


def test_a_larger_body_without_a_length_is_refused_too(sample):
    answer = sample.client.post("/echo/a", content=iter([b"x" * 60, b"x" * 60]))
    assert answer.status_code == 413


def test_a_failure_is_500_as_json_and_its_cause_is_logged(sample, caplog):
    answer = sample.client.get("/broken")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal_error"
    assert "the reason" not in answer.text
    record = next(record for record in caplog.records if record.exc_info)
    assert "the reason" in JSONFormatter("sample").format(record)
    assert sample.requests("GET", "/broken", 500) == 1


def test_each_request_is_one_json_line_with_its_trace(sample, caplog):
    caplog.set_level(logging.INFO)
    header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    sample.client.post("/echo/a", headers={"traceparent": header, "x-request-id": "r1"})
    records = [record for record in caplog.records if record.name == "requests"]
    assert len(records) == 1
    line = json.loads(JSONFormatter("sample").format(records[0]))
    assert line["service"] == "sample"
    assert line["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert line["request_id"] == "r1"
    assert (line["method"], line["path"], line["status"]) == ("POST", "/echo/a", 200)
    assert "\n" not in JSONFormatter("sample").format(records[0])


def test_probes_that_succeed_leave_no_line(sample, caplog):
    caplog.set_level(logging.INFO)
    sample.client.get("/health")
    assert [record for record in caplog.records if record.name == "requests"] == []


def test_a_draining_service_asks_for_new_connections(sample):
    assert "connection" not in sample.client.get("/health").headers
    sample.lifecycle.draining = True
    assert sample.client.get("/health").headers["connection"] == "close"
