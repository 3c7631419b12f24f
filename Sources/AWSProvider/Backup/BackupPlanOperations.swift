import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_backup_plan`.
  static let backupPlan = AWSType(
    "aws_backup_plan", "backup plan",
    arguments: [
      .both("name", "BackupPlan.BackupPlanName"),
      .both("rule", "BackupPlan.Rules", backupRules),
      .both(
        "advanced_backup_setting", "BackupPlan.AdvancedBackupSettings",
        .blockSet([
          .both("resource_type", "ResourceType"),
          .both("backup_options", "BackupOptions", .map(.text)),
        ])),
    ],
    attributes: ["id": "BackupPlanId", "arn": "BackupPlanArn", "version": "VersionId"],
    tags: .backup("BackupPlanTags", of: "BackupPlanArn"),
    lookup: Lookup(
      pages: AWSPages("NextToken"),
      extras: [
        .backupTags(of: "BackupPlanArn"),
        // The list does not tell it.
        Lookup.Extra([], into: "BackupPlan", at: "BackupPlan") { plan, _ in
          getPlan(plan["BackupPlanId"])
        },
      ],
      picking: { answer, key in
        switch key {
        // One that was deleted is still told of.
        case .id: answer["DeletionDate"].isNull ? [answer.output] : []
        case .instance(let instance):
          answer["BackupPlansList"].elements
            .filter { $0["CreatorRequestId"].string == instance.text }
        case .arguments(let arguments):
          answer["BackupPlansList"].elements.filter { $0["BackupPlanName"] == arguments["name"] }
        }
      }
    ) { key in
      guard case .id(let id) = key else {
        return AWSCall(
          .backup, "ListBackupPlans", .get, "/backup/plans/?nextToken={NextToken}")
      }
      return getPlan(.string(id))
    },
    // The token makes AWS answer the plan that it has made.
    creation: Creation(id: "BackupPlanId", taken: ["AlreadyExistsException"]) { input, scope in
      AWSCall(
        .backup, "CreateBackupPlan", .put, "/backup/plans/",
        input.merging(["CreatorRequestId": .string(scope.instance.text)]), body: .input)
    },
    updates: [
      Update(["rule", "advanced_backup_setting"]) { scope in
        let input = Member.written(scope.type.arguments, .object(scope.arguments))
        return [
          AWSCall(
            .backup, "UpdateBackupPlan", .post, "/backup/plans/{BackupPlanId}",
            input.merging(["BackupPlanId": .string(scope.id)]), body: .input)
        ]
      }
    ],
    deletion: Deletion(
      // A selection that was deleted a moment ago.
      blocked: ["InvalidRequestException: selections must be deleted prior"], limit: 120
    ) { scope in
      [
        AWSCall(
          .backup, "DeleteBackupPlan", .delete, "/backup/plans/{BackupPlanId}",
          ["BackupPlanId": .string(scope.id)])
      ]
    })

  private static func getPlan(_ id: Datum) -> AWSCall {
    AWSCall(
      .backup, "GetBackupPlan", .get, "/backup/plans/{BackupPlanId}/", ["BackupPlanId": id])
  }

  /// Rules, with the times that Terraform's provider gives where none are declared: AWS has others,
  /// and the same declaration is to be the same plan.
  private static let backupRules = Shape.odd(
    write: { value in
      let standard: Datum = [
        "StartWindowMinutes": 60, "CompletionWindowMinutes": 180,
        "ScheduleExpressionTimezone": "Etc/UTC",
      ]
      return .list(Shape.blockSet(backupRule).written(value).elements.map { standard.merging($0) })
    },
    read: { seen, declared in
      let found = Shape.blockSet(backupRule).read(seen, declared: declared)
      return found.sorted == declared?.sorted ? declared ?? found : found
    })

  private static let backupRule: [Member] = [
    .both("rule_name", "RuleName"),
    .both("target_vault_name", "TargetBackupVaultName"),
    .both("schedule", "ScheduleExpression"),
    .both("schedule_expression_timezone", "ScheduleExpressionTimezone"),
    .both("start_window", "StartWindowMinutes", .number),
    .both("completion_window", "CompletionWindowMinutes", .number),
    .both("enable_continuous_backup", "EnableContinuousBackup", .flag),
    .both("recovery_point_tags", "RecoveryPointTags", .map(.text)),
    .both("lifecycle", "Lifecycle", .emptyBlock(backupLifecycle)),
    .both(
      "copy_action", "CopyActions",
      .blockSet([
        .both("destination_vault_arn", "DestinationBackupVaultArn"),
        .both("lifecycle", "Lifecycle", .emptyBlock(backupLifecycle)),
      ])),
  ]

  private static let backupLifecycle: [Member] = [
    .both("cold_storage_after", "MoveToColdStorageAfterDays", .number),
    .both("delete_after", "DeleteAfterDays", .number),
    .both(
      "opt_in_to_archive_for_supported_resources", "OptInToArchiveForSupportedResources", .flag),
  ]
}
