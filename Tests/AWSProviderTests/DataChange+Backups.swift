import AWS
import InfraDSL
import InfraModel

extension DataChange {
  static let backups: [DataChange] = [
    DataChange("aws_backup_vault", "force_destroy", isTold: false) { isSecond, prefix in
      [
        .resource(
          AWSBackupVault("v", name: Value(VaultName(prefix)), isDeletedWithBackups: isSecond))
      ]
    },
    DataChange("aws_backup_vault", "tags") { isSecond, prefix in
      [
        .resource(
          AWSBackupVault(
            "v", name: Value(VaultName(prefix)), tags: isSecond ? ["a": "2"] : ["a": "1", "b": "1"]
          ))
      ]
    },
    plan("rule") { isSecond, name, vault in
      AWSBackupPlan(
        "p", name: name,
        rules: isSecond
          ? [
            .init("weekly", vault: vault, schedule: .rate(.days(7))),
            .init("hourly", vault: vault, schedule: .cron("0 * * * ? *"), isContinuous: true),
          ]
          : [
            .init(
              "daily", vault: vault, schedule: .cron("0 3 * * ? *"), timeZone: "Europe/Berlin",
              startWindow: .hours(2), completionWindow: .hours(4), backupTags: ["by": "plan"],
              lifecycle: .init(coldAfter: .days(30), deleteAfter: .days(365), archivesAll: true),
              copies: [
                .init(
                  to: "arn:aws:backup:eu-west-1:123456789012:backup-vault:standby",
                  lifecycle: .init(deleteAfter: .days(35)))
              ])
          ])
    },
    plan("advanced_backup_setting") { isSecond, name, vault in
      AWSBackupPlan(
        "p", name: name, rules: [.init("daily", vault: vault)],
        advanced: [.init(kind: "EC2", options: ["WindowsVSS": isSecond ? "enabled" : "disabled"])])
    },
    plan("tags") { isSecond, name, vault in
      AWSBackupPlan(
        "p", name: name, rules: [.init("daily", vault: vault)],
        tags: isSecond ? ["a": "2"] : ["a": "1", "b": "1"])
    },
  ]

  private static func plan(
    _ argument: String,
    _ plan: @escaping @Sendable (Bool, Value<PlanName>, Value<VaultName>) -> AWSBackupPlan
  ) -> DataChange {
    DataChange("aws_backup_plan", argument) { isSecond, prefix in
      let vault = AWSBackupVault("v", name: Value(VaultName(prefix)))
      return [
        .resource(vault), .resource(plan(isSecond, Value(PlanName(prefix)), vault.vaultName)),
      ]
    }
  }
}
