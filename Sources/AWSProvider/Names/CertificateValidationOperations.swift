import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_acm_certificate_validation`: nothing is made, the certificate is waited
  /// for until it is issued.
  static let certificateValidation = AWSType(
    "aws_acm_certificate_validation", "issue of the certificate", identity: "{certificate_arn}",
    arguments: [
      .both("certificate_arn", "CertificateArn"), .local("validation_record_fqdns"),
    ],
    attributes: ["id": "CertificateArn"],
    lookup: Lookup(at: "Certificate") { key in
      guard case .id(let arn) = key else { return nil }
      return AWSCall(.acm, "DescribeCertificate", ["CertificateArn": .string(arn)])
    },
    creation: Creation(isSetting: true) { _, scope in
      AWSCall(.acm, "DescribeCertificate", ["CertificateArn": scope["certificate_arn"]])
    },
    deletion: Deletion { _ in [] },
    // AWS looks for the records up to 72 hours; Terraform's provider gives up after 75 minutes.
    readiness: Readiness(
      limit: 4_500,
      hints: ["declare the records that the certificate tells, or ask for another certificate"],
      judge: issue))

  /// How far a certificate is. One whose proof is not among the declared records would be waited
  /// for in vain.
  @Sendable private static func issue(_ certificate: Datum, _ arguments: Fields)
    -> Readiness.Verdict
  {
    let status = certificate["Status"].string ?? ""
    if status == "ISSUED" { return .ready }
    if ["FAILED", "VALIDATION_TIMED_OUT", "REVOKED", "EXPIRED", "INACTIVE"].contains(status) {
      let reason = certificate["FailureReason"].string.map { ": \($0)" } ?? ""
      return .failed("came up \(status)\(reason)")
    }
    let declared = Set(
      (arguments["validation_record_fqdns"]?.list ?? []).compactMap(\.string)
        .map(RecordID.plain))
    let needed = Set(
      certificate["DomainValidationOptions"].elements
        .compactMap { $0[path: "ResourceRecord.Name"].string }.map(RecordID.plain))
    let missing = needed.subtracting(declared).sorted()
    if !declared.isEmpty, !missing.isEmpty {
      return .failed("is never issued without the record \(missing.joined(separator: ", "))")
    }
    return .pending(status)
  }
}
