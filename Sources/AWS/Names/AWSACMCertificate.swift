import InfraDSL
import InfraModel

/// A certificate for TLS, as Terraform's `aws_acm_certificate`.
///
///     let api = AWSACMCertificate("api", domain: "api.example.org", validation: .dns)
///
/// A wildcard and its own domain are shown to be ours by the same record, so that one certificate
/// of both needs one. Another certificate is made before the old one goes, since listeners use it.
public struct AWSACMCertificate: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSACMCertificate>(
    "aws_acm_certificate", "A certificate for TLS.",
    arguments: [
      .optional(
        "domain_name", \.domain, changing: .replaceWithoutGap, isComputed: true,
        "The name that it is for, as *.example.org."),
      .optional(
        "subject_alternative_names", \.otherNames, changing: .replaceWithoutGap, isComputed: true,
        "Further names that it is for."),
      .optional(
        "validation_method", \.validation, changing: .replaceWithoutGap, isComputed: true,
        "How it is shown that the names are ours."),
      .optional(
        "key_algorithm", \.keyAlgorithm, changing: .replaceWithoutGap, isComputed: true,
        "The kind of its key."),
      .optional(
        "options", \.options, changing: .inPlace,
        "Whether it is in the public logs of certificates."),
      .optional(
        "validation_option", \.validationDomains, changing: .replaceWithoutGap,
        "The domains whose owners are asked by mail."),
      .optional(
        "certificate_body", \.body, changing: .inPlace, "A certificate of one's own in PEM form."),
      .optional(
        "certificate_chain", \.chain, changing: .inPlace,
        "The certificates between it and a root, in PEM form."),
      .optional(
        "private_key", \.privateKey, changing: .inPlace, isSensitive: true, "Its key in PEM form."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The certificate's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("type", terraform: "type", "Whether AWS issued it."),
      AttributeSchema(
        "validation_record_name",
        terraform: AWSACMCertificate.validationRecord("resource_record_name"),
        "The record that shows that its domain is ours: its name."),
      AttributeSchema(
        "validation_record_type",
        terraform: AWSACMCertificate.validationRecord("resource_record_type"),
        "The record that shows that its domain is ours: its type, CNAME."),
      AttributeSchema(
        "validation_record_value",
        terraform: AWSACMCertificate.validationRecord("resource_record_value"),
        "The record that shows that its domain is ours: its answer."),
    ])

  /// A field of the record of its own domain, among those of all its names.
  private static func validationRecord(_ field: String) -> String {
    "[for o in @.domain_validation_options : o.\(field) if o.domain_name == @.domain_name][0]"
  }

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The name that it is for, as *.example.org.
  public let domain: Value<DomainName>?
  /// Further names that it is for.
  public let otherNames: [Value<DomainName>]
  /// How it is shown that the names are ours.
  public let validation: Validation?
  /// The kind of its key.
  public let keyAlgorithm: KeyAlgorithm?
  /// Whether it is in the public logs of certificates.
  public let options: Options?
  /// The domains whose owners are asked by mail.
  public let validationDomains: [ValidationDomain]
  /// A certificate of one's own in PEM form.
  public let body: Value<String>?
  /// The certificates between it and a root, in PEM form.
  public let chain: Value<String>?
  /// Its key in PEM form.
  public let privateKey: Secret?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a certificate.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - domain: The name that it is for, as *.example.org.
  ///   - otherNames: Further names that it is for.
  ///   - validation: How it is shown that the names are ours.
  ///   - keyAlgorithm: The kind of its key.
  ///   - options: Whether it is in the public logs of certificates.
  ///   - validationDomains: The domains whose owners are asked by mail.
  ///   - body: A certificate of one's own in PEM form.
  ///   - chain: The certificates between it and a root, in PEM form.
  ///   - privateKey: Its key in PEM form.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, domain: Value<DomainName>? = nil, otherNames: [Value<DomainName>] = [],
    validation: Validation? = nil, keyAlgorithm: KeyAlgorithm? = nil, options: Options? = nil,
    validationDomains: [ValidationDomain] = [], body: Value<String>? = nil,
    chain: Value<String>? = nil, privateKey: Secret? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_acm_certificate", key: key, file: file, line: line)
    self.domain = domain
    self.otherNames = otherNames
    self.validation = validation
    self.keyAlgorithm = keyAlgorithm
    self.options = options
    self.validationDomains = validationDomains
    self.body = body
    self.chain = chain
    self.privateKey = privateKey
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSACMCertificate>> { attribute("arn") }
  /// The record that shows that its domain is ours: its name.
  public var validationName: Value<RecordName> { attribute("validation_record_name") }
  /// The record that shows that its domain is ours: its answer.
  public var validationValue: Value<String> { attribute("validation_record_value") }

  /// How it is shown that names are ours.
  public enum Validation: String, Choice {
    /// By a record, which AWS looks up each time that it renews.
    case dns = "DNS"
    /// By mail to their owners.
    case email = "EMAIL"
  }

  /// The kind of a key.
  public enum KeyAlgorithm: String, Choice {
    /// RSA of 2048 bits.
    case rsa2048 = "RSA_2048"
    /// RSA of 3072 bits.
    case rsa3072 = "RSA_3072"
    /// RSA of 4096 bits.
    case rsa4096 = "RSA_4096"
    /// The curve P-256.
    case p256 = "EC_prime256v1"
    /// The curve P-384.
    case p384 = "EC_secp384r1"
    /// The curve P-521.
    case p521 = "EC_secp521r1"
  }

  /// Whether a certificate is in the public logs of certificates.
  public enum Options: String, ArgumentValue {
    /// It is; browsers ask for it.
    case logged = "ENABLED"
    /// It is not.
    case unlogged = "DISABLED"

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      [["certificate_transparency_logging_preference": .string(rawValue)]]
    }
  }

  /// A domain whose owners are asked by mail.
  public struct ValidationDomain: ArgumentValue {
    let domain: Value<DomainName>
    let owner: Value<DomainName>

    /// A domain.
    ///
    /// - Parameters:
    ///   - domain: The name in the certificate.
    ///   - owner: The domain whose owners are asked: it, or one above it.
    public init(domain: Value<DomainName>, owner: Value<DomainName>) {
      self.domain = domain
      self.owner = owner
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["domain_name": domain, "validation_domain": owner])
    }
  }
}

extension AWSACMCertificate: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("acm", "certificate/") }
}
