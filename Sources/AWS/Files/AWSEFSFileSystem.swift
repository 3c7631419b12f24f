import InfraDSL
import InfraModel

/// A file system that grows with what is in it, as Terraform's `aws_efs_file_system`.
///
///     let files = AWSEFSFileSystem("files", isEncrypted: true, throughput: .elastic)
public struct AWSEFSFileSystem: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSEFSFileSystem>(
    "aws_efs_file_system", "A file system that grows with what is in it.",
    holdsData: "the file system's files",
    arguments: [
      .optional(
        "creation_token", \.creationToken, changing: .replaceLosingData, isComputed: true,
        "A text by which AWS makes it only once."),
      .optional(
        "encrypted", \.isEncrypted, changing: .replaceLosingData, isComputed: true,
        "Whether what it stores is encrypted."),
      .optional(
        "kms_key_id", \.kmsKey, changing: .replaceLosingData, isComputed: true,
        "The key that encrypts it; one of AWS's own if not given."),
      .optional(
        "performance_mode", \.performance, changing: .replaceLosingData, isComputed: true,
        "Whether it answers fast or serves thousands at once."),
      .optional(
        "throughput_mode", \.throughput, changing: .inPlace, default: "bursting",
        "How much can be read and written at once."),
      .optional(
        "provisioned_throughput_in_mibps", \.provisioned, changing: .inPlace,
        "MiB a second that are set aside."),
      .optional(
        "availability_zone_name", \.zone, changing: .replaceLosingData, isComputed: true,
        "The zone that alone has it; all of the region have it if not given."),
      .optional(
        "lifecycle_policy", \.lifecycle, changing: .inPlace,
        "When files go to cheaper storage, and when they come back."),
      .optional(
        "protection", \.protection, changing: .inPlace, "Whether replication may write over it."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The file system's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("dns_name", terraform: "dns_name", "Its name in the DNS."),
      AttributeSchema("owner_id", terraform: "owner_id", "The account that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// A text by which AWS makes it only once.
  public let creationToken: Value<CreationToken>?
  /// Whether what it stores is encrypted.
  public let isEncrypted: Bool?
  /// The key that encrypts it; one of AWS's own if not given.
  public let kmsKey: Value<ARN<AWSKMSKey>>?
  /// Whether it answers fast or serves thousands at once.
  public let performance: Performance?
  /// How much can be read and written at once.
  public let throughput: Throughput?
  /// MiB a second that are set aside.
  public let provisioned: Bounded?
  /// The zone that alone has it; all of the region have it if not given.
  public let zone: Value<AvailabilityZone>?
  /// When files go to cheaper storage, and when they come back.
  public let lifecycle: [Transition]
  /// Whether replication may write over it.
  public let protection: Protection?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a file system.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - creationToken: A text by which AWS makes it only once.
  ///   - isEncrypted: Whether what it stores is encrypted.
  ///   - kmsKey: The key that encrypts it; one of AWS's own if not given.
  ///   - performance: Whether it answers fast or serves thousands at once.
  ///   - throughput: How much can be read and written at once.
  ///   - provisioned: MiB a second that are set aside.
  ///   - zone: The zone that alone has it; all of the region have it if not given.
  ///   - lifecycle: When files go to cheaper storage, and when they come back.
  ///   - protection: Whether replication may write over it.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, creationToken: Value<CreationToken>? = nil, isEncrypted: Bool? = nil,
    kmsKey: Value<ARN<AWSKMSKey>>? = nil, performance: Performance? = nil,
    throughput: Throughput? = nil, provisioned: Value<Int>? = nil,
    zone: Value<AvailabilityZone>? = nil, lifecycle: [Transition] = [],
    protection: Protection? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_efs_file_system", key: key, file: file, line: line)
    self.creationToken = creationToken
    self.isEncrypted = isEncrypted
    self.kmsKey = kmsKey
    self.performance = performance
    self.throughput = throughput
    self.provisioned = provisioned.map { Bounded($0, 1...3_414) }
    self.zone = zone
    self.lifecycle = lifecycle
    self.protection = protection
    self.tags = tags
  }

  /// The file system's id, chosen by AWS.
  public var id: Value<FileSystemID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSEFSFileSystem>> { attribute("arn") }
  /// Its name in the DNS.
  public var dnsName: Value<String> { attribute("dns_name") }

  /// Whether a file system answers fast or serves many.
  public enum Performance: String, Choice {
    /// It answers fast.
    case generalPurpose
    /// It serves thousands of machines, more slowly.
    case maxIO
  }

  /// How much can be read and written at once.
  public enum Throughput: String, Choice {
    /// As much as its size is worth, and more for a while.
    case bursting
    /// As much as is asked for.
    case elastic
    /// As much as is set aside.
    case provisioned
  }

  /// When files go to another storage.
  public struct Transition: ArgumentValue {
    let name: String
    let after: String

    /// Files that were not used for so long go to cheaper storage.
    public static func toInfrequentAccess(after age: Age) -> Transition {
      Transition(name: "transition_to_ia", after: age.rawValue)
    }

    /// Files that were not used for so long go to the cheapest storage.
    public static func toArchive(after age: Age) -> Transition {
      Transition(name: "transition_to_archive", after: age.rawValue)
    }

    /// Files come back when they are used.
    public static let backOnFirstAccess = Transition(
      name: "transition_to_primary_storage_class", after: "AFTER_1_ACCESS")

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum { [name: .string(after)] }
  }

  /// How long a file is not used.
  public enum Age: String, Sendable {
    /// A day.
    case day = "AFTER_1_DAY"
    /// A week.
    case week = "AFTER_7_DAYS"
    /// 14 days.
    case days14 = "AFTER_14_DAYS"
    /// 30 days.
    case days30 = "AFTER_30_DAYS"
    /// 60 days.
    case days60 = "AFTER_60_DAYS"
    /// 90 days.
    case days90 = "AFTER_90_DAYS"
    /// 180 days.
    case days180 = "AFTER_180_DAYS"
    /// 270 days.
    case days270 = "AFTER_270_DAYS"
    /// 365 days.
    case days365 = "AFTER_365_DAYS"
  }

  /// Whether replication may write over a file system.
  public enum Protection: String, ArgumentValue {
    /// It may not.
    case protected = "ENABLED"
    /// It may, once, as the copy of another.
    case overwritable = "DISABLED"

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      [["replication_overwrite": .string(rawValue)]]
    }
  }
}

extension AWSEFSFileSystem: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "fs-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticfilesystem", "file-system/") }
}

/// The id of a file system.
public typealias FileSystemID = Identifier<AWSEFSFileSystem>

/// A text by which AWS makes something only once.
public struct CreationToken: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid token" }
  private static let rule = TextRule(1...64, "_-./")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a token: use \(rule.text)."
  }
}
