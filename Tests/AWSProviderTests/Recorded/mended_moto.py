"""moto's server, with the rules of security groups and the client tokens as EC2 has them.

moto 5.2.1 keeps the description of a rule for a network alone, takes two rules for different ones
if their descriptions differ, and changes only rules with ports. EC2 describes every rule, and
tells rules apart by protocol, ports and peer. moto takes no notice of client tokens; EC2 answers
a request that it has carried out by its token as it did the first time.
"""

import sys

from moto.ec2.models import security_groups
from moto.ec2.responses import nat_gateways, vpcs
from moto.server import main

Rule = security_groups.SecurityGroupRule
Backend = security_groups.SecurityGroupBackend
make, modify = Rule.__init__, Backend.modify_security_group_rules


def made(rule, backend, protocol, group, first, last, network, source=None, prefixes=None, **more):
    described = [dict(peer) if peer else None for peer in (network, source, prefixes)]
    texts = [peer.pop("Description", None) for peer in described if peer]
    make(rule, backend, protocol, group, first, last, *described, **more)
    rule.text = next((text for text in texts if text), None)


def modified(backend, group_id, rules):
    group = backend.get_security_group_by_name_or_id(group_id)
    for rule_id, wanted in rules.items():
        rule = group.get_rule(rule_id) if group else None
        is_described = rule and rule.ip_range.get("CidrIp") == wanted.get("CidrIpv4")
        if not is_described or wanted.get("FromPort") is not None:
            modify(backend, group_id, {rule_id: wanted})
        if rule is not None:
            rule.text = wanted.get("Description")


def once(create):
    """The same operation, which makes one object for each token."""
    answers = {}

    def answer(request):
        token = request._get_param("ClientToken")
        if token is None:
            return create(request)
        key = (request.region, token)
        if key not in answers:
            answers[key] = create(request)
        return answers[key]

    return answer


vpcs.VPCs.create_vpc_endpoint = once(vpcs.VPCs.create_vpc_endpoint)
nat_gateways.NatGateways.create_nat_gateway = once(nat_gateways.NatGateways.create_nat_gateway)
Rule.__init__ = made
Rule.description = property(lambda rule: rule.text)
Backend.modify_security_group_rules = modified

sys.exit(main())
