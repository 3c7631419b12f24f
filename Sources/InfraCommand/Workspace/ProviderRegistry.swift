import AWSClient
import AWSProvider
import BuiltinProvider
import DockerProvider
import InfraModel
import InfraSecrets
import TLSProvider

/// Makes the providers of an environment from their configurations. Nothing is connected before
/// the first request.
struct ProviderRegistry {
  let project: Project
  let variables: [String: String]
  /// The endpoint of `--host`, above everything else.
  let host: String?
  let secrets: SecretStore
  /// Is told of requests that are made again while a plan is made.
  let repeated: RepeatedRequests

  /// The providers that need no configuration.
  static let builtIn = ["terraform", "tls"]

  /// What is wrong with declarations that no provider serves.
  static func unserved(_ desired: Desired) -> [Diagnostic] {
    let names = Set(desired.providers.map(\.name) + builtIn)
    let numbers = desired.resources.indices.filter {
      !names.contains(desired.resources[$0].provider)
    }
    return numbers.map { number in
      let resource = desired.resources[number]
      return Diagnostic(
        "No platform",
        "\(desired.environment) declares no platform that has the provider "
          + "\"\(resource.provider)\".",
        address: resource.address, at: resource.location,
        hints: ["say in the environment where it runs:"],
        commands: ["var platform: any Platform { DockerHost() }"])
    }
  }

  func providers(_ configurations: [ProviderConfiguration]) throws(Diagnostics)
    -> [String: any Provider]
  {
    let secrets = secrets
    var providers: [String: any Provider] = [
      "terraform": BuiltinProvider(),
      "tls": TLSProvider(present: { source throws(Diagnostic) in
        try secrets.openIfPresent(source)
      }),
    ]
    var problems: [Diagnostic] = []
    for configuration in configurations {
      switch configuration.kind {
      case "docker":
        do throws(Diagnostic) {
          providers[configuration.name] = try docker(configuration)
        } catch { problems.append(error) }
      case "aws":
        do throws(Diagnostic) {
          providers[configuration.name] = try aws(configuration)
        } catch { problems.append(error) }
      case "terraform", "tls": break
      default:
        problems.append(
          Diagnostic(
            "Unknown provider", "There is no provider \"\(configuration.name)\" in this version.",
            hints: ["use the version of infra that applied it"]))
      }
    }
    if !problems.isEmpty { throw Diagnostics(Refresh.merged(problems)) }
    return providers
  }

  private func docker(_ configuration: ProviderConfiguration) throws(Diagnostic)
    -> any Provider
  {
    var variables = variables
    if let folder = configuration.settings["cert_path"]?.string, host == nil {
      variables["DOCKER_CERT_PATH"] = expanded(folder)
      variables["DOCKER_TLS_VERIFY"] = "1"
    }
    let endpoint = try DockerEndpoint.resolve(
      host: host ?? configuration.settings["host"]?.string, environment: variables)
    return DockerProvider(
      endpoint: endpoint, project: project.folder,
      registries: RegistryCredentials(environment: self.variables))
  }

  private func aws(_ configuration: ProviderConfiguration) throws(Diagnostic) -> any Provider {
    let settings = configuration.settings
    let assumed = settings["assume_role"] ?? .null
    let role = assumed["role_arn"].string.map { arn in
      AssumedRole(
        arn: arn, sessionName: assumed["session_name"].string ?? "infra",
        externalID: assumed["external_id"].string)
    }
    // More than the SDKs' three: hundreds of requests hang together here, and one that fails stops
    // what is behind it. Terraform's provider tries 25 times.
    let attempts = variables["AWS_MAX_ATTEMPTS"].flatMap { Int($0) } ?? 8
    let client = try AWSClient(
      region: settings["region"]?.string, endpoint: settings["endpoint"]?.string,
      profile: settings["profile"]?.string, role: role, world: .system(variables: variables),
      rules: RetryRules(attemptsMax: max(attempts, 1)),
      retrying: { [repeated] in
        AWSProvider.retrying($0, seconds: $1, others: repeated.tell)
      })
    return AWSProvider(client)
  }

  private func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/") else { return path }
    return (variables["HOME"] ?? "") + path.dropFirst()
  }
}
