"""Containers: what infra takes for them, what the bare requests take, and what Compose takes."""

import http.client
import json
import os
import re
import shutil
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measure import run, summary

IMAGE = "debian:bookworm-slim"
PARALLELISM = 16
NAME = "infra-benchmark"


class EngineConnection(http.client.HTTPConnection):
    """One connection to the engine's socket."""

    def __init__(self, path):
        super().__init__("localhost", timeout=120)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def socket_path():
    """The engine's socket, or nothing if no engine answers there."""
    host = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    path = host.removeprefix("unix://")
    try:
        request(EngineConnection(path), "GET", "/_ping")
    except OSError:
        return None
    return path


def request(connection, method, path, body=None):
    text = None if body is None else json.dumps(body)
    connection.request(method, path, text, {"Content-Type": "application/json"} if text else {})
    answer = connection.getresponse()
    said = answer.read()
    if answer.status >= 400 and not (method == "DELETE" and answer.status == 404):
        raise SystemExit(f"{method} {path}: {answer.status} {said.decode(errors='replace')}")
    return said


def remove(path, count):
    """Takes away what the benchmark has made, by its names."""
    def one(number):
        request(EngineConnection(path), "DELETE", f"/containers/{NAME}-{number}?force=1&v=1")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(1, count + 1)))


def bare(path, count):
    """Only what the engine must be asked: create and start, as many at once as infra has."""
    connections = threading.local()

    def one(number):
        if not hasattr(connections, "own"):
            connections.own = EngineConnection(path)
        body = {"Image": IMAGE, "Cmd": ["sleep", "3600"], "StopTimeout": 1}
        said = request(
            connections.own, "POST", f"/containers/create?name={NAME}-{number}", body)
        identity = json.loads(said)["Id"]
        request(connections.own, "POST", f"/containers/{identity}/start")

    with ThreadPoolExecutor(PARALLELISM) as pool:
        list(pool.map(one, range(1, count + 1)))


def compose_file(folder, count):
    """The same containers for Compose, on the engine's own network and without one to make."""
    services = {
        f"idle-{number}": {
            "image": IMAGE, "container_name": f"{NAME}-{number}", "command": ["sleep", "3600"],
            "network_mode": "bridge", "stop_grace_period": "1s"}
        for number in range(1, count + 1)}
    path = folder / "compose.json"
    path.write_text(json.dumps({"name": NAME, "services": services}))
    return path


class CountingProxy(threading.Thread):
    """Stands between infra and the engine and counts the requests that go through."""

    REQUEST = re.compile(rb"(?:GET|POST|PUT|DELETE|HEAD) /(\S*) HTTP/1\.1\r\n")

    def __init__(self, path, own):
        super().__init__(daemon=True)
        self.path, self.own, self.requests = path, own, []
        self.server = socket.socket(socket.AF_UNIX)
        self.server.bind(own)
        self.server.listen(64)

    def run(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            engine = socket.socket(socket.AF_UNIX)
            engine.connect(self.path)
            for pair in ((client, engine, True), (engine, client, False)):
                threading.Thread(target=self.pump, args=pair, daemon=True).start()

    def pump(self, source, sink, is_counted):
        try:
            while data := source.recv(65536):
                if is_counted:
                    self.requests += self.REQUEST.findall(data)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            # One of the two has ended: so does this connection.
            sink.close()

    def containers(self):
        return [path for path in self.requests if b"/containers/" in path]


def measure_containers(program, work, count, options, tell):
    """An apply of so many containers by infra, by nobody, and by Compose, in turn."""
    path = socket_path()
    if path is None:
        return None
    folder = Path(work) / f"containers-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "Infra").mkdir(parents=True)
    (folder / "Package.swift").touch()
    words = ["containers", "--set", f"count={count}"]
    environment = {"NO_COLOR": "1", "DOCKER_HOST": f"unix://{path}"}

    def ours(*more):
        return run([program, *more, *words], folder, folder / "out", environment)

    samples = {"floor": [], "infra": [], "noop": [], "compose": []}
    compose = compose_file(folder, count)
    remove(path, count)
    begun = time.monotonic()
    for number in range(options.runs):
        if number > 0 and time.monotonic() - begun > options.budget:
            break
        samples["floor"].append(run(
            ["python3", __file__, path, count], folder, folder / "out", environment))
        remove(path, count)
        samples["infra"].append(ours("apply", "--yes"))
        samples["noop"].append(ours("apply", "--yes"))
        requests = round_trips(program, folder, path, words)
        remove(path, count)
        shutil.rmtree(folder / "state")
        if options.compose:
            samples["compose"].append(run(
                [options.compose, "-f", compose, "up", "-d", "--quiet-pull"], folder,
                folder / "out", environment))
            remove(path, count)
    row = {"count": count, "requests_per_container": round(requests / count, 2)}
    row.update({name: summary(taken) for name, taken in samples.items() if taken})
    tell(row)
    shutil.rmtree(folder)
    return row


def round_trips(program, folder, path, words):
    """How many requests of containers an apply with nothing to do sends."""
    own = str(folder / "engine.sock")
    proxy = CountingProxy(path, own)
    proxy.start()
    run([program, "apply", "--yes", *words], folder, folder / "out",
        {"NO_COLOR": "1", "DOCKER_HOST": f"unix://{own}"})
    proxy.server.close()
    os.unlink(own)
    return len(proxy.containers())


if __name__ == "__main__":
    import sys

    bare(sys.argv[1], int(sys.argv[2]))
