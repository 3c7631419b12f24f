"""What every scenario is made of: a project of its own, the real binary, the real engine.

A scenario copies the declarations to a folder with a space in its path, keeps state and secrets
there, and takes away at its end what it made, whatever happened. It prints one line a check and
exits with 0, with 1 when a check failed, or with 77 when its means are missing.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77


class Failed(Exception):
    """A check failed on which all that follows is built."""


class Outcome:
    """What one run of the command gave."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def events(self):
        return [json.loads(line) for line in self.out.splitlines()]


def skip(reason):
    print(reason)
    sys.exit(SKIPPED)


def call(*words, check=True, timeout=120):
    """Runs a program and answers its output."""
    done = subprocess.run(words, capture_output=True, text=True, timeout=timeout)
    if check and done.returncode != 0:
        raise Failed(f"{' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def docker(*words, check=True, timeout=120):
    return call("docker", *words, check=check, timeout=timeout)


def inspect(name):
    return json.loads(docker("inspect", name))[0]


def http(url, body=None, timeout=10, context=None):
    """The status and the body; a status of 400 and more is no exception."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))
    try:
        with opener.open(request, timeout=timeout) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def eventually(seconds, test, pause=0.3):
    """The first true value of a test, or its last value after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            value = test()
        except (OSError, ValueError, KeyError, Failed):
            value = None
        if value or time.monotonic() > deadline:
            return value
        time.sleep(pause)


class Scenario:
    def __init__(self, environments, binary="infra"):
        self.environments = environments
        self.failures = 0
        self.binary = ROOT / ".build/debug" / binary
        self._require()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="infra scenario "))
        self.variables = {
            **{k: v for k, v in os.environ.items() if not k.startswith("INFRA_")},
            "INFRA_SECRETS_DIR": str(self.folder / "secrets"), "INFRA_IMAGES": "debian",
        }
        self.project = self.folder / "pro ject"
        self.project.mkdir()
        shutil.copy(ROOT / "Package.swift", self.project)
        unneeded = shutil.ignore_patterns("__pycache__", ".venv", "tests")
        for name in ("Infra", "Modules"):
            shutil.copytree(ROOT / name, self.project / name, ignore=unneeded)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    def _require(self):
        if not self.binary.exists():
            skip(f"{self.binary.name} is not built: swift build --product {self.binary.name}")
        if shutil.which("docker") is None:
            skip("the docker command is missing: sudo apt-get install docker.io")
        if subprocess.run(["docker", "version"], capture_output=True).returncode != 0:
            skip("no Docker Engine answers: Infra/engine start")
        if not docker("images", "-q", "debian:bookworm-slim").strip():
            skip("the engine has no debian:bookworm-slim: Infra/base-image")
        for name in self.environments:
            if self.objects(name):
                skip(f"{name} is there already on this engine: infra destroy {name}")

    # --- Running the command

    def words(self, *words, binary=None):
        program = ROOT / ".build/debug" / binary if binary else self.binary
        return [str(program), *words, "--project", str(self.project)]

    def infra(self, *words, code=0, variables=None, timeout=600, binary=None):
        """Runs the command; another exit code than the one given ends the scenario."""
        begun = time.monotonic()
        done = subprocess.run(
            self.words(*words, binary=binary), capture_output=True, text=True, timeout=timeout,
            env={**self.variables, **(variables or {})}, stdin=subprocess.DEVNULL)
        seconds = time.monotonic() - begun
        if code is not None and done.returncode != code:
            raise Failed(
                f"infra {' '.join(words)} ended with {done.returncode}, not {code}:\n"
                f"{done.stdout[-1500:]}{done.stderr[-6000:]}")
        return Outcome(done.returncode, done.stdout, done.stderr, seconds)

    def start(self, *words, variables=None):
        """Begins the command and answers its process."""
        return subprocess.Popen(
            self.words(*words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**self.variables, **(variables or {})}, stdin=subprocess.DEVNULL)

    def apply(self, environment, *words, **options):
        outcome = self.infra("apply", environment, "--yes", *words, **options)
        self._keep_layers(environment)
        return outcome

    def changes(self, *words):
        """The changes of a plan by address: the actions of Terraform's format."""
        def address(text):
            return re.sub(r"module\.([^.]+)\.", r"\1/", text)

        changes = self.infra("plan", *words, "--json").json["resource_changes"]
        return {
            address(change["address"]): change["change"]["actions"] for change in changes
            if change["change"]["actions"] not in (["no-op"], ["read"])
        }

    def output(self, environment, name):
        return self.infra("output", environment, name).out.rstrip("\n")

    # --- What there is

    @staticmethod
    def objects(environment, kinds=("container", "network", "volume")):
        """Every object on the engine that bears the environment's label, as `kind name`.

        By its name too: another project may have an environment of the same name here.
        """
        is_sample = environment.startswith("scenario-")
        ours = "infra-scenario-" if is_sample else f"studyai-{environment}-"
        found = []
        for kind in kinds:
            listing = {"container": ["ps", "-a"]}.get(kind, [kind, "ls"])
            names = {"container": "{{.Names}}"}.get(kind, "{{.Name}}")
            lines = docker(
                *listing, "--filter", f"label=infra.environment={environment}", "--format", names)
            found += [f"{kind} {name}" for name in lines.split() if name.startswith(ours)]
        return sorted(found)

    def _keep_layers(self, environment):
        """Tags what was built, so that the next scenario finds the layers after a destroy."""
        for image in docker("images", "--format", "{{.Repository}}:{{.Tag}}").split():
            if image.startswith("studyai/") and image.endswith(f":{environment}"):
                docker("tag", image, image.replace("studyai/", "infra-scenario-cache/"))

    def whole(self, environment, expected, when, *words):
        """Checks that every object is there once, and that state and world are one."""
        found = self.objects(environment)
        self.check(f"{when}, every object must be there once", found == sorted(expected), found)
        plan = self.infra(
            "plan", environment, *words, "--refresh", "--detailed-exitcode", code=None)
        self.check(f"{when}, nothing must be left to do", plan.code == 0, plan.out + plan.err)
        left = [path.name for path in (self.project / "state").glob("*.journal")]
        left += [path.name for path in (self.project / "state").glob("*.lock")]
        self.check(f"{when}, neither journal nor lock must be left", left == [], left)
        known = sorted(self.known_containers(environment))
        there = sorted(docker("ps", "-aq", "--no-trunc", "--filter",
                              f"label=infra.environment={environment}").split())
        self.check(f"{when}, the state must know the very containers", known == there)

    def known_containers(self, environment):
        """The ids of the containers that the state knows."""
        path = self.project / f"state/{environment}.state"
        text = path.read_text() if path.exists() else ""
        ids = []
        for line in text.splitlines():
            if line.startswith('resource {"address":"') and "docker_container." in line[:200]:
                ids.append(json.loads(line.removeprefix("resource "))["attributes"].get("id"))
        return ids

    # --- Telling

    def check(self, text, holds, detail=""):
        print(f"{'ok  ' if holds else 'FAIL'}  {text}", flush=True)
        if not holds:
            self.failures += 1
            for line in str(detail).splitlines()[-60:]:
                print(f"        {line}", flush=True)
        return holds

    def note(self, text):
        print(f"      {text}", flush=True)

    # --- The end

    def clean(self):
        for name in self.environments:
            self.infra("destroy", name, "--yes", code=None)
            for line in self.objects(name):
                kind, thing = line.split()
                force = ["-f"] if kind != "network" else []
                docker(kind, "rm", *force, thing, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    @classmethod
    def run(cls, environments, body, binary="infra"):
        """Runs a scenario to its end and exits."""
        scenario = cls(environments, binary)
        try:
            body(scenario)
        except Failed as error:
            scenario.check("the scenario must come to its end", False, error)
        except Exception:  # Whatever it is, what was made must go and the exit code must tell.
            scenario.check("the scenario must come to its end", False, traceback.format_exc())
        finally:
            scenario.clean()
        sys.exit(1 if scenario.failures else 0)


class Repeating:
    """Calls something again and again beside the scenario, and keeps what it answered."""

    def __init__(self, work, pause=0.02):
        self.answers, self._work, self._pause = [], work, pause
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        while not self._ending.is_set():
            try:
                self.answers.append(self._work())
            except OSError as error:
                self.answers.append(error)
            time.sleep(self._pause)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._thread.join(30)
