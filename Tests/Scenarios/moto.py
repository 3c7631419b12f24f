"""AWS on this machine: moto with signatures and policies checked, and what there is, by boto3."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scenario import ROOT, Scenario, eventually, skip

TOOLS = ROOT / ".tools/moto/bin"


def need():
    """Goes on in the environment that has boto3, or says how it is made."""
    if not (TOOLS / "moto_server").exists():
        skip("moto is missing: Tests/run unit installs it")
    sys.path[:0] = [str(path) for path in (TOOLS.parent / "lib").glob("python3*/site-packages")]


class OnAWS(Scenario):
    """A scenario without an engine, on a moto of its own."""

    def _require(self):
        if not self.binary.exists():
            skip(f"{self.binary.name} is not built: swift build --product {self.binary.name}")
        need()
        self.aws = Moto()

    def clean(self):
        self.environments = []
        super().clean()
        self.aws.stop()


class Moto:
    """A server; `variables` lead to it, with the keys of a user who may do everything.

    `has_managed_policies`: whether it has the policies that AWS itself keeps for roles. A
    certificate is issued after a second, where moto by itself takes a minute.
    """

    def __init__(self, has_managed_policies=False):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [str(TOOLS / "python3"), str(ROOT / "Tests/AWSProviderTests/Recorded/mended_moto.py"),
             "-H", "127.0.0.1", "-p", str(port)],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1",
                 "MOTO_IAM_LOAD_MANAGED_POLICIES": str(has_managed_policies),
                 "MOTO_ACM_VALIDATION_WAIT": "1"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        eventually(60, lambda: self._post("/moto-api/reset", "") or True)
        self._keys = ("first", "first")
        iam = self.client("iam")
        iam.create_user(UserName="admin")
        everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        iam.put_user_policy(
            UserName="admin", PolicyName="all",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [everything]}))
        key = iam.create_access_key(UserName="admin")["AccessKey"]
        self._keys = (key["AccessKeyId"], key["SecretAccessKey"])
        self.check_signatures(True)

    def _post(self, path, body):
        request = urllib.request.Request(
            self.endpoint + path, body.encode(), {"Content-Type": "text/plain"})
        return urllib.request.urlopen(request, timeout=10).read()

    @property
    def process_id(self):
        return self._process.pid

    def check_signatures(self, wanted):
        """Whether signatures and policies are checked from now on."""
        self._post("/moto-api/reset-auth", "0" if wanted else "inf")

    def variables(self, endpoint=None):
        return {
            "AWS_ENDPOINT_URL": endpoint or self.endpoint, "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ACCESS_KEY_ID": self._keys[0], "AWS_SECRET_ACCESS_KEY": self._keys[1],
        }

    def client(self, service, region="eu-central-1"):
        import boto3

        return boto3.client(
            service, region_name=region, endpoint_url=self.endpoint,
            aws_access_key_id=self._keys[0], aws_secret_access_key=self._keys[1])

    def stop(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def inventory(self):
        """Everything there is of what the scenarios make, as `kind name`, without what AWS makes."""
        # moto refuses some signatures of boto3's own for Route 53.
        self.check_signatures(False)
        try:
            return self._inventory()
        finally:
            self.check_signatures(True)

    def _inventory(self, prefix="infra-scenario"):
        ec2, iam, kms = self.client("ec2"), self.client("iam"), self.client("kms")
        found = []

        def own(kind, things, name):
            for thing in things:
                tags = {tag["Key"]: tag["Value"] for tag in thing.get("Tags", [])}
                if "infra:address" in tags:
                    found.append(f"{kind} {tags['infra:address']}")
                elif name(thing):
                    found.append(f"{kind} {name(thing)}")

        vpcs = [vpc for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
        own("vpc", vpcs, lambda vpc: vpc["VpcId"])
        ids = {vpc["VpcId"] for vpc in vpcs}
        subnets = [s for s in ec2.describe_subnets()["Subnets"] if not s["DefaultForAz"]]
        own("subnet", subnets, lambda subnet: subnet["SubnetId"])
        own("gateway", ec2.describe_internet_gateways()["InternetGateways"],
            lambda gateway: gateway["InternetGatewayId"] if gateway["Attachments"] == [] else None)
        tables = ec2.describe_route_tables()["RouteTables"]
        own("table", tables, lambda table: None)
        for table in tables:
            for route in table["Routes"]:
                if route.get("GatewayId", "").startswith("igw-") and table["VpcId"] in ids:
                    found.append(f"route {route['DestinationCidrBlock']}")
        own("address", ec2.describe_addresses()["Addresses"], lambda a: a["AllocationId"])
        groups = ec2.describe_security_groups()["SecurityGroups"]
        own("group", [g for g in groups if g["GroupName"] != "default"], lambda g: g["GroupId"])
        rules = ec2.describe_security_group_rules()["SecurityGroupRules"]
        own("rule", [r for r in rules if not r["IsEgress"]], lambda r: None)
        found += [f"role {r['RoleName']}" for r in iam.list_roles()["Roles"]]
        found += [f"policy {p['PolicyName']}" for p in iam.list_policies(Scope="Local")["Policies"]]
        for role in iam.list_roles()["Roles"]:
            attached = iam.list_attached_role_policies(RoleName=role["RoleName"])
            found += [f"attachment {p['PolicyName']}" for p in attached["AttachedPolicies"]]
        for key in kms.list_keys()["Keys"]:
            if kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"] == "Enabled":
                found.append("key")
        found += [f"alias {a['AliasName']}" for a in kms.list_aliases()["Aliases"]
                  if prefix in a["AliasName"]]
        logs = self.client("logs").describe_log_groups()["logGroups"]
        found += [f"logs {group['logGroupName']}" for group in logs]
        found += [f"bucket {b['Name'].rsplit('-', 1)[0]}" for b in self.client("s3").list_buckets()["Buckets"]]
        queues = self.client("sqs").list_queues().get("QueueUrls", [])
        found += [f"queue {url.rsplit('/', 1)[1]}" for url in queues]
        zones = self.client("route53").list_hosted_zones()["HostedZones"]
        found += [f"zone {zone['Name']}" for zone in zones]
        return sorted(found)


class Recorded:
    """The services that moto lacks, which behave as AWS documents them."""

    SERVICES = ("ELASTICACHE", "BACKUP")

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{port}"
        script = ROOT / "Tests/AWSProviderTests/Recorded/server.py"
        self._process = subprocess.Popen(
            [str(TOOLS / "python3"), str(script), str(port)],
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        eventually(20, lambda: self.left() == [])

    def variables(self):
        return {f"AWS_ENDPOINT_URL_{name}": self.endpoint for name in self.SERVICES}

    @property
    def process_id(self):
        return self._process.pid

    def _order(self, name):
        request = urllib.request.Request(f"{self.endpoint}/recorded/{name}", b"")
        return json.loads(urllib.request.urlopen(request, timeout=10).read())

    def left(self):
        """The names of what is there."""
        return self._order("left")

    def contents(self):
        """What is there, each as its kind, its name and what it is."""
        return self._order("contents")

    def stop(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


class Faults:
    """A proxy before a server: a share of the requests is refused, slowed, or gets no answer."""

    def __init__(self, server, share, seed):
        self.counts = {}
        chance, lock, proxy = random.Random(seed), threading.Lock(), self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def _pass(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length) if length else None
                with lock:
                    kind = chance.choice(["503", "throttled", "dropped", "lost", "slow"])
                    kind = kind if chance.random() < share else "good"
                    proxy.counts[kind] = proxy.counts.get(kind, 0) + 1
                if kind == "throttled" and self.command == "HEAD":
                    kind = "503"  # An answer to HEAD has no body that could say so.
                if kind in ("503", "throttled"):
                    return self._refuse(503 if kind == "503" else 400)
                if kind == "dropped":
                    self.close_connection = True
                    return self.connection.shutdown(socket.SHUT_RDWR)
                answer = self._ask(body)
                if kind == "lost":
                    self.close_connection = True
                    return self.connection.shutdown(socket.SHUT_RDWR)
                if kind == "slow":
                    time.sleep(0.5)
                return self._answer(*answer)

            def _ask(self, body):
                headers = dict(self.headers)
                headers.pop("Connection", None)
                request = urllib.request.Request(
                    server + self.path, body, headers, method=self.command)
                # The host is part of what is signed.
                request.add_unredirected_header("Host", self.headers["Host"])
                try:
                    with urllib.request.urlopen(request, timeout=30) as done:
                        return done.status, dict(done.headers), done.read()
                except urllib.error.HTTPError as error:
                    return error.code, dict(error.headers), error.read()

            def _refuse(self, status):
                code = "ServiceUnavailable" if status == 503 else "ThrottlingException"
                if "X-Amz-Target" in self.headers:
                    body = json.dumps({"__type": code, "message": "come again"}).encode()
                else:
                    body = (f"<Response><Errors><Error><Code>{code}</Code><Message>come again"
                            "</Message></Error></Errors></Response>").encode()
                self._answer(status, {"Content-Type": "text/xml"}, body)

            def _answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items():
                    if name.lower() not in ("content-length", "connection", "transfer-encoding",
                                            "date", "server"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
