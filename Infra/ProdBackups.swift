import AWS
import InfraDSL
import InfraPlatforms

/// Backups of everything that bears the tag for it, each day, with a copy in the second region.
struct ProdBackups: Module {
  var declaration: DeclarationInfo
  private let all: [Declaration]

  init(
    _ key: String, primary: AWSFoundation, secondary: AWSFoundation, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "ProdBackups", key: key, file: file, line: line)
    // AWS deletes no vault that has backups in it, and they are what is left when all else is gone.
    let vault = AWSBackupVault("primary", name: "studyai-prod", kmsKey: primary.key.arn)
      .retainOnDelete()
    let copies = AWSBackupVault("copies", name: "studyai-prod-copies", kmsKey: secondary.key.arn)
      .retainOnDelete()
      .provider("aws.standby")
    let month = AWSBackupPlan.Lifecycle(deleteAfter: .days(35))
    let plan = AWSBackupPlan(
      "daily", name: "studyai-prod-daily",
      rules: [
        .init(
          "daily", vault: vault.vaultName, schedule: .cron("0 3 * * ? *"),
          startWindow: .hours(1), completionWindow: .hours(8), lifecycle: month,
          copies: [.init(to: copies.arn, lifecycle: month)])
      ])
    let role = AWSIAMRole(
      "backups", name: "studyai-prod-backups",
      trust: .assumedBy(service: "backup.amazonaws.com"),
      description: "Makes and restores backups")
    let policies = ["Backup", "Restores"].map { part in
      AWSIAMRolePolicyAttachment(
        part.lowercased(), role: role.roleName,
        policy: Value(
          ARN("arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor\(part)")))
    }
    let selection = AWSBackupSelection(
      "tagged", name: "studyai-prod-tagged", plan: plan.id, role: role.arn,
      tagged: [.init(Value(BackupTag.key), is: Value(BackupTag.value))])
    all =
      [
        .resource(vault), .resource(copies), .resource(plan), .resource(role),
        .resource(selection.dependsOn(policies)),
      ] + policies.map { .resource($0) }
  }

  var body: [Declaration] { all }
}
