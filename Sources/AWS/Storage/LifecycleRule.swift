import InfraDSL
import InfraModel

/// What a bucket moves or deletes, and when, as Terraform's `rule` block of its lifecycle.
public struct LifecycleRule: ArgumentValue {
  let id: String
  let isEnabled: Bool
  let filter: ObjectFilter
  let expiration: Expiration?
  let transitions: [Transition]
  let oldVersions: OldVersions?
  let oldVersionTransitions: [OldVersionTransition]
  let unfinishedUploads: Duration?

  /// A rule.
  ///
  /// - Parameters:
  ///   - id: Its name in the bucket.
  ///   - isEnabled: Whether it is followed.
  ///   - filter: Which objects it is for; all if not given.
  ///   - expiration: When objects are deleted.
  ///   - transitions: When objects are moved to another storage class.
  ///   - oldVersions: When versions that were overwritten are deleted.
  ///   - oldVersionTransitions: When such versions are moved.
  ///   - unfinishedUploads: How long the parts of an upload that never ended are kept.
  public init(
    _ id: String, isEnabled: Bool = true, filter: ObjectFilter = .all,
    expiration: Expiration? = nil, transitions: [Transition] = [],
    oldVersions: OldVersions? = nil, oldVersionTransitions: [OldVersionTransition] = [],
    unfinishedUploads: Duration? = nil
  ) {
    self.id = id
    self.isEnabled = isEnabled
    self.filter = filter
    self.expiration = expiration
    self.transitions = transitions
    self.oldVersions = oldVersions
    self.oldVersionTransitions = oldVersionTransitions
    self.unfinishedUploads = unfinishedUploads
  }

  /// The block; a rule that does nothing is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let isIdle =
      expiration == nil && transitions.isEmpty && oldVersions == nil
      && oldVersionTransitions.isEmpty && unfinishedUploads == nil
    if isIdle {
      context.report("Invalid rule", "The rule \"\(id)\" says neither what is moved nor deleted.")
    }
    let unfinished = unfinishedUploads.map { LifecycleRule.days($0, 1...36_500) }
    let abort = unfinished.map { Made(context.block(["days_after_initiation": $0])) }
    return context.object([
      "id": id, "status": isEnabled ? "Enabled" : "Disabled",
      "filter": Made(filter.block(&context)), "expiration": expiration,
      "transition": transitions, "noncurrent_version_expiration": oldVersions,
      "noncurrent_version_transition": oldVersionTransitions,
      "abort_incomplete_multipart_upload": abort,
    ])
  }

  static func days(_ time: Duration, _ range: ClosedRange<Int>) -> TimeSpan {
    TimeSpan(time, in: .days, range)
  }

  /// When objects are deleted.
  public enum Expiration: ArgumentValue, Hashable {
    /// So long after they were put.
    case after(Duration)
    /// On a day, as `2027-01-01T00:00:00Z`.
    case on(String)
    /// Marks of deletion go that no version is left of.
    case emptyDeleteMarkers

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      switch self {
      case .after(let time): context.block(["days": LifecycleRule.days(time, 1...36_500)])
      case .on(let date): context.block(["date": date])
      case .emptyDeleteMarkers: context.block(["expired_object_delete_marker": true])
      }
    }
  }

  /// When objects are moved, and where to.
  public struct Transition: ArgumentValue, Hashable {
    let after: Duration
    let storageClass: StorageClass

    /// A move so long after objects were put.
    public init(after: Duration, to storageClass: StorageClass) {
      self.after = after
      self.storageClass = storageClass
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "days": LifecycleRule.days(after, 0...36_500), "storage_class": storageClass,
      ])
    }
  }

  /// When versions that were overwritten are deleted.
  public struct OldVersions: ArgumentValue, Hashable {
    let after: Duration
    let keeping: Int?

    /// So long after they were overwritten, but for some newer ones of them.
    public init(after: Duration, keeping: Int? = nil) {
      self.after = after
      self.keeping = keeping
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.block([
        "noncurrent_days": LifecycleRule.days(after, 1...36_500),
        "newer_noncurrent_versions": keeping.map { Bounded(Value($0), 1...100) },
      ])
    }
  }

  /// When versions that were overwritten are moved, and where to.
  public struct OldVersionTransition: ArgumentValue, Hashable {
    let after: Duration
    let storageClass: StorageClass
    let keeping: Int?

    /// A move so long after they were overwritten, but for some newer ones of them.
    public init(after: Duration, to storageClass: StorageClass, keeping: Int? = nil) {
      self.after = after
      self.storageClass = storageClass
      self.keeping = keeping
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "noncurrent_days": LifecycleRule.days(after, 0...36_500),
        "storage_class": storageClass,
        "newer_noncurrent_versions": keeping.map { Bounded(Value($0), 1...100) },
      ])
    }
  }
}

/// How S3 stores an object.
public enum StorageClass: String, Choice {
  /// At hand, in three zones.
  case standard = "STANDARD"
  /// Cheaper to keep and dearer to read.
  case standardInfrequent = "STANDARD_IA"
  /// The same in one zone.
  case oneZoneInfrequent = "ONEZONE_IA"
  /// Wherever it is cheapest by its use.
  case intelligent = "INTELLIGENT_TIERING"
  /// An archive read at once.
  case archiveInstant = "GLACIER_IR"
  /// An archive read within minutes or hours.
  case archive = "GLACIER"
  /// An archive read within half a day.
  case deepArchive = "DEEP_ARCHIVE"
}
