"""ElastiCache: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/."""

import copy

from moto.core.exceptions import ServiceException

from world import Thing, pick


class Caches:
    def __init__(self, world):
        self.world = world
        self.subnet_groups = {}
        self.parameter_groups = {}
        self.groups = {}
        self.tags = {}

    def left(self):
        there = [name for name, cache in self.groups.items() if cache.state != "deleting"]
        return [*self.subnet_groups, *self.parameter_groups, *there]

    def contents(self):
        """What is there, each as its kind, its name and what it is."""
        for name, group in self.subnet_groups.items():
            subnets = [subnet["SubnetIdentifier"] for subnet in group["Subnets"]]
            tags = self.tags[group["ARN"]]
            yield "cache subnet group", name, group | {"Subnets": subnets, "Tags": tags}
        for name, parameters in self.parameter_groups.items():
            tags = self.tags[parameters["group"]["ARN"]]
            yield "cache parameter group", name, parameters | {"Tags": tags}
        for name, cache in self.groups.items():
            if cache.state != "deleting":
                told = cache.told("available") | cache.node | {"Tags": self.tags[cache.fields["ARN"]]}
                yield "cache", name, told

    # Tags

    def list_tags_for_resource(self, given):
        tags = self.tags.get(given["ResourceName"])
        if tags is None:
            raise ServiceException("InvalidARNFault", given["ResourceName"])
        return {"TagList": [{"Key": key, "Value": value} for key, value in tags.items()]}

    def add_tags_to_resource(self, given):
        self.list_tags_for_resource(given)
        self._tag(given["ResourceName"], given["Tags"])
        return self.list_tags_for_resource(given)

    def remove_tags_from_resource(self, given):
        self.list_tags_for_resource(given)
        for key in given["TagKeys"]:
            self.tags[given["ResourceName"]].pop(key, None)
        return self.list_tags_for_resource(given)

    def _tag(self, arn, tags):
        self.tags.setdefault(arn, {}).update({tag["Key"]: tag["Value"] for tag in tags})

    def _made(self, kind, name, given):
        arn = self.world.arn("elasticache", f"{kind}:{name}")
        self.tags[arn] = {}
        self._tag(arn, given.get("Tags", []))
        return arn

    # Subnet groups

    def create_cache_subnet_group(self, given):
        name = given["CacheSubnetGroupName"]
        if name in self.subnet_groups:
            raise ServiceException("CacheSubnetGroupAlreadyExistsFault", name)
        group = pick(given, "CacheSubnetGroupName", "CacheSubnetGroupDescription")
        group |= {"VpcId": "vpc-recorded", "ARN": self._made("subnetgroup", name, given)}
        group["Subnets"] = self._subnets(given)
        self.subnet_groups[name] = group
        return {"CacheSubnetGroup": group}

    def _subnets(self, given):
        zones = "abcdef"
        return [
            {
                "SubnetIdentifier": subnet,
                "SubnetAvailabilityZone": {"Name": self.world.region + zones[index % 6]},
            }
            for index, subnet in enumerate(given["SubnetIds"])
        ]

    def _subnet_group(self, given):
        group = self.subnet_groups.get(given["CacheSubnetGroupName"])
        if group is None:
            raise ServiceException(
                "CacheSubnetGroupNotFoundFault",
                f"Cache Subnet Group {given['CacheSubnetGroupName']} does not exist.",
            )
        return group

    def describe_cache_subnet_groups(self, given):
        return {"CacheSubnetGroups": [self._subnet_group(given)]}

    def modify_cache_subnet_group(self, given):
        group = self._subnet_group(given)
        group |= pick(given, "CacheSubnetGroupDescription")
        if "SubnetIds" in given:
            group["Subnets"] = self._subnets(given)
        return {"CacheSubnetGroup": group}

    def delete_cache_subnet_group(self, given):
        group = self._subnet_group(given)
        name = group["CacheSubnetGroupName"]
        if any(cache.node["CacheSubnetGroupName"] == name for cache in self.groups.values()):
            raise ServiceException("CacheSubnetGroupInUse", f"{name} is currently in use.")
        del self.subnet_groups[name]
        del self.tags[group["ARN"]]

    # Parameter groups

    def create_cache_parameter_group(self, given):
        name = given["CacheParameterGroupName"]
        if name in self.parameter_groups:
            raise ServiceException("CacheParameterGroupAlreadyExistsFault", name)
        group = pick(given, "CacheParameterGroupName", "CacheParameterGroupFamily", "Description")
        group |= {"ARN": self._made("parametergroup", name, given), "IsGlobal": False}
        self.parameter_groups[name] = {"group": group, "values": {}}
        return {"CacheParameterGroup": group}

    def _parameter_group(self, given):
        group = self.parameter_groups.get(given["CacheParameterGroupName"])
        if group is None:
            raise ServiceException(
                "CacheParameterGroupNotFoundFault",
                f"CacheParameterGroup {given['CacheParameterGroupName']} not found.",
            )
        return group

    def describe_cache_parameter_groups(self, given):
        return {"CacheParameterGroups": [self._parameter_group(given)["group"]]}

    def describe_cache_parameters(self, given):
        values = self._parameter_group(given)["values"]
        if given.get("Source") != "user":
            raise ServiceException("InvalidParameterValueException", "only the user's are recorded")
        return {
            "Parameters": [
                {"ParameterName": key, "ParameterValue": value, "Source": "user"}
                for key, value in sorted(values.items())
            ]
        }

    def modify_cache_parameter_group(self, given):
        group = self._parameter_group(given)
        if len(given["ParameterNameValues"]) > 20:
            raise ServiceException("InvalidParameterValueException", "at most 20 at a time")
        for pair in given["ParameterNameValues"]:
            group["values"][pair["ParameterName"]] = pair["ParameterValue"]
        return pick(given, "CacheParameterGroupName")

    def reset_cache_parameter_group(self, given):
        group = self._parameter_group(given)
        for pair in given["ParameterNameValues"]:
            group["values"].pop(pair["ParameterName"], None)
        return pick(given, "CacheParameterGroupName")

    def delete_cache_parameter_group(self, given):
        group = self._parameter_group(given)["group"]
        name = group["CacheParameterGroupName"]
        if any(cache.parameters == name for cache in self.groups.values()):
            raise ServiceException(
                "InvalidCacheParameterGroupStateFault", f"{name} is in use by a cache."
            )
        del self.parameter_groups[name]
        del self.tags[group["ARN"]]

    # Replication groups

    def create_replication_group(self, given):
        name = given["ReplicationGroupId"]
        if name in self.groups:
            raise ServiceException("ReplicationGroupAlreadyExistsFault", name)
        cache = Cache(self.world, given, self._made("replicationgroup", name, given))
        cache.check()
        self.groups[name] = cache
        return {"ReplicationGroup": cache.told("creating")}

    def _group(self, given, *, ready=False):
        name = given["ReplicationGroupId"]
        cache = self.groups.get(name)
        if cache is not None and cache.state == "deleting" and not cache.is_busy:
            del self.groups[name]
            del self.tags[cache.fields["ARN"]]
            cache = None
        if cache is None:
            raise ServiceException(
                "ReplicationGroupNotFoundFault", f"ReplicationGroup {name} not found."
            )
        if ready and cache.is_busy:
            raise ServiceException(
                "InvalidReplicationGroupStateFault", "Replication group must be in available state."
            )
        return cache

    def describe_replication_groups(self, given):
        cache = self._group(given)
        return {"ReplicationGroups": [cache.told(cache.look() or "available")]}

    def describe_cache_clusters(self, given):
        for cache in self.groups.values():
            if given["CacheClusterId"] in cache.members:
                node = cache.node | {"CacheClusterId": given["CacheClusterId"]}
                node |= pick(
                    cache.fields, "ReplicationGroupId", "Engine", "CacheNodeType",
                    "AtRestEncryptionEnabled", "TransitEncryptionEnabled", "TransitEncryptionMode",
                    "AutoMinorVersionUpgrade", "AuthTokenEnabled", "SnapshotWindow",
                    "SnapshotRetentionLimit",
                )
                return {"CacheClusters": [node]}
        raise ServiceException("CacheClusterNotFoundFault", given["CacheClusterId"])

    def modify_replication_group(self, given):
        cache = self._group(given, ready=True)
        before = copy.deepcopy((cache.fields, cache.node, cache.password, cache.parameters))
        try:
            cache.modify(given)
            cache.check()
        except ServiceException:
            cache.fields, cache.node, cache.password, cache.parameters = before
            raise
        return self._changed(cache)

    def increase_replica_count(self, given):
        cache = self._group(given, ready=True)
        shards = given.get("ReplicaConfiguration") or [given]
        count = shards[0]["NewReplicaCount"]
        zones = shards[0].get("PreferredAvailabilityZones")
        if zones is not None and len(zones) != count + 1:
            raise ServiceException("InvalidParameterValueException", "a zone for each node")
        if count <= cache.replicas:
            raise ServiceException("InvalidParameterValueException", "that is no increase")
        cache.replicas = count
        return self._changed(cache)

    def decrease_replica_count(self, given):
        cache = self._group(given, ready=True)
        if given["NewReplicaCount"] >= cache.replicas:
            raise ServiceException("InvalidParameterValueException", "that is no decrease")
        cache.replicas = given["NewReplicaCount"]
        cache.check()
        return self._changed(cache)

    def modify_replication_group_shard_configuration(self, given):
        cache = self._group(given, ready=True)
        gone = cache.shards - given["NodeGroupCount"]
        if gone > 0 and len(given.get("NodeGroupsToRemove", [])) != gone:
            raise ServiceException("InvalidParameterValueException", "say which shards go")
        cache.shards = given["NodeGroupCount"]
        return self._changed(cache)

    def delete_replication_group(self, given):
        cache = self._group(given, ready=True)
        cache.turn("deleting")
        return {"ReplicationGroup": cache.told("deleting")}

    def _changed(self, cache):
        cache.turn("modifying")
        return {"ReplicationGroup": cache.told("modifying")}


class Cache(Thing):
    """A replication group and what its nodes have in common."""

    def __init__(self, world, given, arn):
        super().__init__(world, {})
        self.password = given.get("AuthToken")
        self.name = given["ReplicationGroupId"]
        self.shards = given.get("NumNodeGroups", 1)
        nodes = given.get("NumCacheClusters", 1)
        self.replicas = given.get("ReplicasPerNodeGroup", 0) if "NumNodeGroups" in given else nodes - 1
        self.parameters = given.get("CacheParameterGroupName", "default.redis7")
        self.port = given.get("Port", 6379)
        self.fields = {
            "ReplicationGroupId": self.name, "ARN": arn,
            "Description": given["ReplicationGroupDescription"],
            "AutomaticFailover": "disabled", "MultiAZ": "disabled", "Engine": "redis",
            "AutoMinorVersionUpgrade": True, "SnapshotRetentionLimit": 0,
            "SnapshotWindow": "05:00-06:00", "ClusterMode": "disabled",
            "TransitEncryptionEnabled": False, "AtRestEncryptionEnabled": False,
            "ClusterEnabled": "NumNodeGroups" in given, "AuthTokenEnabled": "AuthToken" in given,
            "UserGroupIds": given.get("UserGroupIds", []), "LogDeliveryConfigurations": [],
        }
        if given.get("TransitEncryptionEnabled"):
            self.fields["TransitEncryptionMode"] = "required"
        self.fields |= pick(given, "AtRestEncryptionEnabled", "KmsKeyId")
        self.node = {
            "EngineVersion": "7.1.0", "PreferredMaintenanceWindow": "sun:23:00-mon:01:30",
            "SecurityGroups": [], "PendingModifiedValues": {}, "CacheClusterStatus": "available",
            "CacheSubnetGroupName": given.get("CacheSubnetGroupName", "default"),
        }
        self._set(given)

    def modify(self, given):
        if not given.get("ApplyImmediately"):
            later = pick(given, "CacheNodeType", "EngineVersion")
            if "EngineVersion" in later:
                later["EngineVersion"] += ".0"
            self.node["PendingModifiedValues"] |= later
            given = {key: value for key, value in given.items() if key not in later}
        strategy = given.get("AuthTokenUpdateStrategy")
        if ("AuthToken" in given) == (strategy in (None, "DELETE")):
            raise ServiceException("InvalidParameterCombinationException", "a token and a strategy")
        if strategy:
            if not given["ApplyImmediately"]:
                raise ServiceException("InvalidParameterCombinationException", "only at once")
            self.password = given.get("AuthToken")
            self.fields["AuthTokenEnabled"] = self.password is not None
        users = self.fields["UserGroupIds"]
        users = [user for user in users if user not in given.get("UserGroupIdsToRemove", [])]
        self.fields["UserGroupIds"] = users + given.get("UserGroupIdsToAdd", [])
        self._set(given)

    def _set(self, given):
        fields, node = self.fields, self.node
        fields |= pick(
            given, "CacheNodeType", "ClusterMode", "TransitEncryptionEnabled",
            "TransitEncryptionMode", "SnapshotRetentionLimit", "SnapshotWindow",
            "AutoMinorVersionUpgrade", "Engine",
        )
        if "ReplicationGroupDescription" in given:
            fields["Description"] = given["ReplicationGroupDescription"]
        for argument, member in (
            ("AutomaticFailoverEnabled", "AutomaticFailover"), ("MultiAZEnabled", "MultiAZ"),
        ):
            if argument in given:
                fields[member] = "enabled" if given[argument] else "disabled"
        if "EngineVersion" in given:
            node["EngineVersion"] = given["EngineVersion"].replace(".x", ".2") + ".0"
        self.parameters = given.get("CacheParameterGroupName", self.parameters)
        node |= pick(given, "PreferredMaintenanceWindow")
        if "SecurityGroupIds" in given:
            node["SecurityGroups"] = [
                {"SecurityGroupId": group, "Status": "active"} for group in given["SecurityGroupIds"]
            ]
        topic = node.get("NotificationConfiguration", {})
        if "NotificationTopicArn" in given:
            topic = {"TopicArn": given["NotificationTopicArn"], "TopicStatus": "active"}
        if "NotificationTopicStatus" in given:
            topic["TopicStatus"] = given["NotificationTopicStatus"]
        if topic:
            node["NotificationConfiguration"] = topic
        logs = {log["LogType"]: log for log in fields["LogDeliveryConfigurations"]}
        for log in given.get("LogDeliveryConfigurations", []):
            logs.pop(log["LogType"], None)
            if log.get("Enabled", True):
                logs[log["LogType"]] = {**log, "Status": "active"}
        fields["LogDeliveryConfigurations"] = list(logs.values())

    def check(self):
        """What the service refuses of a group as a whole."""
        wrong = ""
        if self.fields["AutomaticFailover"] == "enabled" and self.replicas < 1:
            wrong = "Automatic failover requires at least one replica."
        if self.fields["MultiAZ"] == "enabled" and self.fields["AutomaticFailover"] != "enabled":
            wrong = "Multi-AZ requires automatic failover."
        if self.password and not self.fields["TransitEncryptionEnabled"]:
            wrong = "AuthToken requires encryption in transit."
        if self.password is not None and not 16 <= len(self.password) <= 128:
            wrong = "AuthToken must have 16 to 128 characters."
        if wrong:
            raise ServiceException("InvalidParameterCombinationException", wrong)

    @property
    def members(self):
        if not self.fields["ClusterEnabled"]:
            return [f"{self.name}-{node + 1:03}" for node in range(self.replicas + 1)]
        return [
            f"{self.name}-{shard + 1:04}-{node + 1:03}"
            for shard in range(self.shards) for node in range(self.replicas + 1)
        ]

    def told(self, state):
        fields, port = dict(self.fields), self.port
        self.node |= {"CacheParameterGroup": {"CacheParameterGroupName": self.parameters}}
        is_cluster = fields["ClusterEnabled"]
        host = f"{self.name}.recorded.cache.amazonaws.com"
        shards = []
        for shard in range(self.shards):
            count = self.replicas + 1
            group = {"NodeGroupId": f"{shard + 1:04}", "Status": state}
            group["NodeGroupMembers"] = [
                {"CacheClusterId": name, "CacheNodeId": "0001"}
                for name in self.members[shard * count : (shard + 1) * count]
            ]
            if not is_cluster:
                group["PrimaryEndpoint"] = {"Address": "master." + host, "Port": port}
                group["ReaderEndpoint"] = {"Address": "replica." + host, "Port": port}
            shards.append(group)
        fields |= {"Status": state, "MemberClusters": self.members, "NodeGroups": shards}
        if is_cluster:
            fields["ConfigurationEndpoint"] = {"Address": "clustercfg." + host, "Port": port}
        return fields
