"""moto's server, with the rules of security groups as EC2 has them.

moto 5.2.1 keeps the description of a rule for a network alone, takes two rules for different ones
if their descriptions differ, and changes only rules with ports. EC2 describes every rule, and
tells rules apart by protocol, ports and peer.
"""

import sys

from moto.ec2.models import security_groups
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


Rule.__init__ = made
Rule.description = property(lambda rule: rule.text)
Backend.modify_security_group_rules = modified

sys.exit(main())
