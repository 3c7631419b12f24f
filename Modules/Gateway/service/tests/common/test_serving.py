"""A stop loses no request; an identical copy lies beside each service."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

PROGRAM = """
import asyncio
from service_under_test.common.serving import Lifecycle, run

async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    await asyncio.sleep(float(scope["query_string"] or b"0"))
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})

run(app, Lifecycle(), port=PORT, drain_seconds=0.6, grace_seconds=5)
"""


def get(port: int, query: str = "") -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("GET", "/" + query)
        return connection.getresponse().status


@pytest.fixture
def server():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    path = os.pathsep.join([here, os.path.dirname(here)])
    program = PROGRAM.replace("PORT", str(port))
    process = subprocess.Popen([sys.executable, "-c", program], env={"PYTHONPATH": path})
    deadline = time.monotonic() + 10
    while True:
        try:
            get(port)
            break
        except OSError:
            assert time.monotonic() < deadline and process.poll() is None
            time.sleep(0.02)
    yield process, port
    if process.poll() is None:
        process.kill()
    process.wait()


def test_new_requests_are_served_while_it_drains_and_the_exit_is_a_success(server):
    process, port = server
    process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    assert get(port) == 200
    assert process.wait(timeout=5) == 0


def test_a_request_in_flight_is_finished(server):
    process, port = server
    statuses = []
    slow = threading.Thread(target=lambda: statuses.append(get(port, "?1.5")))
    slow.start()
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    slow.join()
    assert statuses == [200]
    assert process.wait(timeout=5) == 0


def test_a_second_signal_skips_the_drain(server):
    process, _ = server
    process.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0
    assert time.monotonic() - started < 0.45
