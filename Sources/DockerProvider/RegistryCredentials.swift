import Docker
import FoundationEssentials
import InfraHTTP
import InfraModel

/// What registries are told of who asks, from the Docker command's configuration file: entries of
/// `auths`, and helpers by `credHelpers` and `credsStore`.
public struct RegistryCredentials: Sendable {
  /// The key under which Docker Hub's credentials are kept.
  static let hub = "https://index.docker.io/v1/"

  private let configuration: Datum
  private let environment: [String: String]

  /// Nothing is known.
  public init() {
    configuration = .null
    environment = [:]
  }

  /// What the configuration file knows.
  ///
  /// - Parameters:
  ///   - environment: The process's environment variables: they name the file and the helpers'
  ///     path.
  ///   - read: Reads a file by its absolute path; nothing if there is none.
  public init(
    environment: [String: String], read: (String) -> [UInt8]? = DockerEndpoint.readFile
  ) {
    self.environment = environment
    let path = DockerEndpoint.configurationFolder(environment) + "/config.json"
    configuration = read(path).flatMap { try? JSONParser.parse($0) } ?? .null
  }

  /// The registry that an image comes from: the first part of its name if it is a host.
  static func registry(of reference: ImageReference) -> String {
    let parts = reference.repository.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let host = parts.first.map(String.init) else { return hub }
    let isHost = host.contains(".") || host.contains(":") || host == "localhost"
    return isHost && host != "docker.io" && host != "index.docker.io" ? host : hub
  }

  /// The header of a pull; nothing if nothing is known of the registry.
  func header(for reference: ImageReference) async throws(ProviderError) -> HTTPHeader? {
    guard let entry = try await entry(for: Self.registry(of: reference)) else { return nil }
    return HTTPHeader("X-Registry-Auth", Self.encode(entry))
  }

  /// The header of a build, which may pull from any registry that is known.
  func buildHeader() async throws(ProviderError) -> HTTPHeader? {
    var entries = Fields()
    let known = configuration["auths"].object?.keys ?? []
    for registry in known + (configuration["credHelpers"].object?.keys ?? []) {
      if let entry = try await entry(for: registry) { entries[registry] = entry }
    }
    return entries.isEmpty ? nil : HTTPHeader("X-Registry-Config", Self.encode(.object(entries)))
  }

  /// Base64url of the JSON with its padding: an engine ignores one without it, silently.
  static func encode(_ entry: Datum) -> String {
    Data(JSONWriter.bytes(entry)).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_")
  }

  private func entry(for registry: String) async throws(ProviderError) -> Datum? {
    let helper =
      configuration["credHelpers"][registry].string ?? configuration["credsStore"].string
    if let helper, !helper.isEmpty {
      if let entry = try await CredentialHelper(helper, environment).entry(for: registry) {
        return entry
      }
    }
    let stored = configuration["auths"][registry]
    if let token = stored["identitytoken"].string, !token.isEmpty {
      return ["identitytoken": .string(token), "serveraddress": .string(registry)]
    }
    guard let auth = stored["auth"].string, let data = Data(base64Encoded: auth),
      let colon = data.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    return [
      "username": .string(String(decoding: data[..<colon], as: UTF8.self)),
      "password": .string(String(decoding: data[(colon + 1)...], as: UTF8.self)),
      "serveraddress": .string(registry),
    ]
  }
}
