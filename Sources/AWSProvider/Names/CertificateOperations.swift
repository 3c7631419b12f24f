import AWSClient
import FoundationEssentials
import InfraModel

extension AWSType {
  /// The operations on `aws_acm_certificate`: one that AWS issues, or one's own that it keeps.
  static let acmCertificate = AWSType(
    "aws_acm_certificate", "certificate", arguments: certificateMembers,
    attributes: [
      "id": "CertificateArn", "arn": "CertificateArn", "type": "Type",
      "validation_record_name": "Record.Name", "validation_record_type": "Record.Type",
      "validation_record_value": "Record.Value",
    ],
    tags: Tagging(
      .list(key: "Key", value: "Value"), creation: { ["Tags": $0] }, reads: "Tags",
      add: { scope, tags in certificateTags("AddTagsToCertificate", scope, tags) },
      remove: { scope, keys in
        certificateTags("RemoveTagsFromCertificate", scope, .list(keys.map { ["Key": $0] }))
      }),
    lookup: Lookup(
      extras: [
        Lookup.Extra([], into: "Tags", at: "Tags") { certificate, _ in
          AWSCall(
            .acm, "ListTagsForCertificate", ["CertificateArn": certificate["CertificateArn"]])
        },
        // One that is not issued has no content yet.
        Lookup.Extra(
          ["certificate_body"], into: "Content", missing: ["RequestInProgressException"]
        ) { certificate, _ in
          AWSCall(.acm, "GetCertificate", ["CertificateArn": certificate["CertificateArn"]])
        },
      ],
      search: certificateSearch,
      picking: { answer, _ in answer["Certificate"].elements.map(certificateSeen) }
    ) { key in
      guard case .id(let arn) = key else { return nil }
      return AWSCall(.acm, "DescribeCertificate", ["CertificateArn": .string(arn)])
    },
    creation: Creation(id: "CertificateArn") { input, scope in
      if !input["Certificate"].isNull {
        return AWSCall(.acm, "ImportCertificate", input, isRepeatable: false)
      }
      return AWSCall(
        .acm, "RequestCertificate",
        input.setting("IdempotencyToken", .string(scope.instance.text)))
    },
    updates: [
      Update(["options"]) { scope in
        let standard: Datum = ["CertificateTransparencyLoggingPreference": "ENABLED"]
        return [
          AWSCall(
            .acm, "UpdateCertificateOptions",
            [
              "CertificateArn": .string(scope.id),
              "Options": scope["options"].isNull ? standard : scope["options"],
            ])
        ]
      },
      Update(["certificate_body", "certificate_chain", "private_key"]) { scope in
        let input = Datum.fields([
          "CertificateArn": .string(scope.id), "Certificate": scope["certificate_body"],
          "CertificateChain": scope["certificate_chain"], "PrivateKey": scope["private_key"],
        ])
        return [AWSCall(.acm, "ImportCertificate", input)]
      },
    ],
    deletion: Deletion(.acm, "DeleteCertificate", id: "CertificateArn"),
    // The records that show whose the names are come a little after the certificate.
    readiness: Readiness("Preparation", ready: ["ready"], limit: 300))

  private static let certificateMembers: [Member] = [
    .both("domain_name", "DomainName"),
    .both("subject_alternative_names", "SubjectAlternativeNames", otherNames, reads: "Names"),
    .both(
      "validation_method", "ValidationMethod", reads: "DomainValidationOptions.0.ValidationMethod"),
    .both("key_algorithm", "KeyAlgorithm", keyAlgorithm),
    .both(
      "options", "Options",
      .one([
        .both(
          "certificate_transparency_logging_preference",
          "CertificateTransparencyLoggingPreference")
      ])),
    .writeOnly(
      "validation_option", "DomainValidationOptions",
      .blocks([
        .both("domain_name", "DomainName"), .both("validation_domain", "ValidationDomain"),
      ])),
    .both("certificate_body", "Certificate", pem, reads: "Content.Certificate"),
    // AWS may answer more of a chain than it was given.
    .writeOnly("certificate_chain", "CertificateChain", pem),
    .writeOnly("private_key", "PrivateKey", pem),
  ]

  /// AWS counts the certificate's own domain among its names.
  private static let otherNames = Shape.odd(
    write: { $0.list?.isEmpty == true ? .null : $0 },
    read: { seen, declared in
      let all = seen["All"].elements
      let others = all.filter { $0 != seen["Domain"] }
      let isAll = Datum.list(all).sorted == declared?.sorted
      let isOthers = Datum.list(others).sorted == declared?.sorted
      return isAll || isOthers ? declared ?? .list(others) : .list(others)
    })

  /// Answers have a dash where requests have an underscore.
  private static let keyAlgorithm = Shape.odd(
    write: { $0 },
    read: { seen, _ in seen.string.map { .string($0.replacing("-", with: "_")) } ?? .null })

  /// Text in PEM form, which goes as the Base64 of its bytes; blanks around it do not count.
  private static let pem = Shape.odd(
    write: { value in
      value.string.map { .string(Data($0.utf8).base64EncodedString()) } ?? .null
    },
    read: { seen, declared in
      func plain(_ text: String?) -> [Substring] {
        (text ?? "").split(whereSeparator: \.isWhitespace)
      }
      return plain(seen.string) == plain(declared?.string) ? declared ?? seen : seen
    })

  /// A certificate with what is made of several of its members.
  private static func certificateSeen(_ certificate: Datum) -> Datum {
    let domain = certificate["DomainName"]
    let options = certificate["DomainValidationOptions"].elements
    let isAsked = certificate["Type"] == "AMAZON_ISSUED"
    let isPrepared =
      !isAsked
      || (!options.isEmpty
        && options.allSatisfy {
          $0["ValidationMethod"] != "DNS" || !$0["ResourceRecord"].isNull
        })
    let record = options.first { $0["DomainName"] == domain }?["ResourceRecord"] ?? .null
    return certificate.merging([
      "Names": ["Domain": domain, "All": certificate["SubjectAlternativeNames"]],
      "Record": record, "Preparation": isPrepared ? "ready" : "without its records",
    ])
  }

  private static func certificateTags(_ operation: String, _ scope: Scope, _ tags: Datum)
    -> AWSCall
  {
    AWSCall(.acm, operation, ["CertificateArn": .string(scope.id), "Tags": tags])
  }

  /// Looks through the certificates of its domain for the one that bears an instance's tag.
  @Sendable private static func certificateSearch(
    _ instance: InstanceID, _ arguments: Fields, _ session: AWSSession
  ) async throws(ProviderError) -> String? {
    // Without their names, those with other keys than RSA of 2048 bits are left out.
    let all = try await session.all(
      AWSCall(
        .acm, "ListCertificates",
        [
          "Includes": [
            "keyTypes": [
              "RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1",
              "EC_secp521r1",
            ]
          ]
        ]), "CertificateSummaryList", AWSPages("NextToken"))
    let domain = arguments["domain_name"] ?? .null
    for certificate in all where domain.isNull || certificate["DomainName"] == domain {
      let arn = certificate["CertificateArn"]
      let answer = try await session.send(
        AWSCall(.acm, "ListTagsForCertificate", ["CertificateArn": arn]), absent: ["NotFound"])
      let isOwn = answer?["Tags"].elements.contains { tag in
        tag["Key"].string == Ownership.instance && tag["Value"].string == instance.text
      }
      if isOwn == true { return arn.string }
    }
    return nil
  }
}
