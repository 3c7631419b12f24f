"""Rules of security groups.

moto 5.2.1 tells the description of a rule for a network alone, takes two rules for different ones
if the descriptions of their groups differ, and changes only rules with ports. EC2 describes every
rule, and tells rules apart by protocol, ports and peer.
"""

from moto.ec2.models import security_groups

Rule = security_groups.SecurityGroupRule
Backend = security_groups.SecurityGroupBackend
make, modify = Rule.__init__, Backend.modify_security_group_rules


def made(rule, backend, protocol, group, first, last, network, source=None, prefixes=None, **more):
    make(rule, backend, protocol, group, first, last, network, source, prefixes, **more)
    # What else describes a rule is told by its peer.
    rule.text = (prefixes or {}).get("Description")


def meaning(rule):
    """What tells a rule apart."""
    source = {key: value for key, value in rule.source_group.items() if key != "Description"}
    networks = [rule.ip_range.get(key) for key in ("CidrIp", "CidrIpv6")]
    ports = None if rule.ip_protocol == "-1" else (rule.from_port, rule.to_port)
    return rule.ip_protocol, ports, networks, source, rule.prefix_list_id


def description(rule):
    told = (rule.ip_range.get("Description"), rule.source_group.get("Description"), rule.text)
    return next((text for text in told if text), None)


def describe(rule, text):
    for peer in (rule.ip_range, rule.source_group):
        peer.pop("Description", None)
        if peer and text:
            peer["Description"] = text
    rule.text = text


def modified(backend, group_id, rules):
    group = backend.get_security_group_by_name_or_id(group_id)
    for rule_id, wanted in rules.items():
        rule = group.get_rule(rule_id) if group else None
        is_described = rule and rule.ip_range.get("CidrIp") == wanted.get("CidrIpv4")
        if not is_described or wanted.get("FromPort") is not None:
            modify(backend, group_id, {rule_id: wanted})
        if rule is not None:
            describe(rule, wanted.get("Description"))


def mend():
    Rule.__init__ = made
    Rule.__eq__ = lambda rule, other: meaning(rule) == meaning(other)
    Rule.description = property(description)
    Backend.modify_security_group_rules = modified
