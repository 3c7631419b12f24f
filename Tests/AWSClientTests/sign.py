"""Signs requests as botocore does and says which signatures differ.

Reads one JSON object a line: service, region, keys, time, method, url, headers and body (in
hexadecimal digits) of a request, and its Authorization. Prints how many there were, and the
differences.
"""

import datetime
import json
import sys

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

count = 0
for line in sys.stdin:
    case = json.loads(line)
    now = datetime.datetime.fromtimestamp(case["time"], datetime.timezone.utc)
    botocore.auth.get_current_datetime = lambda now=now: now
    request = AWSRequest(
        method=case["method"],
        url=case["url"],
        headers=dict(case["headers"]),
        data=bytes.fromhex(case["body"]),
    )
    signer = botocore.auth.SigV4Auth
    if case["service"] == "s3":
        signer = botocore.auth.S3SigV4Auth
    credentials = Credentials(case["id"], case["secret"], case["token"] or None)
    signer(credentials, case["service"], case["region"]).add_auth(request)
    count += 1
    if request.headers["Authorization"] != case["authorization"]:
        print("differs:", line.strip()[:2000], request.headers["Authorization"])
print(count)
