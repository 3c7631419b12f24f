import InfraDSL
import InfraModel

/// A parameter that services read, as Terraform's `aws_ssm_parameter`.
///
///     AWSSSMParameter("limit", name: "/prod/limit", type: .string, text: "100")
public struct AWSSSMParameter: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSSSMParameter>(
    "aws_ssm_parameter", "A parameter that services read.", holdsData: "the parameter's history",
    arguments: [
      .required("name", \.name, changing: .replaceLosingData, "Its name, as /prod/limit."),
      .required("type", \.type, changing: .inPlace, "What it is."),
      // Terraform's import reads any parameter into `value`.
      .optional(
        "insecure_value", \.text, changing: .inPlace, terraform: .renamed("value", .same),
        "Its text, if it is no secret."),
      .optional(
        "value", \.secret, changing: .inPlace, isSensitive: true, "Its text, if it is a secret."),
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional("tier", \.tier, changing: .inPlace, "How much of it is stored."),
      .optional("key_id", \.kmsKey, changing: .inPlace, "The key that encrypts a secret one."),
      .optional(
        "data_type", \.dataType, changing: .replaceLosingData, isComputed: true,
        "What the text is checked as."),
      .optional(
        "allowed_pattern", \.allowedPattern, changing: .inPlace,
        "The regular expression that its text must fit."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The parameter's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("version", .untilUpdated, terraform: "version", "How often it was changed."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, as /prod/limit.
  public let name: Value<ParameterName>
  /// What it is.
  public let type: Kind
  /// Its text, if it is no secret.
  public let text: Value<String>?
  /// Its text, if it is a secret.
  public let secret: FileContent?
  /// What it is for.
  public let description: Value<String>?
  /// How much of it is stored.
  public let tier: Tier?
  /// The key that encrypts a secret one.
  public let kmsKey: Value<KMSKeyID>?
  /// What the text is checked as.
  public let dataType: DataType?
  /// The regular expression that its text must fit.
  public let allowedPattern: Value<String>?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a parameter.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, as /prod/limit.
  ///   - type: What it is.
  ///   - text: Its text, if it is no secret.
  ///   - secret: Its text, if it is a secret.
  ///   - description: What it is for.
  ///   - tier: How much of it is stored.
  ///   - kmsKey: The key that encrypts a secret one.
  ///   - dataType: What the text is checked as.
  ///   - allowedPattern: The regular expression that its text must fit.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<ParameterName>, type: Kind, text: Value<String>? = nil,
    secret: FileContent? = nil, description: Value<String>? = nil, tier: Tier? = nil,
    kmsKey: Value<KMSKeyID>? = nil, dataType: DataType? = nil, allowedPattern: Value<String>? = nil,
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_ssm_parameter", key: key, file: file, line: line)
    self.name = name
    self.type = type
    self.text = text
    self.secret = secret
    self.description = description
    self.tier = tier
    self.kmsKey = kmsKey
    self.dataType = dataType
    self.allowedPattern = allowedPattern
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSSSMParameter>> { attribute("arn") }
  /// Its name.
  public var parameterName: Value<ParameterName> { attribute("name") }

  /// What a parameter is.
  public enum Kind: String, Choice {
    /// Text.
    case string = "String"
    /// Texts with commas between them.
    case list = "StringList"
    /// An encrypted text.
    case secret = "SecureString"
  }

  /// How much of a parameter is stored.
  public enum Tier: String, Choice {
    /// Up to 4 KiB, free.
    case standard = "Standard"
    /// Up to 8 KiB.
    case advanced = "Advanced"
    /// Standard as long as that does.
    case intelligent = "Intelligent-Tiering"
  }

  /// What a parameter's text is checked as.
  public enum DataType: String, Choice {
    /// Nothing.
    case text
    /// The id of a machine image.
    case image = "aws:ec2:image"
    /// The address of a web hook.
    case integration = "aws:ssm:integration"
  }
}

extension AWSSSMParameter: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ssm", "parameter") }
}

/// The name of a parameter, as `/prod/limit`.
public struct ParameterName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...1_011, "_.-/")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a parameter's name: use \(rule.text)."
  }
}
