import FoundationEssentials
import InfraCrypto
import InfraModel

/// The issuing of one certificate: keys opened, the authority taken up, the certificate signed.
struct Issuance {
  /// What clocks may differ by: a certificate holds from 5 minutes before it was issued.
  static let clockTolerance: TimeInterval = 300

  let now: Date
  let random: any RandomSource
  let secrets: any SecretResolver

  /// The attributes of a certificate with the arguments that are asked for.
  func attributes(for request: ProviderRequest) throws(ProviderError) -> Fields {
    let key = try privateKey("key", of: request)
    let authorityKey = try privateKey("authority_key", of: request)
    do {
      return try issue(request, key, authorityKey)
    } catch {
      throw ProviderError(
        .refused, request: "issue a certificate for \(request.address)", message: "\(error)")
    }
  }

  private func issue(_ request: ProviderRequest, _ key: PrivateKey, _ authorityKey: PrivateKey)
    throws(CryptoError) -> Fields
  {
    let name = request.arguments["authority_name"]?.string ?? "\(request.environment) authority"
    let hours = request.arguments["validity_hours"]?.int ?? 2_160
    let validity = try Validity(
      notBefore: now.addingTimeInterval(-Self.clockTolerance),
      notAfter: now.addingTimeInterval(Double(hours) * 3_600))
    let fresh = try AuthorityCertificate.make(named: name, key: authorityKey, at: validity)
    let former = request.prior?.attributes["authority_pem"]?.string
    let authority = AuthorityCertificate.keeping(former, insteadOf: fresh, for: validity)
    guard !authority.certificate.belongs(to: key) else {
      throw .invalidArgument(
        "The server's key is the authority's own: who runs the server could sign for all.",
        hint: "Give the server another key.")
    }
    let hosts = (request.arguments["hosts"]?.list ?? []).compactMap(\.string)
    // 120 random bits; the first byte keeps the number positive and its length the same.
    let serial = try SerialNumber([0x40] + random.bytes(15))
    let leaf = try authority.issue(
      for: hosts.map { SubjectAlternativeName($0) }, key: key, validity: validity,
      serial: serial, commonName: request.arguments["common_name"]?.string)
    let authorityPEM = authority.certificate.pem
    return Fields([
      "id": .string(request.instance.text),
      "certificate_pem": .string(leaf.pem),
      "chain_pem": .string(leaf.pem + authorityPEM),
      "authority_pem": .string(authorityPEM),
      "not_after": .string(leaf.validity.notAfter.ISO8601Format()),
      "serial": .string("\(leaf.serial)"),
    ])
  }

  private func privateKey(_ argument: String, of request: ProviderRequest) throws(ProviderError)
    -> PrivateKey
  {
    guard case .secret(let secret)? = request.arguments[argument] else {
      throw ProviderError(
        .refused, request: "open \(argument)", message: "The argument \(argument) is no secret.")
    }
    let action = "open the \(secret.source)"
    let pem: [UInt8]
    do throws(Diagnostic) { pem = try secrets.open(secret.source) } catch {
      throw ProviderError(
        .refused, request: action, message: "\(error.summary): \(error.detail)",
        hints: error.hints, commands: error.commands)
    }
    do { return try PrivateKey(pem: pem) } catch {
      throw ProviderError(
        .refused, request: action,
        message: "The \(secret.source) is no private key that can be used. \(error)",
        hints: ["give an unprotected key in PEM form, or leave \(argument) out"])
    }
  }
}
