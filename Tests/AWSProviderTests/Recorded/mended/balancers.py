"""Load balancers, and the redirects of their listeners and rules.

moto tells few attributes of a balancer and no scheme until they are said; ELB has a default for
each, which LoadBalancerAttribute and CreateLoadBalancer document in botocore's model of elbv2.

moto tells of a redirect what was given. In ELB "any components that you do not modify retain their
original values" (RedirectActionConfig there), and it tells them by the keywords that stand for
those values, which Terraform documents as the defaults of `redirect`.
"""

from moto.elbv2.models import FakeAction, FakeLoadBalancer

ALL = {"deletion_protection.enabled": "false", "load_balancing.cross_zone.enabled": "false"}
LOGGED = {
    "access_logs.s3.enabled": "false", "access_logs.s3.bucket": "", "access_logs.s3.prefix": "",
    "zonal_shift.config.enabled": "false",
}
ATTRIBUTES = {
    "gateway": ALL,
    "network": {
        **ALL, **LOGGED, "dns_record.client_routing_policy": "any_availability_zone",
        "secondary_ips.auto_assigned.per_subnet": "0",
    },
    "application": {
        **ALL, **LOGGED, "load_balancing.cross_zone.enabled": "true",
        "idle_timeout.timeout_seconds": "60", "client_keep_alive.seconds": "3600",
        "connection_logs.s3.enabled": "false", "connection_logs.s3.bucket": "",
        "connection_logs.s3.prefix": "", "health_check_logs.s3.enabled": "false",
        "routing.http.desync_mitigation_mode": "defensive",
        "routing.http.drop_invalid_header_fields.enabled": "false",
        "routing.http.preserve_host_header.enabled": "false",
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
        "routing.http.xff_client_port.enabled": "false",
        "routing.http.xff_header_processing.mode": "append", "routing.http2.enabled": "true",
        "waf.fail_open.enabled": "false",
    },
}
ORIGINAL = {
    "Protocol": "#{protocol}", "Port": "#{port}", "Host": "#{host}", "Path": "/#{path}",
    "Query": "#{query}",
}
make_balancer, make_action = FakeLoadBalancer.__init__, FakeAction.__init__


def made_balancer(balancer, **said):
    make_balancer(balancer, **said)
    balancer.attrs = dict(ATTRIBUTES[balancer.type])
    if balancer.type == "gateway":
        return
    balancer.scheme = balancer.scheme or "internet-facing"
    is_internal = balancer.scheme == "internal"
    balancer.attrs["ipv6.deny_all_igw_traffic"] = "true" if is_internal else "false"


def made_action(action, data):
    if "RedirectConfig" in data:
        data = {**data, "RedirectConfig": {**ORIGINAL, **data["RedirectConfig"]}}
    make_action(action, data)


def mend():
    FakeLoadBalancer.__init__ = made_balancer
    FakeAction.__init__ = made_action
