import InfraDSL
import InfraModel

/// What of a bucket is copied to another, as Terraform's `rule` block of its replication.
public struct ReplicationRule: ArgumentValue {
  let id: String
  let priority: Int
  let isEnabled: Bool
  let filter: ObjectFilter
  let target: Target
  let copiesDeletions: Bool
  let copiesExisting: Bool?
  let copiesEncrypted: Bool
  let copiesChangesOfCopies: Bool?

  /// A rule.
  ///
  /// - Parameters:
  ///   - id: Its name in the bucket.
  ///   - priority: Which of two rules for one object holds: that of the higher number.
  ///   - isEnabled: Whether it is followed.
  ///   - filter: Which objects it is for; all if not given. Their sizes cannot be asked.
  ///   - target: Where they are copied to.
  ///   - copiesDeletions: Whether marks of deletion are copied.
  ///   - copiesExisting: Whether objects from before the rule are copied.
  ///   - copiesEncrypted: Whether objects that a key of KMS encrypts are copied.
  ///   - copiesChangesOfCopies: Whether changes of the copies' metadata come back.
  public init(
    _ id: String, priority: Int = 0, isEnabled: Bool = true, filter: ObjectFilter = .all,
    to target: Target, copiesDeletions: Bool = true, copiesExisting: Bool? = nil,
    copiesEncrypted: Bool = false, copiesChangesOfCopies: Bool? = nil
  ) {
    self.id = id
    self.priority = priority
    self.isEnabled = isEnabled
    self.filter = filter
    self.target = target
    self.copiesDeletions = copiesDeletions
    self.copiesExisting = copiesExisting
    self.copiesEncrypted = copiesEncrypted
    self.copiesChangesOfCopies = copiesChangesOfCopies
  }

  /// The block; a filter by size, and encrypted objects without a key at their target, are
  /// problems.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if filter.largerThan != nil || filter.smallerThan != nil {
      context.report(
        "Invalid rule", "The rule \"\(id)\" asks the size of objects: replication cannot.")
    }
    if copiesEncrypted, target.kmsKey == nil {
      context.report(
        "Invalid rule", "The rule \"\(id)\" copies encrypted objects and names no key there.",
        hints: ["give the target a kmsKey"])
    }
    let status = { (context: inout LoweringContext, flag: Bool) in
      Made(context.block(["status": flag ? "Enabled" : "Disabled"]))
    }
    var selection = Fields()
    if copiesEncrypted {
      selection["sse_kms_encrypted_objects"] = status(&context, true).datum
    }
    if let copiesChangesOfCopies {
      selection["replica_modifications"] = status(&context, copiesChangesOfCopies).datum
    }
    let existing = copiesExisting.map { status(&context, $0) }
    return context.object([
      "id": id, "priority": priority, "status": isEnabled ? "Enabled" : "Disabled",
      "filter": Made(filter.block(&context)), "destination": target,
      "delete_marker_replication": status(&context, copiesDeletions),
      "existing_object_replication": existing,
      "source_selection_criteria": selection.isEmpty ? nil : Made([.object(selection)]),
    ])
  }

  /// Where objects are copied to, as Terraform's `destination` block.
  public struct Target: ArgumentValue {
    let bucket: Value<ARN<AWSS3Bucket>>
    let account: Value<AccountID>?
    let storageClass: StorageClass?
    let kmsKey: Value<ARN<AWSKMSKey>>?
    let withinMinutes: Bool

    /// A bucket to copy to.
    ///
    /// - Parameters:
    ///   - bucket: The bucket.
    ///   - account: The account that owns the copies, if it is another.
    ///   - storageClass: How they are stored; as the originals if not given.
    ///   - kmsKey: The key that encrypts them.
    ///   - withinMinutes: Whether S3 warrants that they are there within 15 minutes.
    public init(
      _ bucket: Value<ARN<AWSS3Bucket>>, account: Value<AccountID>? = nil,
      storageClass: StorageClass? = nil, kmsKey: Value<ARN<AWSKMSKey>>? = nil,
      withinMinutes: Bool = false
    ) {
      self.bucket = bucket
      self.account = account
      self.storageClass = storageClass
      self.kmsKey = kmsKey
      self.withinMinutes = withinMinutes
    }

    /// The block. The warrant of 15 minutes takes its measurements with it.
    public func lower(_ context: inout LoweringContext) -> Datum {
      let minutes = Made(context.block(["minutes": 15]))
      let time = Made(context.block(["status": "Enabled", "time": minutes]))
      let metrics = Made(context.block(["status": "Enabled", "event_threshold": minutes]))
      let owner = Made(context.block(["owner": "Destination"]))
      let encryption = kmsKey.map { Made(context.block(["replica_kms_key_id": $0])) }
      return context.block([
        "bucket": bucket, "account": account, "storage_class": storageClass,
        "encryption_configuration": encryption,
        "access_control_translation": account == nil ? nil : owner,
        "replication_time": withinMinutes ? time : nil,
        "metrics": withinMinutes ? metrics : nil,
      ])
    }
  }
}
