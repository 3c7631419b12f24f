import InfraModel
import Synchronization

/// Finds credentials where AWS's tools do, in their order, and keeps them until they end.
public actor CredentialChain {
  private let sources: [any CredentialSource]
  private let world: AWSWorld
  private var known: AWSCredentials?
  private var running: Task<Result<AWSCredentials, Diagnostic>, Never>?

  /// Temporary credentials are asked for anew when they have less than so many seconds left.
  static let margin = 300

  /// What messages call the process's variables as the place of credentials.
  static let variablesName = "environment variables"

  init(_ sources: [any CredentialSource], world: AWSWorld) {
    self.sources = sources
    self.world = world
  }

  /// The standard places: variables, web identity, the profile, the container, the instance. A
  /// role that is named besides is assumed with what was found.
  static func standard(
    _ files: ProfileFiles, askedProfile: String?, role: AssumedRole?, transport: Transport,
    region: String, world: AWSWorld
  ) -> CredentialChain {
    let named = askedProfile ?? world.variables["AWS_PROFILE"]
    let profile = ProfileCredentials(
      files: files, profile: files.chosen, isAskedFor: named?.isEmpty == false,
      transport: transport, region: region, world: world)
    var sources: [any CredentialSource] = [
      VariableWebIdentity(transport: transport, region: region, world: world), profile,
      ContainerCredentials(transport: transport, world: world),
      InstanceCredentials(transport: transport, world: world),
    ]
    // A profile that the declarations name is meant; one that a variable names stands behind keys.
    if askedProfile == nil {
      sources.insert(VariableCredentials(variables: world.variables), at: 0)
    }
    guard let role else { return CredentialChain(sources, world: world) }
    let base = CredentialChain(sources, world: world)
    return CredentialChain(
      [RoleCredentials(role: role, base: base.source, transport: transport, region: region)],
      world: world)
  }

  /// The credentials, asked for once for all who wait; or which places were looked at and what
  /// each said.
  public func credentials() async throws(Diagnostic) -> AWSCredentials {
    if let known, !isEnding(known) { return known }
    let task = running ?? Task { await search() }
    running = task
    let result = await task.value
    running = nil
    known = try? result.get()
    return try result.get()
  }

  /// Forgets what it knows, because a service called it expired.
  func forget() { known = nil }

  private func isEnding(_ credentials: AWSCredentials) -> Bool {
    credentials.expiry.map { Double($0 - Self.margin) < world.now() } ?? false
  }

  private func search() async -> Result<AWSCredentials, Diagnostic> {
    var places: [String] = []
    for source in sources {
      switch await source.find() {
      case .found(let credentials): return .success(credentials)
      case .absent(let reason): places.append("\(source.name): \(reason)")
      case .broken(let reason, let hints, let commands):
        return .failure(Self.broken(source, reason, hints, commands))
      }
    }
    return .failure(
      Diagnostic(
        "No AWS credentials",
        "Nothing was found to sign requests to AWS with. Looked at "
          + places.joined(separator: "; ") + ".",
        hints: [
          "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose a profile with AWS_PROFILE"
        ], commands: ["export AWS_PROFILE=name"]))
  }

  private static func broken(
    _ source: any CredentialSource, _ reason: String, _ hints: [String], _ commands: [String]
  ) -> Diagnostic {
    let general = ["correct them there, or take them away to have the next place asked"]
    return Diagnostic(
      "AWS credentials do not work",
      "The credentials of \(source.name) are set up and cannot be used: \(reason).",
      hints: hints.isEmpty ? general : hints, commands: commands)
  }

  /// This chain as the base of a role.
  nonisolated var source: any CredentialSource { ChainSource(chain: self) }

  private struct ChainSource: CredentialSource {
    let chain: CredentialChain
    var name: String { "the credentials found" }

    func find() async -> CredentialFinding {
      do throws(Diagnostic) { return .found(try await chain.credentials()) } catch {
        return .broken(error.detail, hints: error.hints, commands: error.commands)
      }
    }
  }
}
