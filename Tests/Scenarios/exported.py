"""The real Terraform with its provider of AWS, on what infra exports, against moto."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scenario import Failed, skip

PROVIDER = "*/hashicorp/aws"
# Nothing of these is there on moto, and a refusal is not asked about for minutes.
LOCAL = {
    "skip_credentials_validation": True, "skip_metadata_api_check": True,
    "s3_use_path_style": True, "max_retries": 2,
}


def mirror():
    """A folder that providers lie in as `HOST/NAMESPACE/TYPE/…`; skips the scenario without."""
    if shutil.which("terraform") is None:
        skip("terraform is missing on the PATH")
    places = [os.environ.get("TERRAFORM_PLUGIN_MIRROR", "")]
    file = pathlib.Path(os.environ.get("TF_CLI_CONFIG_FILE", "/none"))
    if file.exists():
        places += re.findall(r'path\s*=\s*"([^"]+)"', file.read_text())
    places += [f"{os.environ.get('HOME', '')}/.terraform.d/plugins",
               "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"]
    for place in places:
        if place and any(pathlib.Path(place).glob(PROVIDER)):
            return place
    return skip("no mirror has hashicorp/aws 5.100: name its folder in TERRAFORM_PLUGIN_MIRROR")


def inputs(s):
    """The values of an export's variables: the secrets that infra has drawn, and the others."""
    values = {}
    for path in (s.folder / "secrets").rglob("*"):
        if path.is_file():
            values[f"TF_VAR_generated_{path.name}"] = path.read_text()
    for name in ("SLACK_WEBHOOK_URL", "PAGERDUTY_ROUTING_KEY"):
        values[f"TF_VAR_{name.lower()}"] = s.variables[name]
    return values


class Scaling:
    """Application Auto Scaling as moto has it, and its tags, which moto refuses to tell."""

    def __init__(self, server):
        tags = {}

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body in one piece: in two, the second waits for the other side's word.
            wbufsize = -1

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                given = json.loads(body or b"{}")
                operation = self.headers["X-Amz-Target"].split(".")[-1]
                known = tags.setdefault(given.get("ResourceARN"), {})
                if operation == "ListTagsForResource":
                    return self._answer(200, json.dumps({"Tags": known}).encode())
                if operation == "TagResource":
                    known |= given["Tags"]
                    return self._answer(200, b"{}")
                request = urllib.request.Request(server, body, dict(self.headers))
                try:
                    with urllib.request.urlopen(request, timeout=30) as done:
                        answer = done.read()
                    place = json.loads(answer or b"{}").get("ScalableTargetARN")
                    if operation == "RegisterScalableTarget" and place:
                        tags.setdefault(place, {}).update(given.get("Tags", {}))
                    self._answer(200, answer)
                except urllib.error.HTTPError as error:
                    self._answer(error.code, error.read())

            def _answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.1")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.variables = {
            "AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING":
                f"http://127.0.0.1:{self._server.server_port}"}
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()


class Terraform:
    """A configuration in a folder of its own."""

    def __init__(self, folder, variables):
        self.folder = folder
        settings = folder / "settings.rc"
        settings.write_text(f'provider_installation {{ filesystem_mirror {{ path = "{mirror()}" }} }}')
        self.variables = {
            **os.environ, **variables, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1",
            "TF_CLI_CONFIG_FILE": str(settings),
        }
        self._localise()
        self.run("init", "-input=false")

    def _localise(self):
        """Adds to each provider block what a moto needs."""
        path = self.folder / "main.tf.json"
        document = json.loads(path.read_text())
        blocks = document["provider"]["aws"]
        for block in blocks if isinstance(blocks, list) else [blocks]:
            block |= LOCAL
        path.write_text(json.dumps(document, indent=2))

    @property
    def inputs(self):
        """The names of the variables that have no value yet."""
        document = json.loads((self.folder / "main.tf.json").read_text())
        return sorted(name for name, block in document.get("variable", {}).items()
                      if "default" not in block)

    def run(self, *words, code=0, timeout=1500):
        """Runs one command and answers what it said and how long it took."""
        begun = time.monotonic()
        done = subprocess.run(
            ["terraform", *words, "-no-color"], cwd=self.folder, env=self.variables, text=True,
            capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL)
        if code is not None and done.returncode != code:
            raise Failed(f"terraform {' '.join(words)} ended with {done.returncode}, not {code}:\n"
                         f"{done.stdout[-1500:]}{done.stderr[-6000:]}")
        self.seconds = time.monotonic() - begun
        return done.stdout
