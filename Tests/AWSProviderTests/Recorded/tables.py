"""DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html."""

import copy

from moto.core.exceptions import ServiceException

from world import Thing, now, pick

# What UpdateTable takes in one call with another: nothing else together.
KINDS = (
    {"BillingMode", "ProvisionedThroughput", "OnDemandThroughput", "GlobalSecondaryIndexUpdates"},
    {"GlobalSecondaryIndexUpdates", "AttributeDefinitions"},
    {"TableClass"}, {"DeletionProtectionEnabled"}, {"StreamSpecification"}, {"SSESpecification"},
    {"ReplicaUpdates"},
)


class Tables:
    def __init__(self, world):
        self.world = world
        self.tables = {}
        self.tags = {}
        self.others = {}

    def left(self):
        return [name for name, table in self.tables.items() if table.state != "DELETING"]

    # Tables

    def create_table(self, given):
        name = given["TableName"]
        if name in self.tables:
            raise ServiceException("ResourceInUseException", f"Table already exists: {name}")
        fields = pick(
            given, "TableName", "KeySchema", "AttributeDefinitions", "LocalSecondaryIndexes",
            "StreamSpecification", "OnDemandThroughput",
        )
        fields |= {
            "TableArn": self.world.arn("dynamodb", f"table/{name}"), "Replicas": [],
            "CreationDateTime": now(),
            "DeletionProtectionEnabled": given.get("DeletionProtectionEnabled", False),
            "BillingModeSummary": {"BillingMode": given.get("BillingMode", "PROVISIONED")},
            "TableClassSummary": {"TableClass": given.get("TableClass", "STANDARD")},
            "ProvisionedThroughput": given.get(
                "ProvisionedThroughput", {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}
            ),
            "GlobalSecondaryIndexes": [
                self._index(index) for index in given.get("GlobalSecondaryIndexes", [])
            ],
        }
        table = Thing(self.world, fields, "CREATING")
        self._encrypt(table, given.get("SSESpecification", {}))
        self._stream(table)
        self._check(table)
        table.ttl = {"TimeToLiveStatus": "DISABLED"}
        table.recovery = {"PointInTimeRecoveryStatus": "DISABLED"}
        self.tables[name] = table
        self.tags[fields["TableArn"]] = {}
        self._tag(fields["TableArn"], given.get("Tags", []))
        return {"TableDescription": fields | {"TableStatus": "CREATING"}}

    def _index(self, given):
        standard = {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}
        return {"IndexStatus": "ACTIVE", "ProvisionedThroughput": standard, **given}

    def _check(self, table):
        """Every attribute is a key and every key an attribute; capacities fit the way of paying."""
        fields = table.fields
        owners = [fields, *fields["GlobalSecondaryIndexes"], *fields.get("LocalSecondaryIndexes", [])]
        keys = {key["AttributeName"] for owner in owners for key in owner["KeySchema"]}
        names = {attribute["AttributeName"] for attribute in fields["AttributeDefinitions"]}
        if keys != names:
            raise ServiceException(
                "ValidationException", f"the keys are {sorted(keys)}, the attributes {sorted(names)}"
            )
        is_set_aside = fields["BillingModeSummary"]["BillingMode"] == "PROVISIONED"
        for owner in (fields, *fields["GlobalSecondaryIndexes"]):
            units = owner["ProvisionedThroughput"].values()
            if is_set_aside != all(unit > 0 for unit in units):
                raise ServiceException("ValidationException", "capacities go with PROVISIONED")
            if is_set_aside and "OnDemandThroughput" in owner:
                raise ServiceException("ValidationException", "limits go with PAY_PER_REQUEST")

    def _encrypt(self, table, given):
        if given.get("Enabled"):
            key = given.get("KMSMasterKeyId", self.world.arn("kms", "key/aws-dynamodb"))
            table.fields["SSEDescription"] = {
                "Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key,
            }
        else:
            table.fields.pop("SSEDescription", None)

    def _stream(self, table):
        if table.fields.get("StreamSpecification", {}).get("StreamEnabled"):
            arn = table.fields["TableArn"]
            table.fields |= {"LatestStreamLabel": "now", "LatestStreamArn": f"{arn}/stream/now"}

    def _table(self, given, *, ready=False):
        name = given["TableName"]
        table = self.tables.get(name)
        if table is not None and table.state == "DELETING" and not table.is_busy:
            del self.tables[name]
            del self.tags[table.fields["TableArn"]]
            table = None
        if table is None:
            raise ServiceException(
                "ResourceNotFoundException", f"Requested resource not found: Table: {name} not found"
            )
        if ready and table.is_busy:
            raise ServiceException(
                "ResourceInUseException",
                "Attempt to change a resource which is still in use: Table is being updated: "
                + name,
            )
        return table

    def describe_table(self, given):
        table = self._table(given)
        return {"Table": table.fields | {"TableStatus": table.look() or "ACTIVE"}}

    def update_table(self, given):
        table = self._table(given, ready=True)
        before = copy.deepcopy(table.fields)
        try:
            self._update(table, given)
        except ServiceException:
            table.fields = before
            raise
        table.turn("UPDATING")
        return {"TableDescription": table.fields | {"TableStatus": "UPDATING"}}

    def _update(self, table, given):
        names = set(given) - {"TableName"}
        if not any(names <= kind for kind in KINDS):
            raise ServiceException("ValidationException", f"{sorted(names)} in one call")
        fields = table.fields
        fields |= pick(given, "ProvisionedThroughput", "DeletionProtectionEnabled")
        fields |= pick(given, "AttributeDefinitions")
        if "OnDemandThroughput" in given:
            fields["OnDemandThroughput"] = given["OnDemandThroughput"]
        if "BillingMode" in given:
            self._bill(fields, given["BillingMode"])
        if "TableClass" in given:
            fields["TableClassSummary"] = pick(given, "TableClass")
        if "StreamSpecification" in given:
            self._change_stream(table, given["StreamSpecification"])
        if "SSESpecification" in given:
            self._encrypt(table, given["SSESpecification"])
        self._change_indexes(fields, given.get("GlobalSecondaryIndexUpdates", []))
        self._change_replicas(fields, given.get("ReplicaUpdates", []))
        self._check(table)

    def _bill(self, fields, mode):
        fields["BillingModeSummary"] = {"BillingMode": mode}
        owners = [fields, *fields["GlobalSecondaryIndexes"]]
        for owner in owners:
            if mode == "PAY_PER_REQUEST":
                owner["ProvisionedThroughput"] = {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}
            else:
                owner.pop("OnDemandThroughput", None)

    def _change_stream(self, table, given):
        is_on = table.fields.get("StreamSpecification", {}).get("StreamEnabled", False)
        if is_on and given["StreamEnabled"]:
            raise ServiceException("ValidationException", "Table already has an enabled stream")
        table.fields["StreamSpecification"] = given
        self._stream(table)

    def _change_indexes(self, fields, updates):
        moves = [update for update in updates if "Update" not in update]
        if len(moves) > 1 or (moves and len(updates) > 1):
            raise ServiceException(
                "LimitExceededException",
                "Subscriber limit exceeded: Only 1 online index can be created or deleted "
                "simultaneously per table",
            )
        indexes = {index["IndexName"]: index for index in fields["GlobalSecondaryIndexes"]}
        for update in updates:
            (verb, given), name = *update.items(), [*update.values()][0]["IndexName"]
            if (verb == "Create") == (name in indexes):
                raise ServiceException("ValidationException", f"{verb} {name}")
            if verb == "Delete":
                del indexes[name]
            elif verb == "Create":
                indexes[name] = self._index(given)
            else:
                indexes[name] |= given
        fields["GlobalSecondaryIndexes"] = list(indexes.values())
        names = {key["AttributeName"] for index in indexes.values() for key in index["KeySchema"]}
        names |= {key["AttributeName"] for key in fields["KeySchema"]}
        for index in fields.get("LocalSecondaryIndexes", []):
            names |= {key["AttributeName"] for key in index["KeySchema"]}
        if updates:
            # An attribute of no key is dropped when its index goes.
            fields["AttributeDefinitions"] = [
                one for one in fields["AttributeDefinitions"] if one["AttributeName"] in names
            ]

    def _change_replicas(self, fields, updates):
        if len(updates) > 1:
            raise ServiceException("ValidationException", "One copy at a time.")
        copies = {copy["RegionName"]: copy for copy in fields["Replicas"]}
        for update in updates:
            (verb, given), = update.items()
            region = given["RegionName"]
            if (verb == "Create") == (region in copies):
                raise ServiceException("ValidationException", f"{verb} {region}")
            if verb == "Delete":
                del copies[region]
            else:
                copies[region] = {**copies.get(region, {}), **given, "ReplicaStatus": "ACTIVE"}
            if verb == "Create":
                self.tags.setdefault(self._copy(fields, region), {})
        fields["Replicas"] = list(copies.values())

    def _copy(self, fields, region):
        parts = fields["TableArn"].split(":")
        parts[3] = region
        return ":".join(parts)

    def delete_table(self, given):
        table = self._table(given, ready=True)
        if table.fields["DeletionProtectionEnabled"]:
            raise ServiceException(
                "ValidationException",
                "Resource cannot be deleted as it is currently protected against deletion. Disable "
                "deletion protection first.",
            )
        if table.fields["Replicas"]:
            raise ServiceException("ValidationException", "Replica cannot be deleted with its table")
        table.turn("DELETING")
        return {"TableDescription": table.fields | {"TableStatus": "DELETING"}}

    # What has calls of its own

    def describe_time_to_live(self, given):
        return {"TimeToLiveDescription": self._table(given).ttl}

    def update_time_to_live(self, given):
        table, wanted = self._table(given, ready=True), given["TimeToLiveSpecification"]
        is_on = table.ttl["TimeToLiveStatus"] == "ENABLED"
        if is_on == wanted["Enabled"]:
            state = "enabled" if is_on else "disabled"
            raise ServiceException("ValidationException", f"TimeToLive is already {state}")
        table.ttl = {"TimeToLiveStatus": "DISABLED"}
        if wanted["Enabled"]:
            table.ttl = {"TimeToLiveStatus": "ENABLED", **pick(wanted, "AttributeName")}
        return {"TimeToLiveSpecification": wanted}

    def describe_continuous_backups(self, given):
        return {
            "ContinuousBackupsDescription": {
                "ContinuousBackupsStatus": "ENABLED",
                "PointInTimeRecoveryDescription": self._table(given).recovery,
            }
        }

    def update_continuous_backups(self, given):
        table, wanted = self._table(given), given["PointInTimeRecoverySpecification"]
        is_on = wanted["PointInTimeRecoveryEnabled"]
        recovery = {"PointInTimeRecoveryStatus": "ENABLED" if is_on else "DISABLED"}
        if is_on:
            recovery["RecoveryPeriodInDays"] = wanted.get("RecoveryPeriodInDays", 35)
        if table.fields["TableArn"].split(":")[3] == self.world.region:
            table.recovery = recovery
        else:
            self.others[self.world.region, given["TableName"]] = recovery
        return {
            "ContinuousBackupsDescription": {
                "ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": recovery,
            }
        }

    # Tags

    def list_tags_of_resource(self, given):
        tags = self._tags(given)
        return {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}

    def tag_resource(self, given):
        self._tags(given)
        self._tag(given["ResourceArn"], given["Tags"])

    def untag_resource(self, given):
        for key in given["TagKeys"]:
            self._tags(given).pop(key, None)

    def _tags(self, given):
        tags = self.tags.get(given["ResourceArn"])
        if tags is None or given["ResourceArn"].split(":")[3] != self.world.region:
            raise ServiceException("ResourceNotFoundException", given["ResourceArn"])
        return tags

    def _tag(self, arn, tags):
        self.tags.setdefault(arn, {}).update({tag["Key"]: tag["Value"] for tag in tags})
