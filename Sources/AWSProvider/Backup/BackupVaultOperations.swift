import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_backup_vault`.
  static let backupVault = AWSType(
    "aws_backup_vault", "backup vault", identity: "{name}",
    arguments: [
      .both("name", "BackupVaultName"),
      .both("kms_key_arn", "EncryptionKeyArn"),
      .local("force_destroy"),
    ],
    attributes: [
      "id": "BackupVaultName", "arn": "BackupVaultArn", "recovery_points": "NumberOfRecoveryPoints",
    ],
    tags: .backup("BackupVaultTags", of: "BackupVaultArn"),
    lookup: Lookup(
      // That is how AWS speaks of a vault that is not there.
      at: "", missing: ["AccessDeniedException: Insufficient privileges to perform this action"],
      extras: [.backupTags(of: "BackupVaultArn")]
    ) { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(
        .backup, "DescribeBackupVault", .get, "/backup-vaults/{BackupVaultName}",
        ["BackupVaultName": .string(name)])
    },
    creation: Creation(taken: ["AlreadyExistsException"]) { input, scope in
      AWSCall(
        .backup, "CreateBackupVault", .put, "/backup-vaults/{BackupVaultName}",
        input.merging(["CreatorRequestId": .string(scope.instance.text)]), body: .input)
    },
    deletion: Deletion(
      clearing: { scope, session async throws(ProviderError) in
        guard scope.arguments["force_destroy"] == true else { return }
        try await emptyVault(scope, session)
      },
      calls: { scope in
        [
          AWSCall(
            .backup, "DeleteBackupVault", .delete, "/backup-vaults/{BackupVaultName}",
            ["BackupVaultName": .string(scope.id)])
        ]
      }))

  /// Deletes the backups in a vault and waits until they are gone.
  private static func emptyVault(_ scope: Scope, _ session: AWSSession)
    async throws(ProviderError)
  {
    let vault = Datum.string(scope.id)
    let waiter = Waiter("the vault's backups to go", limit: 900)
    let left = try await waiter.wait(
      session.client.world, progress: { AWSProvider.progress?($0) },
      interrupted: TypeWork.interrupted
    ) { () async throws(ProviderError) -> Waiter.Verdict in
      let points = try await session.all(
        AWSCall(
          .backup, "ListRecoveryPointsByBackupVault", .get,
          "/backup-vaults/{BackupVaultName}/recovery-points/?nextToken={NextToken}",
          ["BackupVaultName": vault]), "RecoveryPoints", AWSPages("NextToken"))
      for point in points where point["Status"] != "DELETING" {
        _ = try await session.send(
          AWSCall(
            .backup, "DeleteRecoveryPoint", .delete,
            "/backup-vaults/{BackupVaultName}/recovery-points/{RecoveryPointArn}",
            ["BackupVaultName": vault, "RecoveryPointArn": point["RecoveryPointArn"]]),
          absent: ["ResourceNotFoundException"])
      }
      return points.isEmpty ? .reached : .pending("\(points.count) left")
    }
    guard let left else { return }
    throw ProviderError(
      .uncertain, request: "delete aws_backup_vault",
      message: "The backup vault \(scope.id) still has backups, \(left) after "
        + "\(Int(waiter.limit)) s.", hints: ["apply again: it goes on where it stopped"])
  }
}
