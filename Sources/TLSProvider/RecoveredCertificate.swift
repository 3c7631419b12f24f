import FoundationEssentials
import InfraCrypto
import InfraModel

/// What a chain that a server was configured with tells of the certificate that was issued.
struct RecoveredCertificate {
  /// All attributes, as the issuing had them.
  let attributes: Fields
  /// The arguments that the certificate was not issued with as declared.
  let differing: Fields

  /// Nothing where no whole chain is known.
  init?(_ resource: ResourceState, _ context: RecoveryContext) {
    guard let chain = resource.attributes["chain_pem"]?.string,
      let found = try? Certificate.chain(pem: Array(chain.utf8), limit: 3), found.count == 2,
      let leaf = found.first, let authority = found.last, authority.isAuthority,
      chain == leaf.pem + authority.pem
    else { return nil }
    attributes = Fields([
      "id": .string(resource.instance.text),
      "certificate_pem": .string(leaf.pem),
      "chain_pem": .string(chain),
      "authority_pem": .string(authority.pem),
      "not_after": .string(leaf.validity.notAfter.ISO8601Format()),
      "serial": .string("\(leaf.serial)"),
    ])
    differing = Self.differing(resource.arguments, leaf, authority, context.environment)
  }

  private static func differing(
    _ declared: Fields, _ leaf: Certificate, _ authority: Certificate, _ environment: String
  ) -> Fields {
    var differing = Fields()
    let hosts = leaf.hosts.map(\.description)
    let wanted = (declared["hosts"]?.list ?? []).compactMap(\.string).map {
      SubjectAlternativeName($0).description
    }
    if Set(hosts) != Set(wanted) { differing["hosts"] = .list(hosts.map { .string($0) }) }
    let seconds =
      leaf.validity.notAfter.timeIntervalSince(leaf.validity.notBefore) - Issuance.clockTolerance
    let hours = Int((seconds / 3_600).rounded())
    if declared["validity_hours"] != .int(hours) { differing["validity_hours"] = .int(hours) }
    if let name = declared["common_name"]?.string, leaf.subject != "CN=\(name)" {
      differing["common_name"] = .string(leaf.subject)
    }
    let authorityName = declared["authority_name"]?.string ?? "\(environment) authority"
    if authority.subject != "CN=\(authorityName)" {
      differing["authority_name"] = .string(authority.subject)
    }
    return differing
  }
}
