#!/usr/bin/env python3
"""Writes terraform-schema.txt: what Terraform's provider says of the types that are declared here.

    terraform providers schema -json | python3 terraform-schema.py > terraform-schema.txt

in a folder whose configuration requires hashicorp/aws 5.100.0 and that `terraform init` was run in.

One line each, indented by its depth: a type, a data source with `data.` before it; an attribute with its flags (R required, O optional,
C computed, S sensitive, W never stored, D deprecated) and its type; a block in brackets with how
it nests and how many there may be. Statements within statements of a web ACL are left out: they
are the same as the ones around them.
"""
import json
import sys

TYPES = """
vpc subnet internet_gateway eip nat_gateway route_table route route_table_association
security_group vpc_security_group_ingress_rule vpc_security_group_egress_rule vpc_endpoint
lb lb_target_group lb_listener lb_listener_rule wafv2_web_acl wafv2_web_acl_association
ecs_cluster ecs_task_definition ecs_service appautoscaling_target appautoscaling_policy
ecr_repository ecr_lifecycle_policy service_discovery_private_dns_namespace
service_discovery_service elasticache_subnet_group elasticache_parameter_group
elasticache_replication_group s3_bucket s3_bucket_versioning
s3_bucket_server_side_encryption_configuration s3_bucket_public_access_block
s3_bucket_lifecycle_configuration s3_bucket_replication_configuration s3_bucket_policy
dynamodb_table efs_file_system efs_mount_target efs_access_point backup_vault backup_plan
backup_selection iam_role iam_policy iam_role_policy iam_role_policy_attachment
iam_openid_connect_provider kms_key kms_alias secretsmanager_secret
secretsmanager_secret_version ssm_parameter route53_zone route53_record route53_health_check
acm_certificate acm_certificate_validation cloudwatch_log_group cloudwatch_metric_alarm
cloudwatch_dashboard sns_topic sns_topic_policy sns_topic_subscription sqs_queue cloudwatch_event_rule
cloudwatch_event_target
""".split()

SOURCES = "ami availability_zones caller_identity region".split()

FLAGS = {"required": "R", "optional": "O", "computed": "C", "sensitive": "S", "write_only": "W",
         "deprecated": "D"}


def shape(kind):
    if isinstance(kind, str):
        return kind
    if kind[0] == "object":
        return "{" + ",".join(f"{name}:{shape(inner)}" for name, inner in kind[1].items()) + "}"
    return f"{kind[0]}({shape(kind[1])})"


def write(block, depth, path):
    for name, attribute in sorted(block.get("attributes", {}).items()):
        flags = "".join(letter for key, letter in FLAGS.items() if attribute.get(key))
        print(f"{' ' * depth}{name} {flags} {shape(attribute['type'])}")
    for name, nested in sorted(block.get("block_types", {}).items()):
        if name == "statement" and "statement" in path:
            continue
        limits = f"{nested.get('min_items', 0)}..{nested.get('max_items', '')}"
        flag = " D" if nested["block"].get("deprecated") else ""
        print(f"{' ' * depth}[{name}] {nested['nesting_mode']} {limits}{flag}")
        write(nested["block"], depth + 1, path + [name])


document = json.load(sys.stdin)
[provider] = [value for key, value in document["provider_schemas"].items()
              if key.endswith("/hashicorp/aws")]
for kind in sorted(TYPES):
    print(f"aws_{kind}")
    write(provider["resource_schemas"][f"aws_{kind}"]["block"], 1, [])
for kind in sorted(SOURCES):
    print(f"data.aws_{kind}")
    write(provider["data_source_schemas"][f"aws_{kind}"]["block"], 1, [])
