"""Production on moto: what the scenarios on it have in common."""

import collections
import json
import re

import moto
from inventory import Inventory
from scenario import Scenario

NAME = "prod"
REGIONS = ("eu-central-1", "eu-west-1")
SECRETS = {
    "SLACK_WEBHOOK_URL": "https://hooks.slack.example/1", "PAGERDUTY_ROUTING_KEY": "k" * 32,
}
# What stays when the environment goes: data, the vaults and the keys that it is read with.
KEPT = {
    "eu-central-1 file system": 3, "eu-west-1 file system": 3, "eu-central-1 key": 1,
    "eu-west-1 key": 1, "vault": 2,
}
# The kind that objects of each type are listed as; a type that is missing here is a part of others.
KINDS = {
    "aws_acm_certificate": "certificate", "aws_appautoscaling_policy": "scaling policy",
    "aws_appautoscaling_target": "scaled", "aws_backup_plan": "backup plan",
    "aws_backup_selection": "backup selection", "aws_backup_vault": "vault",
    "aws_cloudwatch_log_group": "log group", "aws_cloudwatch_metric_alarm": "alarm",
    "aws_ecr_repository": "repository", "aws_ecs_cluster": "cluster",
    "aws_ecs_service": "service", "aws_ecs_task_definition": "definition",
    "aws_efs_access_point": "way in", "aws_efs_file_system": "file system",
    "aws_efs_mount_target": "mount target", "aws_eip": "address",
    "aws_elasticache_parameter_group": "cache parameter group",
    "aws_elasticache_replication_group": "cache",
    "aws_elasticache_subnet_group": "cache subnet group", "aws_iam_role": "role",
    "aws_internet_gateway": "internet gateway", "aws_kms_key": "key", "aws_lb": "balancer",
    "aws_lb_listener": "listener", "aws_lb_target_group": "target group",
    "aws_nat_gateway": "nat gateway", "aws_route53_health_check": "health check",
    "aws_route53_zone": "zone", "aws_secretsmanager_secret": "secret",
    "aws_security_group": "security group",
    "aws_service_discovery_private_dns_namespace": "namespace",
    "aws_service_discovery_service": "discovered name", "aws_sns_topic": "topic",
    "aws_sns_topic_subscription": "subscription", "aws_subnet": "subnet", "aws_vpc": "vpc",
    "aws_vpc_endpoint": "endpoint", "aws_wafv2_web_acl": "firewall",
}
# Objects that AWS makes by itself with one of another kind: which, and how many.
GIVEN = {"security group": ("vpc", 1), "alarm of a policy": ("scaling policy", 2)}


class Production(Scenario):
    """A scenario without an engine."""

    def _require(self):
        moto.need()
        self.begin()

    def begin(self):
        """A new account, with nothing in it."""
        self.aws = moto.Moto(has_managed_policies=True)
        self.recorded = moto.Recorded()

    def end(self):
        self.aws.stop()
        self.recorded.stop()

    def lead_there(self):
        """Leads the command to the account."""
        self.variables.update(SECRETS | self.aws.variables() | self.recorded.variables())

    def clean(self):
        self.environments = []
        super().clean()
        self.end()

    def inventory(self, **how):
        return Inventory(self.aws, self.recorded, REGIONS, **how)

    def declared(self):
        """How many objects of each kind are declared, by the plan of an apply from nothing."""
        changes = self.infra("plan", NAME, "--json").json["resource_changes"]
        counts = collections.Counter(
            KINDS[change["type"]] for change in changes if change["type"] in KINDS)
        for kind, (cause, number) in GIVEN.items():
            counts[kind] += number * counts[cause]
        return dict(counts)

    def check_counts(self, inventory, declared, when):
        """Whether there is of each kind what is declared: nothing left over, nothing twice."""
        found = collections.Counter()
        for kind, number in inventory.counts.items():
            found[re.sub(rf"^({'|'.join(REGIONS)}) ", "", kind)] += number
        wrong = {
            kind: f"{found[kind]}, not {number}" for kind, number in declared.items()
            if found[kind] != number}
        self.check(f"{when}, there must be what is declared, and nothing twice", not wrong, wrong)

    def check_owners(self, inventory, when):
        """Whether what bears an identity is in the state by it."""
        state = (self.project / f"state/{NAME}.state").read_text()
        known = {
            json.loads(line.removeprefix("resource "))["instance"]
            for line in state.splitlines() if line.startswith("resource ")}
        strange = {key: owner for key, owner in inventory.owners.items() if owner not in known}
        self.check(f"{when}, the state must know the very objects", not strange, strange)
        self.check(f"{when}, many objects must bear an identity", len(inventory.owners) > 100,
                   len(inventory.owners))

    def is_whole(self, when):
        plan = self.infra("plan", NAME, "--detailed-exitcode", code=None)
        self.check(f"{when}, nothing must be left to do", plan.code == 0, plan.out + plan.err)
        found = self.changes(NAME, "--refresh")
        self.check(f"{when}, nothing must differ from what is there", found == {}, found)
        left = [path.name for path in (self.project / "state").glob("*.journal")]
        left += [path.name for path in (self.project / "state").glob("*.lock")]
        self.check(f"{when}, neither journal nor lock must be left", left == [], left)
