"""What there is on AWS, read with boto3: every object by what it is called, identifiers aside.

Two accounts have the same inventory if the same was made in both: what a service draws by itself,
as ids, times, addresses and tokens, is left out or replaced by the name of the object it means.
"""

import collections
import datetime
import json
import re

import kinds

# What a service, or whoever makes an object, draws by itself.
DRAWN = {
    "AllocationId", "AssociationId", "CallerReference", "CanonicalHostedZoneId", "Checksum",
    "CreationToken", "CreatorRequestId", "Id", "KeyMaterialId", "LockToken", "NetworkBorderGroup",
    "NetworkInterfaceId", "NetworkInterfaceIds", "PolicyId", "PrivateIp", "PublicIp",
    "PublicIpAddress", "PrivateIpAddress", "PrivateIpAddresses", "ResponseMetadata", "RevisionId",
    "RoleId", "RouteTableAssociationId", "RuleId", "SecurityGroupRuleId", "SerialNumber",
    "UniqueId", "VersionId", "VersionIdsToStages", "deployments", "events", "pendingCount",
    "registeredAt", "revision", "runningCount", "storedBytes", "uploadSequenceToken",
}
# Lists whose order has a meaning.
ORDERED = {"command", "entryPoint", "Actions", "DefaultActions"}
# An id that stands for nothing that is listed.
ID = re.compile(
    r"\b(acl|dopt|eipalloc|eipassoc|eni|fsmt|igw|nat|pl|rtb|rtbassoc|sg|sgr|subnet|vpc|vpce)"
    r"-[0-9a-f]{8,17}\b")
UUID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
# The version of a secret is drawn by whoever writes it.
VERSION = re.compile(r"\b(infra-version|terraform)-[0-9a-f]{24,}\b")


class Inventory:
    """The objects of some regions as `region kind name`, each with what it is.

    `own_tags`: whether the tags that say whose an object is are left in.
    """

    def __init__(self, aws, recorded, regions, own_tags=False):
        self.objects = {}
        self.counts = collections.Counter()
        # Who each object says that it is.
        self.owners = {}
        self._names = {}
        self._own_tags = own_tags
        # moto refuses some signatures of boto3's own for Route 53.
        aws.check_signatures(False)
        try:
            for region in (*regions, None):
                reader = kinds.Reader(aws, region or regions[0])
                for thing in kinds.regional(reader) if region else kinds.everywhere(reader):
                    self._add(region, *thing)
        finally:
            aws.check_signatures(True)
        for kind, name, content in recorded.contents():
            self._add(None, kind, [], name, content)

    def _add(self, region, kind, ids, name, content):
        owner = owner_of(content)
        # A name may be made of what the object says of others.
        name = self._said(name(self._plain(content)) if callable(name) else name)
        for thing in ids:
            self._names[thing] = f"<{kind} {name}>"
        content = self._plain(content)
        place = f"{region} {kind} {name}" if region else f"{kind} {name}"
        self.counts[f"{region} {kind}" if region else kind] += 1
        key, number = place, 1
        while key in self.objects:
            number += 1
            key = f"{place} ({number})"
        self.objects[key] = content
        if owner:
            self.owners[key] = owner

    def _plain(self, value, name=""):
        """Without what is drawn, in an order of its own, documents in place of their texts."""
        if isinstance(value, dict):
            pairs = [
                (self._said(key), self._plain(item, key)) for key, item in sorted(value.items())
                if key not in DRAWN and not isinstance(item, datetime.datetime)
                and not (self._is_own_tag(key) or self._is_own_tag(item))]
            # To say nothing of something and to say that it is nothing is one.
            return {key: item for key, item in pairs if item not in ({}, [], None, "")}
        if isinstance(value, (list, tuple)):
            items = [self._plain(item) for item in value if not self._is_own_tag(item)]
            return items if name in ORDERED else sorted(items, key=json.dumps)
        if isinstance(value, str) and value[:1] in ("{", "["):
            try:
                return self._plain(json.loads(value))
            except ValueError:
                pass
        return self._said(value) if isinstance(value, str) else value

    def _is_own_tag(self, value):
        if self._own_tags:
            return False
        if isinstance(value, dict):
            value = value.get("Key") or value.get("key") or value.get("TagKey")
        return isinstance(value, str) and value.startswith("infra:")

    def _said(self, text):
        if not isinstance(text, str):
            return text
        if text in self._names:
            return self._names[text]
        # The longest first: an id may be a part of a resource name.
        for thing in sorted(self._found(text), key=len, reverse=True):
            text = text.replace(thing, self._names[thing])
        return VERSION.sub("<version>", UUID.sub("<uuid>", ID.sub(r"<\1>", text)))

    def _found(self, text):
        return [thing for thing in self._names if thing in text] if len(text) > 8 else []

    def differences(self, other):
        """What the other one lacks, has more, or has otherwise, one line each."""
        lines = [f"- {key}" for key in self.objects if key not in other.objects]
        lines += [f"+ {key}" for key in other.objects if key not in self.objects]
        for key, mine in self.objects.items():
            theirs = other.objects.get(key, mine)
            lines += [f"~ {key}: {line}" for line in differing(mine, theirs)]
        return sorted(lines)


def owner_of(content):
    """The identity that an object's tags give it."""
    found = content.get("Tags") or content.get("tags") or content.get("TagSet") or []
    if isinstance(found, dict):
        found = found.get("TagList") or [{"Key": k, "Value": v} for k, v in found.items()]
    for tag in found:
        words = {key.lower().removeprefix("tag"): value for key, value in tag.items()}
        if words.get("key") == "infra:instance":
            return words["value"]
    return None


def differing(mine, theirs, path=""):
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key in sorted(mine.keys() | theirs.keys()):
            yield from differing(mine.get(key), theirs.get(key), f"{path}.{key}" if path else key)
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        for index, (here, there) in enumerate(zip(mine, theirs)):
            yield from differing(here, there, f"{path}[{index}]")
    elif mine != theirs:
        yield f"{path}: {json.dumps(mine)[:300]} and {json.dumps(theirs)[:300]}"
