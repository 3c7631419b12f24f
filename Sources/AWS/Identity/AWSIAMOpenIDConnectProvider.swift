import InfraDSL
import InfraModel

/// An OpenID Connect provider whose tokens the account trusts, as Terraform's
/// `aws_iam_openid_connect_provider`.
///
///     let github = AWSIAMOpenIDConnectProvider(
///       "github", url: "https://token.actions.githubusercontent.com",
///       clients: ["sts.amazonaws.com"])
public struct AWSIAMOpenIDConnectProvider: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSIAMOpenIDConnectProvider>(
    "aws_iam_openid_connect_provider",
    "An OpenID Connect provider whose tokens the account trusts.",
    arguments: [
      .required("url", \.url, changing: .replaceWithGap, "Its address, as its tokens name it."),
      .required("client_id_list", \.clients, changing: .inPlace, "Whom its tokens are for."),
      .optional(
        "thumbprint_list", \.thumbprints, changing: .inPlace,
        "SHA-1 fingerprints of its server's certificate; AWS finds them if none is given."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The provider's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its address, as its tokens name it.
  public let url: Value<String>
  /// Whom its tokens are for.
  public let clients: [Value<String>]
  /// SHA-1 fingerprints of its server's certificate; AWS finds them if none is given.
  public let thumbprints: [Value<Thumbprint>]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares an OpenID Connect provider.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - url: Its address, as its tokens name it.
  ///   - clients: Whom its tokens are for.
  ///   - thumbprints: SHA-1 fingerprints of its server's certificate; AWS finds them if none is
  ///     given.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, url: Value<String>, clients: [Value<String>],
    thumbprints: [Value<Thumbprint>] = [], tags: Tags = [:], file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_iam_openid_connect_provider", key: key, file: file, line: line)
    self.url = url
    self.clients = clients
    self.thumbprints = thumbprints
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSIAMOpenIDConnectProvider>> { attribute("arn") }
}

extension AWSIAMOpenIDConnectProvider: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("iam", "oidc-provider/") }
}

/// The SHA-1 fingerprint of a certificate: forty hexadecimal digits.
public struct Thumbprint: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid fingerprint" }

  /// What is wrong: something else than forty hexadecimal digits.
  public static func problem(in text: String) -> String? {
    if text.utf8.count == 40, text.allSatisfy({ $0.isHexDigit && $0.isASCII }) { return nil }
    return "\"\(text)\" is no fingerprint: it has forty hexadecimal digits."
  }
}
