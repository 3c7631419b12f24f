"""AWS Backup: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html."""

import uuid

from moto.core.exceptions import ServiceException

from world import now, pick


class Backups:
    def __init__(self, world):
        self.world = world
        self.vaults = {}
        self.plans = {}
        self.tags = {}

    def left(self):
        plans = [name for name, plan in self.plans.items() if not plan.get("DeletionDate")]
        return [*self.vaults, *plans]

    def contents(self):
        """What is there, each as its kind, its name and what it is."""
        for name, vault in self.vaults.items():
            tags = {"Tags": self.tags[vault["BackupVaultArn"]]}
            yield "vault", name, pick(vault, "EncryptionKeyArn") | tags
        for plan in self.plans.values():
            if not plan.get("DeletionDate"):
                tags = {"Tags": self.tags[plan["BackupPlanArn"]]}
                yield "backup plan", plan["given"]["BackupPlanName"], plan["given"] | tags
                for one in plan["selections"].values():
                    selection = one["BackupSelection"]
                    yield "backup selection", selection["SelectionName"], selection

    # Tags

    def list_tags(self, given):
        return {"Tags": self._tags(given)}

    def _tags(self, given):
        if given["ResourceArn"] not in self.tags:
            raise ServiceException("ResourceNotFoundException", given["ResourceArn"])
        return self.tags[given["ResourceArn"]]

    def tag_resource(self, given):
        self._tags(given).update(given["Tags"])

    def untag_resource(self, given):
        for key in given["TagKeyList"]:
            self._tags(given).pop(key, None)

    # Vaults

    def create_backup_vault(self, given):
        name = given["BackupVaultName"]
        token = given.get("CreatorRequestId")
        vault = self.vaults.get(name)
        if vault and (token is None or vault.get("CreatorRequestId") != token):
            raise ServiceException(
                "AlreadyExistsException", "Backup vault with the same name already exists"
            )
        if not vault:
            vault = pick(given, "BackupVaultName", "CreatorRequestId")
            vault |= {
                "BackupVaultArn": self.world.arn("backup", f"backup-vault:{name}"),
                "CreationDate": now(), "points": {},
                "EncryptionKeyArn": given.get(
                    "EncryptionKeyArn", self.world.arn("kms", "key/aws-backup")
                ),
            }
            self.vaults[name] = vault
            self.tags[vault["BackupVaultArn"]] = dict(given.get("BackupVaultTags", {}))
        return vault

    def _vault(self, given):
        vault = self.vaults.get(given["BackupVaultName"])
        if vault is None:
            # So AWS answers for a name that nobody has.
            raise ServiceException(
                "AccessDeniedException", "Insufficient privileges to perform this action."
            )
        return vault

    def describe_backup_vault(self, given):
        vault = self._vault(given)
        return vault | {"NumberOfRecoveryPoints": len(vault["points"])}

    def delete_backup_vault(self, given):
        vault = self._vault(given)
        if vault["points"]:
            raise ServiceException(
                "InvalidRequestException",
                "Backup vault cannot be deleted because it contains recovery points.",
            )
        del self.vaults[vault["BackupVaultName"]]
        del self.tags[vault["BackupVaultArn"]]

    def start_backup_job(self, given):
        arn = self.world.arn("backup", f"recovery-point:{uuid.uuid4()}")
        self._vault(given)["points"][arn] = {"RecoveryPointArn": arn, "Status": "COMPLETED"}
        return {"BackupJobId": str(uuid.uuid4()), "RecoveryPointArn": arn}

    def list_recovery_points_by_backup_vault(self, given):
        """One point a page, so that pages are asked for."""
        points = list(self._vault(given)["points"].values())
        start = int(given.get("NextToken", 0))
        told = {"RecoveryPoints": points[start : start + 1]}
        if start + 1 < len(points):
            told["NextToken"] = str(start + 1)
        return told

    def delete_recovery_point(self, given):
        if not self._vault(given)["points"].pop(given["RecoveryPointArn"], None):
            raise ServiceException("ResourceNotFoundException", given["RecoveryPointArn"])

    # Plans

    def create_backup_plan(self, given):
        token = given.get("CreatorRequestId")
        for plan in self.plans.values():
            if token is not None and plan["CreatorRequestId"] == token:
                return plan
            if plan["given"] == given["BackupPlan"] and not plan.get("DeletionDate"):
                raise ServiceException(
                    "AlreadyExistsException",
                    "Backup plan with the same plan document already exists",
                )
        plan_id = str(uuid.uuid4())
        plan = {
            "BackupPlanId": plan_id, "CreationDate": now(), "CreatorRequestId": token,
            "BackupPlanArn": self.world.arn("backup", f"backup-plan:{plan_id}"), "selections": {},
        }
        self._write(plan, given)
        self.plans[plan_id] = plan
        self.tags[plan["BackupPlanArn"]] = dict(given.get("BackupPlanTags", {}))
        return plan

    def _write(self, plan, given):
        standard = {
            "StartWindowMinutes": 480, "CompletionWindowMinutes": 10080,
            "ScheduleExpression": "cron(0 5 ? * * *)", "ScheduleExpressionTimezone": "Etc/UTC",
        }
        for rule in given["BackupPlan"]["Rules"]:
            if rule["TargetBackupVaultName"] not in self.vaults:
                raise ServiceException(
                    "InvalidParameterValueException",
                    f"Backup vault does not exist: {rule['TargetBackupVaultName']}",
                )
        plan["given"] = given["BackupPlan"]
        rules = [
            {**standard, **rule, "RuleId": str(uuid.uuid4())}
            for rule in given["BackupPlan"]["Rules"]
        ]
        plan["BackupPlan"] = given["BackupPlan"] | {"Rules": rules}
        plan["VersionId"] = str(uuid.uuid4())

    def _plan(self, given):
        plan = self.plans.get(given["BackupPlanId"])
        if plan is None:
            raise ServiceException(
                "ResourceNotFoundException", "Failed reading Backup plan with provided version"
            )
        return plan

    def get_backup_plan(self, given):
        return self._plan(given)

    def list_backup_plans(self, given):
        left = [plan for plan in self.plans.values() if not plan.get("DeletionDate")]
        start = int(given.get("NextToken", 0))
        plans = [
            plan | {"BackupPlanName": plan["BackupPlan"]["BackupPlanName"]}
            for plan in left[start : start + 1]
        ]
        more = {"NextToken": str(start + 1)} if start + 1 < len(left) else {}
        return {"BackupPlansList": plans, **more}

    def update_backup_plan(self, given):
        plan = self._plan(given)
        self._write(plan, given)
        return plan

    def delete_backup_plan(self, given):
        plan = self._plan(given)
        if plan["selections"]:
            raise ServiceException(
                "InvalidRequestException",
                "Related backup plan selections must be deleted prior to backup plan deletion.",
            )
        plan["DeletionDate"] = now()
        return plan

    # Selections

    def create_backup_selection(self, given):
        plan = self._plan(given)
        token = given.get("CreatorRequestId")
        for selection in plan["selections"].values():
            if token is not None and selection["CreatorRequestId"] == token:
                return selection
        selection = {
            "SelectionId": str(uuid.uuid4()), "BackupPlanId": plan["BackupPlanId"],
            "CreationDate": now(), "CreatorRequestId": token,
            "BackupSelection": {
                "Resources": [], "NotResources": [], "ListOfTags": [],
                "Conditions": {
                    "StringEquals": [], "StringNotEquals": [], "StringLike": [],
                    "StringNotLike": [],
                }, **given["BackupSelection"],
            },
        }
        plan["selections"][selection["SelectionId"]] = selection
        return selection

    def _selection(self, given):
        selection = self._plan(given)["selections"].get(given["SelectionId"])
        if selection is None:
            raise ServiceException(
                "ResourceNotFoundException", "Cannot find Selection with provided ID"
            )
        return selection

    def get_backup_selection(self, given):
        return self._selection(given)

    def list_backup_selections(self, given):
        selections = self._plan(given)["selections"].values()
        return {
            "BackupSelectionsList": [
                {**selection, **selection["BackupSelection"]} for selection in selections
            ]
        }

    def delete_backup_selection(self, given):
        self._selection(given)
        del self._plan(given)["selections"][given["SelectionId"]]
