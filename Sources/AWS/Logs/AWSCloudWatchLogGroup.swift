import InfraDSL
import InfraModel

/// Where services' logs go, as Terraform's `aws_cloudwatch_log_group`.
///
///     let logs = AWSCloudWatchLogGroup("gateway", name: "/ecs/gateway", retention: .days(30))
public struct AWSCloudWatchLogGroup: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSCloudWatchLogGroup>(
    "aws_cloudwatch_log_group", "Where services' logs go.", holdsData: "the group's logs",
    arguments: [
      .required("name", \.name, changing: .replaceLosingData, "Its name."),
      .optional(
        "retention_in_days", \.retention, changing: .inPlace, default: 0,
        "Days that events are kept; for ever if not given."),
      .optional(
        "kms_key_id", \.kmsKey, changing: .inPlace,
        "The key that encrypts it; one of AWS's own if not given."),
      .optional(
        "log_group_class", \.storageClass, changing: .replaceLosingData, isComputed: true,
        "How it is stored and what can be done with it."),
      .optional(
        "skip_destroy", \.outlivesDeclaration, changing: .inPlace, default: false,
        terraform: .unread,
        "Whether it stays when it is deleted here."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The group's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name.
  public let name: Value<LogGroupName>
  /// Days that events are kept; for ever if not given.
  public let retention: LogRetention?
  /// The key that encrypts it; one of AWS's own if not given.
  public let kmsKey: Value<ARN<AWSKMSKey>>?
  /// How it is stored and what can be done with it.
  public let storageClass: StorageClass?
  /// Whether it stays when it is deleted here.
  public let outlivesDeclaration: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a log group.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; the key if not given.
  ///   - retention: Days that events are kept; for ever if not given.
  ///   - kmsKey: The key that encrypts it; one of AWS's own if not given.
  ///   - storageClass: How it is stored and what can be done with it.
  ///   - outlivesDeclaration: Whether it stays when it is deleted here.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<LogGroupName>? = nil, retention: LogRetention? = nil,
    kmsKey: Value<ARN<AWSKMSKey>>? = nil, storageClass: StorageClass? = nil,
    outlivesDeclaration: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_cloudwatch_log_group", key: key, file: file, line: line)
    self.name = name ?? Value(LogGroupName(key))
    self.retention = retention
    self.kmsKey = kmsKey
    self.storageClass = storageClass
    self.outlivesDeclaration = outlivesDeclaration
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSCloudWatchLogGroup>> { attribute("arn") }
  /// Its name.
  public var logGroupName: Value<LogGroupName> { attribute("name") }

  /// How a log group is stored.
  public enum StorageClass: String, Choice {
    /// With all that CloudWatch can do.
    case standard = "STANDARD"
    /// Cheaper, without live tail and metric filters.
    case infrequentAccess = "INFREQUENT_ACCESS"
    /// For delivery to other services only.
    case delivery = "DELIVERY"
  }
}

extension AWSCloudWatchLogGroup: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("logs", "log-group:") }
}

/// The name of a log group.
public struct LogGroupName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...512, "_-/.#")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a log group's name: use \(rule.text)."
  }
}
