"""Redirects of balancers' listeners and rules.

moto tells of a redirect what was given. In ELB "any components that you do not modify retain their
original values" (RedirectActionConfig in botocore's model of elbv2), and it tells them by the
keywords that stand for those values, which Terraform documents as the defaults of `redirect`.
"""

from moto.elbv2.models import FakeAction

ORIGINAL = {
    "Protocol": "#{protocol}", "Port": "#{port}", "Host": "#{host}", "Path": "/#{path}",
    "Query": "#{query}",
}
make = FakeAction.__init__


def made(action, data):
    if "RedirectConfig" in data:
        data = {**data, "RedirectConfig": {**ORIGINAL, **data["RedirectConfig"]}}
    make(action, data)


def mend():
    FakeAction.__init__ = made
