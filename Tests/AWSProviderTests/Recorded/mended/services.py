"""Services of ECS.

moto drops of CreateService what it says of rollouts, placement, commands, managed tags, grace and
Service Connect, tells no defaults, and leaves the current deployment as it was first. ECS keeps and
tells it all; the defaults are those of CreateService, DeploymentConfiguration, AwsVpcConfiguration
and ServiceConnectService in botocore's model. The model does not say what becomes of a part of
`deploymentConfiguration` that UpdateService leaves out: here it is set back, the harder case.
"""

from moto.core.utils import camelcase_to_underscores
from moto.ecs.responses import EC2ContainerServiceResponse as Requests

DEFAULTS = {
    "availabilityZoneRebalancing": "ENABLED", "enableECSManagedTags": False,
    "enableExecuteCommand": False, "placementConstraints": [], "placementStrategy": [],
}
# What Service has no member for: its current deployment tells it.
OF_DEPLOYMENTS = ("serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations")
create, update = Requests.create_service, Requests.update_service


def rollout(service, said):
    """A deployment configuration; a service with a task on each machine may lose all at once."""
    is_daemon = service.scheduling_strategy == "DAEMON"
    switched_off = {"enable": False, "rollback": False}
    return {
        "maximumPercent": 100 if is_daemon else 200,
        "minimumHealthyPercent": 0 if is_daemon else 100,
        "deploymentCircuitBreaker": switched_off, **said,
    }


def network(said):
    """A network configuration: a task has no public address unless it is asked for."""
    inner = said.get("awsvpcConfiguration")
    return {"awsvpcConfiguration": {"assignPublicIp": "DISABLED", **inner}} if inner else said


def connect(said):
    """A configuration of Service Connect: a service is discovered by its port's name."""
    if "services" not in said:
        return said
    named = [{"discoveryName": service["portName"], **service} for service in said["services"]]
    return {**said, "services": named}


def keep(service, said):
    """Keeps what a request says of a service, and what holds where none has said anything."""
    for name, default in DEFAULTS.items():
        attribute = camelcase_to_underscores(name)
        setattr(service, attribute, said.get(name, getattr(service, attribute, default)))
    if "deploymentConfiguration" in said or not hasattr(service, "deployment_configuration"):
        service.deployment_configuration = rollout(
            service, said.get("deploymentConfiguration", {}))
    service.network_configuration = network(service.network_configuration)
    # Unused, and not told, where nothing checks the health of tasks.
    grace = 0 if service.load_balancers else None
    service.health_check_grace_period_seconds = said.get(
        "healthCheckGracePeriodSeconds",
        getattr(service, "health_check_grace_period_seconds", None) or grace)
    if said.get("capacityProviderStrategy"):
        service.capacity_provider_strategy = said["capacityProviderStrategy"]
        service.launch_type = None
    if service.launch_type == "FARGATE" and service.platform_version is None:
        service.platform_version = "LATEST"
    for deployment in service.deployments[:1]:
        keep_deployment(deployment, service, said)


def keep_deployment(deployment, service, said):
    """The current deployment has "the most recent" of what was said, as Deployment has it."""
    deployment.update(
        taskDefinition=service.task_definition, desiredCount=service.desired_count,
        launchType=service.launch_type, platformVersion=service.platform_version,
        networkConfiguration=service.network_configuration or None)
    for name in OF_DEPLOYMENTS:
        if name in said:
            is_connect = name == "serviceConnectConfiguration"
            deployment[name] = connect(said[name]) if is_connect else said[name]


def kept(operation):
    """The same operation, which keeps what it is told."""
    def answer(request):
        said = dict(request._get_params())
        told = operation(request)
        keep(told.result["service"], said)
        return told

    return answer


def mend():
    Requests.create_service = kept(create)
    Requests.update_service = kept(update)
