"""EFS: https://docs.aws.amazon.com/efs/latest/ug/API_Operations.html."""

import uuid

from moto.core.exceptions import ServiceException

from world import ACCOUNT, Thing, now, pick


def new_id(kind):
    return f"{kind}-{uuid.uuid4().hex[:17]}"


class Files:
    def __init__(self, world):
        self.world = world
        self.systems = {}
        self.targets = {}
        self.points = {}

    def left(self):
        things = {**self.systems, **self.targets, **self.points}
        return [name for name, thing in things.items() if thing.state != "deleting"]

    # Tags

    def tag_resource(self, given):
        tags = self._tagged(given).fields["Tags"]
        new = {tag["Key"] for tag in given["Tags"]}
        tags[:] = [tag for tag in tags if tag["Key"] not in new] + given["Tags"]

    def untag_resource(self, given):
        tags = self._tagged(given).fields["Tags"]
        tags[:] = [tag for tag in tags if tag["Key"] not in given["TagKeys"]]

    def _tagged(self, given):
        name = given["ResourceId"]
        thing = self.systems.get(name) or self.points.get(name)
        if thing is None:
            raise ServiceException("FileSystemNotFound", f"{name} does not exist.")
        return thing

    def _of(self, things, name, code, *, ready=False):
        thing = things.get(name)
        if thing is not None and thing.state == "deleting" and not thing.is_busy:
            del things[name]
            thing = None
        if thing is None:
            raise ServiceException(code, f"{name} does not exist.")
        if ready and thing.is_busy:
            raise ServiceException(
                "IncorrectFileSystemLifeCycleState", f"{name} is {thing.state}."
            )
        return thing

    def _told(self, thing):
        return thing.fields | {"LifeCycleState": thing.look() or "available"}

    # File systems

    def create_file_system(self, given):
        for system in self.systems.values():
            if system.fields["CreationToken"] == given["CreationToken"]:
                raise ServiceException(
                    "FileSystemAlreadyExists",
                    f"File system '{system.fields['FileSystemId']}' already exists with creation "
                    f"token '{given['CreationToken']}'",
                )
        name = new_id("fs")
        fields = {"PerformanceMode": "generalPurpose", "ThroughputMode": "bursting", **given}
        fields |= {
            "FileSystemId": name, "OwnerId": ACCOUNT, "CreationTime": now(),
            "FileSystemArn": self.world.arn("elasticfilesystem", f"file-system/{name}"),
            "NumberOfMountTargets": 0, "SizeInBytes": {"Value": 6144}, "lifecycle": [],
            "Tags": list(given.get("Tags", [])),
            "FileSystemProtection": {"ReplicationOverwriteProtection": "ENABLED"},
        }
        self._check(fields)
        self.systems[name] = Thing(self.world, fields)
        return fields | {"LifeCycleState": "creating"}

    def _check(self, fields):
        is_provisioned = fields["ThroughputMode"] == "provisioned"
        if is_provisioned != ("ProvisionedThroughputInMibps" in fields):
            raise ServiceException(
                "BadRequest", "ProvisionedThroughputInMibps goes with provisioned throughput."
            )

    def _system(self, given, **how):
        return self._of(self.systems, given["FileSystemId"], "FileSystemNotFound", **how)

    def describe_file_systems(self, given):
        if "FileSystemId" in given:
            return {"FileSystems": [self._told(self._system(given))]}
        systems = list(self.systems.values())
        if "CreationToken" in given:
            token = given["CreationToken"]
            systems = [one for one in systems if one.fields["CreationToken"] == token]
        start = int(given.get("Marker", 0))
        told = {"FileSystems": [self._told(system) for system in systems[start : start + 1]]}
        if start + 1 < len(systems):
            told["NextMarker"] = str(start + 1)
        return told

    def update_file_system(self, given):
        system = self._system(given, ready=True)
        fields = dict(system.fields)
        fields.pop("ProvisionedThroughputInMibps", None)
        fields |= pick(given, "ThroughputMode", "ProvisionedThroughputInMibps")
        self._check(fields)
        system.fields = fields
        system.turn("updating")
        return fields | {"LifeCycleState": "updating"}

    def update_file_system_protection(self, given):
        system = self._system(given, ready=True)
        system.fields["FileSystemProtection"] = pick(given, "ReplicationOverwriteProtection")
        return system.fields["FileSystemProtection"]

    def put_lifecycle_configuration(self, given):
        system = self._system(given, ready=True)
        if any(len(policy) != 1 for policy in given["LifecyclePolicies"]):
            raise ServiceException("BadRequest", "One transition in each policy.")
        system.fields["lifecycle"] = given["LifecyclePolicies"]
        return {"LifecyclePolicies": given["LifecyclePolicies"]}

    def describe_lifecycle_configuration(self, given):
        return {"LifecyclePolicies": self._system(given).fields["lifecycle"]}

    def delete_file_system(self, given):
        system = self._system(given)
        name = system.fields["FileSystemId"]
        if any(one.fields["FileSystemId"] == name for one in self.targets.values()):
            raise ServiceException("FileSystemInUse", f"{name} has mount targets.")
        system.turn("deleting")

    # Mount targets

    def create_mount_target(self, given):
        system = self._system(given, ready=True)
        for other in self.targets.values():
            alike = ("FileSystemId", "SubnetId")
            if all(other.fields[name] == given[name] for name in alike):
                raise ServiceException(
                    "MountTargetConflict", "mount target already exists in this AZ"
                )
        name = new_id("fsmt")
        fields = {"IpAddress": "10.0.0.99", **given, "groups": given.get("SecurityGroups", [])}
        fields |= {
            "MountTargetId": name, "OwnerId": ACCOUNT, "NetworkInterfaceId": new_id("eni"),
            "AvailabilityZoneName": self.world.region + "a", "AvailabilityZoneId": "use1-az1",
            "FileSystemId": system.fields["FileSystemId"],
        }
        self.targets[name] = Thing(self.world, fields)
        return fields | {"LifeCycleState": "creating"}

    def _target(self, given, **how):
        return self._of(self.targets, given["MountTargetId"], "MountTargetNotFound", **how)

    def describe_mount_targets(self, given):
        if "MountTargetId" in given:
            return {"MountTargets": [self._told(self._target(given))]}
        self._system(given)
        system = given["FileSystemId"]
        found = [one for one in self.targets.values() if one.fields["FileSystemId"] == system]
        return {"MountTargets": [self._told(target) for target in found]}

    def describe_mount_target_security_groups(self, given):
        return {"SecurityGroups": self._target(given).fields["groups"]}

    def modify_mount_target_security_groups(self, given):
        self._target(given, ready=True).fields["groups"] = given["SecurityGroups"]

    def delete_mount_target(self, given):
        self._target(given).turn("deleting")

    # Access points

    def create_access_point(self, given):
        self._system(given, ready=True)
        for point in self.points.values():
            if point.fields["ClientToken"] == given["ClientToken"]:
                raise ServiceException("AccessPointAlreadyExists", given["ClientToken"])
        name = new_id("fsap")
        fields = {"RootDirectory": {"Path": "/"}, **given, "Tags": list(given.get("Tags", []))}
        fields |= {
            "AccessPointId": name, "OwnerId": ACCOUNT,
            "AccessPointArn": self.world.arn("elasticfilesystem", f"access-point/{name}"),
        }
        self.points[name] = Thing(self.world, fields)
        return fields | {"LifeCycleState": "creating"}

    def _point(self, given):
        return self._of(self.points, given["AccessPointId"], "AccessPointNotFound")

    def describe_access_points(self, given):
        if "AccessPointId" in given:
            return {"AccessPoints": [self._told(self._point(given))]}
        return {"AccessPoints": [self._told(point) for point in self.points.values()]}

    def delete_access_point(self, given):
        self._point(given).turn("deleting")
