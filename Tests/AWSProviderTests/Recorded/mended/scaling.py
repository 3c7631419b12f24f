"""Scalable targets of Application Auto Scaling.

moto has no tags of them, keeps the first role, and tells neither the role nor the suspended state
that hold where none is said. What holds is in RegisterScalableTarget, TagResource and
ScalableTarget of botocore's model: tags are given when a target is made and changed by their own
operations, the role is the service-linked one of the service, and nothing is suspended.
"""

import json

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Requests
from moto.core.exceptions import JsonRESTError
from moto.utilities.utils import get_partition

# "Service-linked roles for Application Auto Scaling" in its user guide.
LINKED_ROLES = {"ecs": "ECSService", "dynamodb": "DynamoDBTable"}
ACTIVE = {
    "DynamicScalingInSuspended": False, "DynamicScalingOutSuspended": False,
    "ScheduledScalingSuspended": False,
}
register = Requests.register_scalable_target


def target(request, arn):
    for targets in request.applicationautoscaling_backend.targets.values():
        for found in targets.values():
            if found.arn == arn:
                return found
    raise JsonRESTError("ResourceNotFoundException", f"No scalable target found for {arn}")


def linked_role(request, service):
    if service not in LINKED_ROLES:
        return None
    name = f"AWSServiceRoleForApplicationAutoScaling_{LINKED_ROLES[service]}"
    account = f"arn:{get_partition(request.region)}:iam::{request.current_account}"
    return f"{account}:role/aws-service-role/{service}.application-autoscaling.amazonaws.com/{name}"


def registered(request):
    answer = register(request)
    made = target(request, json.loads(answer)["ScalableTargetARN"])
    if not hasattr(made, "tags"):
        made.tags = dict(request._get_param("Tags") or {})
    role = request._get_param("RoleARN") or made.role_arn
    made.role_arn = role or linked_role(request, made.service_namespace)
    made.suspended_state = {**ACTIVE, **(made.suspended_state or {})}
    return answer


def listed(request):
    return json.dumps({"Tags": target(request, request._get_param("ResourceARN")).tags})


def tagged(request):
    target(request, request._get_param("ResourceARN")).tags.update(request._get_param("Tags"))
    return "{}"


def untagged(request):
    tags = target(request, request._get_param("ResourceARN")).tags
    for key in request._get_param("TagKeys"):
        tags.pop(key, None)
    return "{}"


def mend():
    Requests.register_scalable_target = registered
    Requests.list_tags_for_resource = listed
    Requests.tag_resource = tagged
    Requests.untag_resource = untagged
