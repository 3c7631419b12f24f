import InfraDSL
import InfraModel

/// What a web application firewall lets pass, as Terraform's `aws_wafv2_web_acl`.
///
///     let firewall = AWSWAFv2WebACL(
///       "edge", scope: .regional, byDefault: .allow,
///       rules: [
///         WAFRule("rate", priority: 1, .rate(limit: 2_000), do: .block),
///         WAFRule("common", priority: 2, .managed("AWSManagedRulesCommonRuleSet")),
///       ])
public struct AWSWAFv2WebACL: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSWAFv2WebACL>(
    "aws_wafv2_web_acl", "What a web application firewall lets pass.",
    terraformIdentity: .joined("id", "/", "name", "/", "scope"),
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name."),
      .required("scope", \.scope, changing: .replaceWithGap, "What it stands before."),
      .required(
        "default_action", \.byDefault, changing: .inPlace, "What is done where no rule fits."),
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional(
        "rule", \.rules, changing: .inPlace, "What is looked for, the lowest priority first."),
      .optional("visibility_config", \.visibility, changing: .inPlace, "What is measured of it."),
      .optional(
        "custom_response_body", \.responseBodies, changing: .inPlace,
        "What blocked requests may be answered with."),
      .optional(
        "token_domains", \.tokenDomains, changing: .inPlace, "The domains that its tokens hold for."
      ),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The list's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "capacity", .untilUpdated, terraform: "capacity",
        "The units of capacity that its rules take."),
      AttributeSchema(
        "application_integration_url", .untilUpdated, terraform: "application_integration_url",
        "The address of its scripts, if it has any."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name.
  public let name: Value<WebACLName>
  /// What it stands before.
  public let scope: Scope
  /// What is done where no rule fits.
  public let byDefault: WAFAction
  /// What it is for.
  public let description: Value<String>?
  /// What is looked for, the lowest priority first.
  public let rules: [WAFRule]
  /// What is measured of it.
  public let visibility: WAFVisibility?
  /// What blocked requests may be answered with.
  public let responseBodies: [WAFResponseBody]
  /// The domains that its tokens hold for.
  public let tokenDomains: [Value<DomainName>]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a web ACL.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; the key if not given.
  ///   - scope: What it stands before.
  ///   - byDefault: What is done where no rule fits.
  ///   - description: What it is for.
  ///   - rules: What is looked for, the lowest priority first.
  ///   - visibility: What is measured of it.
  ///   - responseBodies: What blocked requests may be answered with.
  ///   - tokenDomains: The domains that its tokens hold for.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<WebACLName>? = nil, scope: Scope, byDefault: WAFAction,
    description: Value<String>? = nil, rules: [WAFRule] = [], visibility: WAFVisibility? = nil,
    responseBodies: [WAFResponseBody] = [], tokenDomains: [Value<DomainName>] = [],
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_wafv2_web_acl", key: key, file: file, line: line)
    self.name = name ?? Value(WebACLName(key))
    self.scope = scope
    self.byDefault = byDefault
    self.description = description
    self.rules = rules
    self.visibility = visibility ?? WAFVisibility((name ?? Value(WebACLName(key))))
    self.responseBodies = responseBodies
    self.tokenDomains = tokenDomains
    self.tags = tags
  }

  /// The list's id, chosen by AWS.
  public var id: Value<String> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSWAFv2WebACL>> { attribute("arn") }

  /// What a web ACL stands before.
  public enum Scope: String, Choice {
    /// Load balancers and gateways of a region.
    case regional = "REGIONAL"
    /// CloudFront; it is then in us-east-1.
    case cloudFront = "CLOUDFRONT"
  }
}

extension AWSWAFv2WebACL: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("wafv2", "") }
}

/// The name of a web ACL or of one of its rules.
public struct WebACLName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...128, "_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a web ACL's name: use \(rule.text)."
  }
}
