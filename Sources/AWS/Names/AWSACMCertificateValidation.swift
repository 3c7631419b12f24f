import InfraDSL
import InfraModel

/// That a certificate is issued, as Terraform's `aws_acm_certificate_validation`.
///
///     let issued = AWSACMCertificateValidation(
///       "api", certificate: certificate.arn, records: [record.fullName])
///
/// It is nothing in AWS: whoever refers to the certificate through it comes after its issue.
public struct AWSACMCertificateValidation: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSACMCertificateValidation>(
    "aws_acm_certificate_validation", "That a certificate is issued.",
    terraformIdentity: .waiting,
    arguments: [
      .required(
        "certificate_arn", \.certificate, changing: .replaceWithoutGap,
        "The certificate that is waited for."),
      .optional(
        "validation_record_fqdns", \.records, changing: .replaceWithoutGap,
        "The records that show that its names are ours."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The certificate's ARN.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The certificate that is waited for.
  public let certificate: Value<ARN<AWSACMCertificate>>
  /// The records that show that its names are ours.
  public let records: [Value<DomainName>]

  /// Declares that a certificate is waited for.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - certificate: The certificate that is waited for.
  ///   - records: The records that show that its names are ours.
  public init(
    _ key: String, certificate: Value<ARN<AWSACMCertificate>>, records: [Value<DomainName>] = [],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_acm_certificate_validation", key: key, file: file, line: line)
    self.certificate = certificate
    self.records = records
  }

  /// The certificate, once it is issued: what listeners take.
  public var issuedCertificate: Value<ARN<AWSACMCertificate>> { attribute("certificate_arn") }
}
