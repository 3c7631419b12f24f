import InfraHTTP
import InfraModel

/// The client of AWS's services in one region: signs, sends, tries again, reads the answers.
///
///     let client = try AWSClient(region: "eu-central-1", world: .system(variables: variables))
///     let vpcs = try await client.send(AWSCall(.ec2, "DescribeVpcs"))["VpcSet"].elements
///
/// Credentials are looked for at the first request, where AWS's other tools look. Buckets are
/// named in the path, never in the host's name: both work everywhere, and one host needs one
/// connection.
public final class AWSClient: Sendable {
  /// The region.
  public let region: String
  /// Time, chance, variables and files.
  public let world: AWSWorld
  let transport: Transport
  private let chain: CredentialChain

  /// Makes a client; nothing is connected or read but the shared configuration.
  ///
  /// - Parameters:
  ///   - region: The region; if not given, that of the variables or the profile.
  ///   - endpoint: One URL for all services, above the variables.
  ///   - profile: The profile, above the variables.
  ///   - role: A role to assume with the credentials found.
  ///   - retrying: Told of every request that is made again, with the seconds waited before.
  public init(
    region: String? = nil, endpoint: String? = nil, profile: String? = nil,
    role: AssumedRole? = nil, world: AWSWorld, rules: RetryRules = RetryRules(),
    log: HTTPLog? = nil, retrying: @escaping @Sendable (AWSFailure, Double) -> Void = { _, _ in }
  ) throws(Diagnostic) {
    let files = ProfileFiles(world, profile: profile)
    self.region = try Self.region(region, files, world)
    self.world = world
    transport = Transport(
      endpoints: try AWSEndpoints(
        endpoint: endpoint, variables: world.variables, profile: files.profile(files.chosen)),
      world: world, rules: rules, log: log, retrying: retrying)
    chain = .standard(
      files, askedProfile: profile, role: role, transport: transport, region: self.region,
      world: world)
  }

  /// Sends a call to a service in this client's region, or in the call's own.
  ///
  /// Credentials that a service calls expired are looked for once more.
  public func send(_ call: AWSCall) async throws(AWSFailure) -> AWSAnswer {
    let region = call.region ?? self.region
    var mayBeDone = false
    do throws(AWSFailure) {
      return try await transport.send(call, region: region, try await credentials(for: call))
    } catch {
      guard error.isExpiredToken else { throw error }
      mayBeDone = error.followsUncertain
    }
    await chain.forget()
    do throws(AWSFailure) {
      return try await transport.send(call, region: region, try await credentials(for: call))
    } catch {
      var error = error
      error.followsUncertain = error.followsUncertain || mayBeDone
      throw error
    }
  }

  /// The credentials that requests are signed with.
  public func credentials() async throws(Diagnostic) -> AWSCredentials {
    try await chain.credentials()
  }

  private func credentials(for call: AWSCall) async throws(AWSFailure) -> AWSCredentials {
    do throws(Diagnostic) { return try await chain.credentials() } catch {
      throw AWSFailure(
        .credentials(error), call, region: region, endpoint: "", message: error.detail)
    }
  }

  private static func region(_ given: String?, _ files: ProfileFiles, _ world: AWSWorld)
    throws(Diagnostic) -> String
  {
    let candidates = [
      given, world.variables["AWS_REGION"], world.variables["AWS_DEFAULT_REGION"],
      files.profile(files.chosen)["region"],
    ]
    if let region = candidates.compactMap({ $0 }).first(where: { !$0.isEmpty }) { return region }
    throw Diagnostic(
      "No AWS region",
      "Neither the declarations, AWS_REGION, AWS_DEFAULT_REGION nor profile "
        + "\"\(files.chosen)\" say which region to use.",
      hints: ["say it in the declarations, or set AWS_REGION"],
      commands: ["export AWS_REGION=eu-central-1"])
  }
}
