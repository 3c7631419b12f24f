"""The tags of scalable targets, which moto does not have: a proxy that keeps them."""

import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ScalingTags:
    """Application Auto Scaling before a moto: tags are kept here, all else is passed on."""

    def __init__(self, server):
        kept, lock = {}, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body in one piece: in two, the second waits for the other side's word.
            wbufsize = -1

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                operation = self.headers.get("X-Amz-Target", "").split(".")[-1]
                given = json.loads(body or b"{}")
                tags = kept.setdefault(given.get("ResourceARN"), {})
                if operation == "ListTagsForResource":
                    return self._answer(200, json.dumps({"Tags": tags}).encode())
                if operation == "TagResource":
                    tags.update(given["Tags"])
                    return self._answer(200, b"{}")
                status, answer = self._ask(body)
                if operation == "RegisterScalableTarget" and status == 200 and "Tags" in given:
                    with lock:
                        kept[json.loads(answer)["ScalableTargetARN"]] = given["Tags"]
                self._answer(status, answer)

            def _ask(self, body):
                headers = dict(self.headers)
                headers.pop("Connection", None)
                request = urllib.request.Request(server + self.path, body, headers)
                # The host is part of what is signed.
                request.add_unredirected_header("Host", self.headers["Host"])
                try:
                    with urllib.request.urlopen(request, timeout=30) as done:
                        return done.status, done.read()
                except urllib.error.HTTPError as error:
                    return error.code, error.read()

            def _answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.1")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def variables(self):
        return {"AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING": self.endpoint}

    def stop(self):
        self._server.shutdown()
