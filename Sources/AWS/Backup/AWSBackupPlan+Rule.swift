import InfraDSL
import InfraModel

extension AWSBackupPlan {
  /// When backups are made, and what becomes of them.
  public struct Rule: ArgumentValue {
    let name: Value<PlanName>
    let vault: Value<VaultName>
    let schedule: Schedule?
    let timeZone: Value<String>?
    let startWindow: TimeSpan?
    let completionWindow: TimeSpan?
    let isContinuous: Bool?
    let backupTags: [String: Value<String>]
    let lifecycle: Lifecycle?
    let copies: [Copy]

    /// A rule.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - vault: Where they are kept.
    ///   - schedule: When they are made, in UTC.
    ///   - timeZone: The time zone of the schedule, as Europe/Berlin.
    ///   - startWindow: How long after its time one may begin, at least an hour.
    ///   - completionWindow: How long one may take, at least an hour.
    ///   - isContinuous: Whether any second can be gone back to.
    ///   - backupTags: Tags of the backups.
    ///   - lifecycle: When they go to cold storage, and when they are deleted.
    ///   - copies: The vaults that get a copy, in other regions too.
    public init(
      _ name: Value<PlanName>, vault: Value<VaultName>, schedule: Schedule? = nil,
      timeZone: Value<String>? = nil, startWindow: Duration? = nil,
      completionWindow: Duration? = nil, isContinuous: Bool? = nil,
      backupTags: [String: Value<String>] = [:], lifecycle: Lifecycle? = nil, copies: [Copy] = []
    ) {
      self.name = name
      self.vault = vault
      self.schedule = schedule
      self.timeZone = timeZone
      self.startWindow = startWindow.map { TimeSpan($0, in: .minutes, 60...525_600) }
      self.completionWindow = completionWindow.map { TimeSpan($0, in: .minutes, 60...525_600) }
      self.isContinuous = isContinuous
      self.backupTags = backupTags
      self.lifecycle = lifecycle
      self.copies = copies
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "rule_name": name, "target_vault_name": vault, "schedule": schedule,
        "schedule_expression_timezone": timeZone, "start_window": startWindow,
        "completion_window": completionWindow, "enable_continuous_backup": isContinuous,
        "recovery_point_tags": backupTags, "lifecycle": lifecycle, "copy_action": copies,
      ])
    }
  }

  /// When backups go to cold storage, and when they are deleted.
  public struct Lifecycle: ArgumentValue {
    let coldAfter: TimeSpan?
    let deleteAfter: TimeSpan?
    let archivesAll: Bool?

    /// Describes it.
    ///
    /// - Parameters:
    ///   - coldAfter: After how many days they go to cold storage.
    ///   - deleteAfter: After how many days they are deleted.
    ///   - archivesAll: Whether all kinds that can go to cold storage go.
    public init(coldAfter: Duration? = nil, deleteAfter: Duration? = nil, archivesAll: Bool? = nil)
    {
      self.coldAfter = coldAfter.map { TimeSpan($0, in: .days, 1...36_500) }
      self.deleteAfter = deleteAfter.map { TimeSpan($0, in: .days, 1...36_500) }
      self.archivesAll = archivesAll
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "cold_storage_after": coldAfter, "delete_after": deleteAfter,
          "opt_in_to_archive_for_supported_resources": archivesAll,
        ])
      ])
    }
  }

  /// A vault that gets a copy of each backup.
  public struct Copy: ArgumentValue {
    let vault: Value<ARN<AWSBackupVault>>
    let lifecycle: Lifecycle?

    /// A copy.
    ///
    /// - Parameters:
    ///   - vault: The vault.
    ///   - lifecycle: When copies go to cold storage, and when they are deleted.
    public init(to vault: Value<ARN<AWSBackupVault>>, lifecycle: Lifecycle? = nil) {
      self.vault = vault
      self.lifecycle = lifecycle
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["destination_vault_arn": vault, "lifecycle": lifecycle])
    }
  }

  /// Settings of one kind of things.
  public struct AdvancedSetting: ArgumentValue {
    let kind: Value<String>
    let options: [String: Value<String>]

    /// Settings.
    ///
    /// - Parameters:
    ///   - kind: The kind, as EC2.
    ///   - options: Options, as WindowsVSS: enabled.
    public init(kind: Value<String>, options: [String: Value<String>]) {
      self.kind = kind
      self.options = options
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["resource_type": kind, "backup_options": options])
    }
  }
}
