"""A stop loses no request; an identical copy lies beside each service."""

import collections
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress

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


@contextmanager
def serving(before: str = ""):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    path = os.pathsep.join([here, os.path.dirname(here)])
    program = (before + PROGRAM).replace("PORT", str(port))
    process = subprocess.Popen(
        [sys.executable, "-c", program], env={"PYTHONPATH": path}, stdout=subprocess.PIPE
    )
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
    process.communicate()


@pytest.fixture
def server():
    with serving() as started:
        yield started


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


def test_a_request_over_an_open_connection_is_answered_when_no_new_one_is_taken(server):
    process, port = server
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.connect()
        process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 5
        with pytest.raises((ConnectionRefusedError, ConnectionResetError)):
            while time.monotonic() < deadline:
                with suppress(TimeoutError):
                    socket.create_connection(("127.0.0.1", port), timeout=0.05).close()
                time.sleep(0.005)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
    assert process.wait(timeout=5) == 0


def test_who_comes_at_the_last_moment_is_answered_or_refused_before_it_sends(server):
    process, port = server
    outcomes: collections.Counter[str] = collections.Counter()

    def ask() -> None:
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            with closing(connection):
                try:
                    connection.connect()
                except (ConnectionRefusedError, ConnectionResetError):
                    return  # Nothing was sent: another instance may be asked.
                try:
                    connection.request("GET", "/")
                    outcomes[str(connection.getresponse().status)] += 1
                except (OSError, http.client.HTTPException) as error:
                    outcomes[repr(error)] += 1

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    process.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join()
    assert set(outcomes) == {"200"}, outcomes
    assert process.wait(timeout=5) == 0


LATECOMER = """
import asyncio
import socket
import sys

sys.modules["uvloop"] = None  # Its server cannot be looked into.
close = asyncio.Server.close

def come_just_before(self):
    if self.is_serving():
        try:
            with socket.create_connection(("127.0.0.1", PORT), timeout=0.3):
                print("connected", flush=True)
        except TimeoutError:
            print("not connected", flush=True)
    close(self)

asyncio.Server.close = come_just_before
"""


def test_nobody_connects_between_the_last_look_at_the_queue_and_the_close():
    with serving(LATECOMER) as (process, _):
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=5)
        assert (said, process.returncode) == (b"not connected\n", 0)


def test_a_second_signal_skips_the_drain(server):
    process, _ = server
    process.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0
    assert time.monotonic() - started < 0.45
