"""Services of AWS as their documentation and Terraform's provider know them, for what moto lacks.

Each request is read by botocore's model of its service and must be the one that botocore would
write for what it says: a name that the service does not know, a value of another type or another
word than the model lists is refused with what differs. What is answered is written by the model
too. What a service does is in the file named after it.

    python server.py PORT

Beside the services it takes orders under `/recorded/`: `slow` (how many reads see an object on its
way after each change), `lose` (the answers to an operation, which does its work all the same),
`requests` (the operations since the last time, with what they were given), `left` (the names of
what is there), `contents` (what caches and backups are, each by kind and name).
"""

import json
import re
import socketserver
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

import botocore.serialize
from botocore.validate import ParamValidator
from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.serialize import get_serializer_class
from moto.core.utils import camelcase_to_underscores, get_service_model
from werkzeug.datastructures import Headers, MultiDict

from backups import Backups
from caches import Caches
from files import Files
from tables import Tables
from world import World

# What any service may answer, whatever its model lists.
COMMON_ERRORS = ("AccessDeniedException", "ValidationException")


class Service:
    """One service: its model, and the object whose methods are its operations."""

    def __init__(self, name, behaviour):
        self.model = get_service_model(name)
        self.protocol = self.model.metadata["protocol"]
        self.behaviour = behaviour
        self.routes = []
        for operation in self.model.operation_names:
            model = self.model.operation_model(operation)
            # With or without a slash at its end: SDKs differ, and services take both.
            path = model.http["requestUri"].split("?")[0].rstrip("/")
            pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
            self.routes.append((model.http["method"], re.compile(pattern + "/?$"), operation))

    def operation(self, request):
        """The operation's name and what its path says."""
        if self.protocol == "query":
            return request.form["Action"], {}
        if self.protocol == "json":
            return request.headers["X-Amz-Target"].split(".")[1], {}
        for method, pattern, operation in self.routes:
            match = pattern.match(request.path)
            if method == request.method and match:
                return operation, match.groupdict()
        raise ServiceException("ValidationException", f"no operation at {request.path}")

    def parameters(self, operation, request, found):
        model = self.model.operation_model(operation)
        values = request.query if self.protocol == "rest-json" else request.form
        parsed = PROTOCOL_PARSERS[self.protocol](model).parse(
            {
                "method": request.method, "values": values, "headers": request.headers,
                "body": request.body, "url_path": request.path, "url_params": found,
            }
        )
        self.check(model, parsed, request)
        return parsed

    def check(self, model, parsed, request):
        """Whether botocore would have written the same."""
        problems = ParamValidator().validate(parsed, model.input_shape)
        problem = problems.generate_report() if problems.has_errors() else ""
        problem = problem or "; ".join(other_words(model.input_shape, parsed, ""))
        if problem:
            raise ServiceException("ValidationException", problem)
        wanted = botocore.serialize.create_serializer(self.protocol).serialize_to_request(
            parsed, model
        )
        if self.protocol == "query":
            mine = {key: plain(value) for key, value in wanted["body"].items()}
            same(mine, request.form.to_dict())
            return
        body = wanted["body"] or b"{}"
        same(json.loads(body), json.loads(request.body or b"{}"))
        if self.protocol == "rest-json":
            path = urllib.parse.unquote(wanted["url_path"])
            same(path.rstrip("/"), request.path.rstrip("/"))
            query = {key: listed(value) for key, value in wanted["query_string"].items()}
            same(query, request.query.to_dict(flat=False))

    def answer(self, operation, result):
        if isinstance(result, ServiceException):
            return self.refusal(result)
        model = self.model.operation_model(operation)
        serializer = get_serializer_class(self.model.service_name, self.protocol)(model)
        return serializer.serialize(result)

    def refusal(self, error):
        """An error as the service's protocol writes it, by the name that its shape has."""
        code, status = error.code, 400
        if code not in COMMON_ERRORS:
            shape = self.model.shape_for(code).metadata.get("error", {})
            code, status = shape.get("code", code), shape.get("httpStatusCode", 400)
        if self.protocol == "query":
            content = f"<Code>{code}</Code><Message>{escape(error.message)}</Message>"
            body = f"<ErrorResponse><Error>{content}</Error></ErrorResponse>"
            return {"status_code": status, "headers": {"Content-Type": "text/xml"}, "body": body}
        headers = {"Content-Type": "application/json", "x-amzn-ErrorType": code}
        body = json.dumps({"__type": code, "Message": error.message})
        return {"status_code": status, "headers": headers, "body": body}


def plain(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def listed(value):
    return [plain(item) for item in value] if isinstance(value, list) else [plain(value)]


def same(wanted, given):
    if wanted != given:
        raise ServiceException("ValidationException", f"botocore writes {wanted}, this is {given}")


def other_words(shape, value, path):
    """Words that the model does not list."""
    if shape.type_name == "structure":
        for name, member in value.items():
            yield from other_words(shape.members[name], member, f"{path}.{name}")
    elif shape.type_name == "list":
        for member in value:
            yield from other_words(shape.member, member, path)
    elif shape.type_name == "map":
        for member in value.values():
            yield from other_words(shape.value, member, path)
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{path}: {value} is none of {shape.enum}"


class Request:
    def __init__(self, handler):
        target = urllib.parse.urlsplit(handler.path)
        self.method = handler.command
        self.path = urllib.parse.unquote(target.path)
        self.query = MultiDict(urllib.parse.parse_qsl(target.query, keep_blank_values=True))
        self.headers = Headers(handler.headers.items())
        self.body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.form = MultiDict(urllib.parse.parse_qsl(self.body.decode(), keep_blank_values=True))
        if not self.headers.get("Content-Type", "").startswith("application/x-www-form"):
            self.form = MultiDict()
        scope = re.search(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/", self.headers["Authorization"])
        self.region, self.service = scope.groups() if scope else ("", "")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body in one piece: in two, the second waits for the other side's word.
    wbufsize = -1
    world = World()
    lock = threading.Lock()
    services = {
        "elasticache": Service("elasticache", Caches(world)),
        "backup": Service("backup", Backups(world)),
        "elasticfilesystem": Service("efs", Files(world)),
        "dynamodb": Service("dynamodb", Tables(world)),
    }

    def serve(self):
        with self.lock:
            if self.path.startswith("/recorded/"):
                return self.order(self.path.split("/")[-1])
            return self.call(Request(self))

    do_GET = do_POST = do_PUT = do_DELETE = serve

    def order(self, order):
        given = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        told = {}
        if order == "slow":
            self.world.slow = given["reads"]
        elif order == "lose":
            self.world.lost.append(given["operation"])
        elif order == "requests":
            told, self.world.requests = self.world.requests, []
        elif order == "left":
            told = sorted(
                name for service in self.services.values() for name in service.behaviour.left()
            )
        elif order == "contents":
            told = [
                thing for name in ("elasticache", "backup")
                for thing in self.services[name].behaviour.contents()
            ]
        self.send(200, {"Content-Type": "application/json"}, json.dumps(told))

    def call(self, request):
        service = self.services[request.service]
        operation = service.model.operation_names[0]
        try:
            operation, found = service.operation(request)
            given = service.parameters(operation, request, found)
            self.world.region = request.region
            self.world.requests.append({"operation": operation, "given": told(given)})
            method = getattr(service.behaviour, camelcase_to_underscores(operation))
            result = method(given) or {}
        except ServiceException as error:
            result = error
        answer = service.answer(operation, result)
        if operation in self.world.lost:
            self.world.lost.remove(operation)
            self.close_connection = True
            return
        self.send(answer["status_code"], answer["headers"], answer["body"])

    def send(self, status, headers, body):
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() != "content-length":
                self.send_header(name, str(value))
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status != 204:
            self.wfile.write(body)

    def log_message(self, *_):
        pass


def told(given):
    """What is told of a request: not the passwords."""
    return {key: "secret" if key == "AuthToken" else value for key, value in given.items()}


if __name__ == "__main__":
    socketserver.TCPServer.allow_reuse_address = True
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
