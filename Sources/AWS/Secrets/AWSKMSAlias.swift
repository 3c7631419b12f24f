import InfraDSL
import InfraModel

/// A name of a key, as Terraform's `aws_kms_alias`.
///
///     AWSKMSAlias("backups", name: "alias/backups", key: key.keyID)
public struct AWSKMSAlias: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSKMSAlias>(
    "aws_kms_alias", "A name of a key.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "The name, as alias/backups."),
      .required("target_key_id", \.target, changing: .inPlace, "The key that it means."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "target_key_arn", .untilUpdated, terraform: "target_key_arn", "The key's ARN."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The name, as alias/backups.
  public let name: Value<KMSAliasName>
  /// The key that it means.
  public let target: Value<KMSKeyID>

  /// Declares an alias.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: The name, as alias/backups.
  ///   - target: The key that it means.
  public init(
    _ key: String, name: Value<KMSAliasName>, target: Value<KMSKeyID>, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_kms_alias", key: key, file: file, line: line)
    self.name = name
    self.target = target
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSKMSAlias>> { attribute("arn") }
}

extension AWSKMSAlias: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("kms", "alias/") }
}

/// The name of a key, as `alias/backups`.
public struct KMSAliasName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...250, "/_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    if text.hasPrefix("alias/aws/") {
      return "\"\(text)\" is one of the names that AWS keeps for its own keys."
    }
    if text.hasPrefix("alias/"), rule.allows(String(text.dropFirst(6))) { return nil }
    return "\"\(text)\" is no name of a key: write it as alias/backups."
  }
}
