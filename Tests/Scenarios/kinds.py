"""The kinds of objects on AWS that environments are made of, and how each is listed.

A thing is told as its kind, its identifiers, its name (a text, or a function of what it is) and
what it is, as boto3 answers it.
"""

import functools


class Reader:
    """One region, through boto3."""

    def __init__(self, aws, region):
        self._client = functools.cache(lambda service: aws.client(service, region))

    def all(self, service, operation, member, **given):
        """The members of all parts of an answer."""
        client = self._client(service)
        if not client.can_paginate(operation):
            return getattr(client, operation)(**given)[member]
        pages = client.get_paginator(operation).paginate(**given)
        return [thing for page in pages for thing in page[member]]

    def one(self, service, operation, member=None, **given):
        """An answer, or a member of it; nothing where there is none."""
        client = self._client(service)
        try:
            answer = getattr(client, operation)(**given)
        except client.exceptions.ClientError as error:
            code = error.response["Error"]["Code"]
            if "NotFound" in code or "NoSuch" in code or "NotExist" in code:
                return None
            raise
        answer.pop("ResponseMetadata", None)
        return answer[member] if member else answer


def regional(ask):
    yield from network(ask)
    yield from balancing(ask)
    yield from keys_and_secrets(ask)
    yield from files(ask)
    yield from discovery(ask)
    yield from containers(ask)
    yield from watching(ask)


def network(ask):
    vpcs = [vpc for vpc in ask.all("ec2", "describe_vpcs", "Vpcs") if not vpc["IsDefault"]]
    ids = {vpc["VpcId"] for vpc in vpcs}

    def own(operation, member):
        return [thing for thing in ask.all("ec2", operation, member) if thing.get("VpcId") in ids]

    for vpc in vpcs:
        for name in ("enableDnsSupport", "enableDnsHostnames"):
            vpc[name] = ask.one(
                "ec2", "describe_vpc_attribute", VpcId=vpc["VpcId"], Attribute=name)
        yield "vpc", [vpc["VpcId"]], vpc["CidrBlock"], vpc
    for subnet in own("describe_subnets", "Subnets"):
        subnet.pop("AvailableIpAddressCount")
        yield ("subnet", [subnet["SubnetId"], subnet["SubnetArn"]], subnet["CidrBlock"], subnet)
    groups = own("describe_security_groups", "SecurityGroups")
    for group in groups:
        # Its rules are things of their own.
        group = {k: v for k, v in group.items() if not k.startswith("IpPermissions")}
        yield "security group", [group["GroupId"]], group["GroupName"], group
    names = {group["GroupId"] for group in groups}
    for rule in ask.all("ec2", "describe_security_group_rules", "SecurityGroupRules"):
        if rule["GroupId"] in names:
            yield "group rule", [], rule_name, rule
    for gateway in ask.all("ec2", "describe_internet_gateways", "InternetGateways"):
        attachments = gateway["Attachments"]
        if not attachments or any(a["VpcId"] in ids for a in attachments):
            name = "of " + " ".join(a["VpcId"] for a in attachments)
            yield "internet gateway", [gateway["InternetGatewayId"]], name, gateway
    for gateway in ask.all("ec2", "describe_nat_gateways", "NatGateways"):
        if gateway["State"] not in ("deleted", "deleting"):
            yield ("nat gateway", [gateway["NatGatewayId"]], f"in {gateway['SubnetId']}", gateway)
            for address in gateway["NatGatewayAddresses"]:
                yield ("nat address", [address["AllocationId"]], f"in {gateway['SubnetId']}", {})
    for address in ask.all("ec2", "describe_addresses", "Addresses"):
        yield "address", [], address["AllocationId"], address
    for endpoint in ask.all("ec2", "describe_vpc_endpoints", "VpcEndpoints"):
        if endpoint["State"].lower() not in ("deleted", "deleting"):
            endpoint["DnsEntries"] = len(endpoint.get("DnsEntries", []))
            yield ("endpoint", [endpoint["VpcEndpointId"]],
                   f"{endpoint['ServiceName']} in {endpoint['VpcId']}", endpoint)
    for table in own("describe_route_tables", "RouteTables"):
        users = sorted(a["SubnetId"] for a in table["Associations"] if "SubnetId" in a)
        is_main = any(a.get("Main") for a in table["Associations"])
        for association in table["Associations"]:
            association.pop("RouteTableId", None)
        yield ("route table", [table["RouteTableId"]], table_name(users, is_main), table)


def rule_name(rule):
    peers = ("CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupInfo")
    peer = next((str(rule[name]) for name in peers if rule.get(name)), "")
    way = "out of" if rule["IsEgress"] else "into"
    ports = f"{rule.get('FromPort')}-{rule.get('ToPort')}"
    return f"{way} {rule['GroupId']} {rule['IpProtocol']} {ports} {peer}"


def table_name(users, is_main):
    def name(content):
        subnets = sorted(a["SubnetId"] for a in content["Associations"] if "SubnetId" in a)
        return f"{'main ' if is_main else ''}of {content['VpcId']} for {' '.join(subnets)}"

    return name


def by_key(pairs):
    return {pair["Key"]: pair["Value"] for pair in pairs}


def balancing(ask):
    def tags(arn):
        found = ask.all("elbv2", "describe_tags", "TagDescriptions", ResourceArns=[arn])
        return [tag for one in found for tag in one["Tags"]]

    for group in ask.all("elbv2", "describe_target_groups", "TargetGroups"):
        arn = group["TargetGroupArn"]
        group["Attributes"] = by_key(ask.all(
            "elbv2", "describe_target_group_attributes", "Attributes", TargetGroupArn=arn))
        group["Tags"] = tags(arn)
        group.pop("LoadBalancerArns", None)  # Said by the listeners.
        # Alarms and policies name it by the end of its resource name.
        yield "target group", [arn, arn.split(":")[-1]], group["TargetGroupName"], group
    for balancer in ask.all("elbv2", "describe_load_balancers", "LoadBalancers"):
        arn = balancer["LoadBalancerArn"]
        balancer["Attributes"] = by_key(ask.all(
            "elbv2", "describe_load_balancer_attributes", "Attributes", LoadBalancerArn=arn))
        balancer["Tags"] = tags(arn)
        before = ask.one("wafv2", "get_web_acl_for_resource", ResourceArn=arn) or {}
        balancer["Firewall"] = before.get("WebACL", {}).get("Name")
        name = balancer["LoadBalancerName"]
        ids = [arn, balancer["DNSName"], arn.split(":loadbalancer/")[-1]]
        yield "balancer", ids, name, balancer
        for listener in ask.all(
                "elbv2", "describe_listeners", "Listeners", LoadBalancerArn=arn):
            place = listener["ListenerArn"]
            listener["Tags"] = tags(place)
            yield "listener", [place], f"{name}:{listener['Port']}", listener
            for rule in ask.all("elbv2", "describe_rules", "Rules", ListenerArn=place):
                rule["Tags"] = tags(rule["RuleArn"])
                yield ("listener rule", [rule["RuleArn"]],
                       f"{name}:{listener['Port']} {rule['Priority']}", rule)
    for short in ask.all("wafv2", "list_web_acls", "WebACLs", Scope="REGIONAL"):
        firewall = ask.one(
            "wafv2", "get_web_acl", "WebACL", Scope="REGIONAL", Name=short["Name"],
            Id=short["Id"])
        firewall["Tags"] = ask.one(
            "wafv2", "list_tags_for_resource", "TagInfoForResource", ResourceARN=short["ARN"])
        yield "firewall", [short["ARN"], short["Id"]], short["Name"], firewall


def keys_and_secrets(ask):
    aliases = ask.all("kms", "list_aliases", "Aliases")
    for key in ask.all("kms", "list_keys", "Keys"):
        found = ask.one("kms", "describe_key", "KeyMetadata", KeyId=key["KeyId"])
        if found["KeyState"] != "Enabled" or found["KeyManager"] == "AWS":
            continue
        found["Policy"] = ask.one(
            "kms", "get_key_policy", "Policy", KeyId=key["KeyId"], PolicyName="default")
        found["Rotation"] = ask.one("kms", "get_key_rotation_status", KeyId=key["KeyId"])
        found["Tags"] = ask.all("kms", "list_resource_tags", "Tags", KeyId=key["KeyId"])
        found["Aliases"] = sorted(
            a["AliasName"] for a in aliases if a.get("TargetKeyId") == key["KeyId"])
        name = " ".join(found["Aliases"]) or found["Description"]
        yield "key", [key["KeyArn"], key["KeyId"]], name, found
    for secret in ask.all("secretsmanager", "list_secrets", "SecretList"):
        place = secret["ARN"]
        secret.pop("SecretVersionsToStages", None)
        value = ask.one("secretsmanager", "get_secret_value", SecretId=place) or {}
        secret["Value"] = value.get("SecretString")
        secret["Policy"] = ask.one(
            "secretsmanager", "get_resource_policy", SecretId=place).get("ResourcePolicy")
        yield "secret", [place], secret["Name"], secret


def files(ask):
    for system in ask.all("efs", "describe_file_systems", "FileSystems"):
        place = system["FileSystemId"]
        system.pop("SizeInBytes", None)
        system.pop("OwnerId", None)
        system["Lifecycle"] = ask.one(
            "efs", "describe_lifecycle_configuration", "LifecyclePolicies", FileSystemId=place)
        system["Policy"] = ask.one(
            "efs", "describe_file_system_policy", "Policy", FileSystemId=place)
        system["Backup"] = ask.one("efs", "describe_backup_policy", FileSystemId=place)
        points = ask.all("efs", "describe_access_points", "AccessPoints", FileSystemId=place)
        name = file_name(system, points)
        yield "file system", [system["FileSystemArn"], place], name, system
        for point in points:
            point.pop("ClientToken", None)
            yield ("way in", [point["AccessPointArn"], point["AccessPointId"]],
                   f"{name} {point['RootDirectory']['Path']}", point)
        for target in ask.all(
                "efs", "describe_mount_targets", "MountTargets", FileSystemId=place):
            target["Groups"] = ask.one(
                "efs", "describe_mount_target_security_groups", "SecurityGroups",
                MountTargetId=target["MountTargetId"])
            target.pop("IpAddress", None)
            target.pop("AvailabilityZoneId", None)
            target.pop("MountTargetId")
            yield "mount target", [], f"{name} in {target['SubnetId']}", target


def file_name(system, points):
    """It has none but in a tag, or in what leads into it."""
    names = [tag["Value"] for tag in system.get("Tags", []) if tag["Key"] == "Name"]
    return " ".join(names or sorted(point["RootDirectory"]["Path"] for point in points))


def discovery(ask):
    for short in ask.all("servicediscovery", "list_namespaces", "Namespaces"):
        space = ask.one("servicediscovery", "get_namespace", "Namespace", Id=short["Id"])
        space["Tags"] = ask.one(
            "servicediscovery", "list_tags_for_resource", "Tags", ResourceARN=short["Arn"])
        space["Properties"].get("DnsProperties", {}).pop("HostedZoneId", None)
        yield "namespace", [short["Arn"], short["Id"]], short["Name"], space
    for short in ask.all("servicediscovery", "list_services", "Services"):
        service = ask.one("servicediscovery", "get_service", "Service", Id=short["Id"])
        service["Tags"] = ask.one(
            "servicediscovery", "list_tags_for_resource", "Tags", ResourceARN=short["Arn"])
        name = f"{short['Name']} in {service.get('NamespaceId')}"
        yield "discovered name", [short["Arn"], short["Id"]], name, service


def containers(ask):
    for repository in ask.all("ecr", "describe_repositories", "repositories"):
        name, place = repository["repositoryName"], repository["repositoryArn"]
        repository["rules"] = ask.one(
            "ecr", "get_lifecycle_policy", "lifecyclePolicyText", repositoryName=name)
        repository["tags"] = ask.one("ecr", "list_tags_for_resource", "tags", resourceArn=place)
        yield "repository", [place], name, repository
    # moto lists what is deleted as well.
    for place in ask.all(
            "ecs", "list_task_definitions", "taskDefinitionArns", status="ACTIVE"):
        answer = ask.one(
            "ecs", "describe_task_definition", taskDefinition=place, include=["TAGS"])
        definition = answer["taskDefinition"] | {"tags": answer.get("tags")}
        yield "definition", [place], definition["family"], definition
    clusters = ask.all("ecs", "list_clusters", "clusterArns")
    for cluster in ask.one(
            "ecs", "describe_clusters", "clusters", clusters=clusters,
            include=["TAGS", "SETTINGS", "CONFIGURATIONS"]):
        if cluster["status"] != "ACTIVE":
            continue
        place, name = cluster["clusterArn"], cluster["clusterName"]
        yield "cluster", [place], name, cluster
        for service in ask.all("ecs", "list_services", "serviceArns", cluster=place):
            found = ask.one(
                "ecs", "describe_services", "services", cluster=place, services=[service],
                include=["TAGS"])[0]
            if found["status"] == "ACTIVE":
                yield "service", [service], f"{name}/{found['serviceName']}", found
    scaling = functools.partial(
        ask.all, "application-autoscaling", ServiceNamespace="ecs")
    for target in scaling("describe_scalable_targets", "ScalableTargets"):
        yield "scaled", [target["ScalableTargetARN"]], target["ResourceId"], target
    for policy in scaling("describe_scaling_policies", "ScalingPolicies"):
        policy.pop("Alarms", None)
        yield ("scaling policy", [policy["PolicyARN"]],
               f"{policy['ResourceId']} {policy['PolicyName']}", policy)


def watching(ask):
    for group in ask.all("logs", "describe_log_groups", "logGroups"):
        group["tags"] = ask.one("logs", "list_tags_for_resource", "tags",
                                resourceArn=group["arn"].removesuffix(":*"))
        for name in ("creationTime", "storedBytes", "metricFilterCount"):
            group.pop(name, None)
        yield "log group", [], group["logGroupName"], group
    for topic in ask.all("sns", "list_topics", "Topics"):
        place = topic["TopicArn"]
        topic |= ask.one("sns", "get_topic_attributes", "Attributes", TopicArn=place)
        topic["Tags"] = ask.one("sns", "list_tags_for_resource", "Tags", ResourceArn=place)
        name = place.split(":")[-1]
        yield "topic", [place], name, topic
        for taker in ask.all(
                "sns", "list_subscriptions_by_topic", "Subscriptions", TopicArn=place):
            taker.pop("SubscriptionArn")
            yield "subscription", [], f"{name} {taker['Protocol']} {taker['Endpoint']}", taker
    for alarm in ask.all("cloudwatch", "describe_alarms", "MetricAlarms"):
        alarm["Tags"] = ask.one(
            "cloudwatch", "list_tags_for_resource", "Tags", ResourceARN=alarm["AlarmArn"])
        for name in ("StateReason", "StateReasonData", "StateValue"):
            alarm.pop(name, None)
        name = alarm["AlarmName"]
        # Those of a scaling policy are named by the service, with a word that it draws.
        is_given = name.startswith("TargetTracking-")
        if is_given:
            name = f"{name[:-37]} {alarm['AlarmActions'][0]}"
            alarm.pop("AlarmName")
            alarm.pop("AlarmArn")
        yield "alarm of a policy" if is_given else "alarm", [], name, alarm
    for short in ask.all("cloudwatch", "list_dashboards", "DashboardEntries"):
        name = short["DashboardName"]
        body = ask.one("cloudwatch", "get_dashboard", "DashboardBody", DashboardName=name)
        yield "dashboard", [], name, {"Body": body}
    for short in ask.all("acm", "list_certificates", "CertificateSummaryList"):
        place = short["CertificateArn"]
        found = ask.one("acm", "describe_certificate", "Certificate", CertificateArn=place)
        found["Tags"] = ask.one("acm", "list_tags_for_certificate", "Tags", CertificateArn=place)
        for name in ("Serial", "InUseBy"):
            found.pop(name, None)
        for option in found.get("DomainValidationOptions", []):
            option.pop("ResourceRecord", None)
        yield "certificate", [place], found["DomainName"], found
    for bucket in ask.all("s3", "list_buckets", "Buckets"):
        yield "bucket", [], bucket["Name"], {}
    for name in ask.all("dynamodb", "list_tables", "TableNames"):
        yield "table", [], name, {}


def everywhere(ask):
    for role in ask.all("iam", "list_roles", "Roles"):
        name = role["RoleName"]
        role |= ask.one("iam", "get_role", "Role", RoleName=name)
        role.pop("RoleLastUsed", None)
        role["Attached"] = ask.all(
            "iam", "list_attached_role_policies", "AttachedPolicies", RoleName=name)
        role["Inline"] = {
            policy: ask.one("iam", "get_role_policy", "PolicyDocument", RoleName=name,
                            PolicyName=policy)
            for policy in ask.all("iam", "list_role_policies", "PolicyNames", RoleName=name)}
        yield "role", [], name, role
    for policy in ask.all("iam", "list_policies", "Policies", Scope="Local"):
        yield "policy", [], policy["PolicyName"], policy
    for check in ask.all("route53", "list_health_checks", "HealthChecks"):
        check["Tags"] = ask.one(
            "route53", "list_tags_for_resource", "ResourceTagSet", ResourceType="healthcheck",
            ResourceId=check["Id"])
        check["Tags"].pop("ResourceId", None)
        check.pop("HealthCheckVersion", None)
        name = check["HealthCheckConfig"].get("FullyQualifiedDomainName")
        yield "health check", [check["Id"]], name, check
    for zone in ask.all("route53", "list_hosted_zones", "HostedZones"):
        place = zone["Id"].split("/")[-1]
        is_private = zone["Config"]["PrivateZone"]
        zone["Tags"] = ask.one(
            "route53", "list_tags_for_resource", "ResourceTagSet", ResourceType="hostedzone",
            ResourceId=place)
        zone["Tags"].pop("ResourceId", None)
        # Those are of Cloud Map, where moto leaves them when their namespaces go.
        if is_private:
            continue
        yield "zone", [place], zone["Name"], zone
        for record in ask.all(
                "route53", "list_resource_record_sets", "ResourceRecordSets", HostedZoneId=place):
            # The proof of a certificate is a word that the service draws.
            if record["Type"] == "CNAME" and record["Name"].startswith("_"):
                record = {"Type": "CNAME", "TTL": record["TTL"], "Name": "_"}
            if record["Type"] in ("NS", "SOA"):
                record.pop("ResourceRecords")
            name = f"{record['Name']} {record['Type']} {record.get('SetIdentifier', '')}"
            yield "record", [], name.strip(), record
