import FoundationEssentials
import InfraCrypto
import InfraModel
import TLS

/// Issues the certificates of an environment's own authority; it asks nobody else.
///
/// What it issues lies in the state alone, the keys in the secret store. Running an operation
/// again issues once more: nothing of the first run is left anywhere.
public struct TLSProvider: Provider {
  private let now: @Sendable () -> Date
  private let random: any RandomSource
  private let present: @Sendable (SecretSource) throws(Diagnostic) -> [UInt8]?

  /// Makes the provider.
  ///
  /// - Parameters:
  ///   - now: The clock.
  ///   - random: What serial numbers are drawn from.
  ///   - present: The content of a secret without making one: nothing for a generated one that
  ///     is not there. Reading needs it to tell whether a certificate's keys are gone.
  public init(
    now: @escaping @Sendable () -> Date = { Date() },
    random: any RandomSource = SystemRandom(),
    present: @escaping @Sendable (SecretSource) throws(Diagnostic) -> [UInt8]?
  ) {
    self.now = now
    self.random = random
    self.present = present
  }

  /// Issues a certificate; a deletion forgets it and leaves the keys in their store.
  public func perform(
    _ operation: InfraModel.Operation, _ request: ProviderRequest, _ context: ProviderContext
  ) async throws(ProviderError) -> Fields {
    switch operation {
    case .create, .update, .reload, .restart:
      let issuance = Issuance(now: now(), random: random, secrets: context.secrets)
      return try issuance.attributes(for: request)
    case .delete, .deleteDeposed: return Fields()
    case .read, .record: return request.prior?.attributes ?? Fields()
    case .importing:
      throw ProviderError(
        .refused, request: "import a certificate",
        message: "A certificate lies in the state alone: there is none to import.",
        hints: ["leave out .imported(id:) to have one issued"])
    }
  }

  /// The certificate as the state has it, as long as its generated keys are there; without them
  /// it is gone.
  ///
  /// One that is due for renewal is reported with the hours that it still holds in place of its
  /// `validity_hours`: a difference like any other, which a plan answers with an update.
  public func read(_ resource: ResourceState, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    guard let leaf = certificate("certificate_pem", of: resource),
      let authority = certificate("authority_pem", of: resource),
      hasKey("key", of: resource, for: leaf),
      hasKey("authority_key", of: resource, for: authority)
    else { return nil }
    var arguments = resource.arguments
    let left = leaf.validity.notAfter.timeIntervalSince(now()) / 3_600
    if left <= Double(arguments["renew_before_hours"]?.int ?? 0) {
      arguments["validity_hours"] = .int(Int(max(left, 0)))
    }
    return Observation(arguments: arguments, attributes: resource.attributes)
  }

  /// The certificate of a lost state, from the chain that a server was configured with: as it was
  /// issued, as long as its keys are in their store. Without such a chain it is gone, and the next
  /// apply issues another one.
  public func recover(_ resource: ResourceState, _ schema: Schema, _ context: RecoveryContext)
    async throws(ProviderError) -> Observation?
  {
    guard let recovered = RecoveredCertificate(resource, context) else { return nil }
    var state = resource
    state.attributes = recovered.attributes
    guard var observation = try await read(state, schema) else { return nil }
    for entry in recovered.differing.entries { observation.arguments[entry.key] = entry.value }
    return observation
  }

  /// Nothing: there are no certificates but those in the state.
  public func find(_ identifier: String, _ schema: Schema) async throws(ProviderError)
    -> Observation?
  {
    nil
  }

  private func certificate(_ attribute: String, of resource: ResourceState) -> Certificate? {
    resource.attributes[attribute]?.string.flatMap { try? Certificate(pem: $0) }
  }

  /// Whether the key store still has the key that a certificate was issued for.
  ///
  /// Keys from variables and files count as present: those need not be at hand for a plan, and
  /// a change of one shows by its fingerprint.
  private func hasKey(_ argument: String, of resource: ResourceState, for certificate: Certificate)
    -> Bool
  {
    guard case .secret(let secret)? = resource.arguments[argument] else { return false }
    switch secret.source {
    case .environment, .file: return true
    case .generated, .generatedKey:
      guard let pem = try? present(secret.source), let key = try? PrivateKey(pem: pem) else {
        return false
      }
      return certificate.belongs(to: key)
    }
  }
}
