import FoundationEssentials
import InfraCrypto
import InfraHTTP
import InfraModel

/// Where a Docker Engine answers, and who said so.
public struct DockerEndpoint: Hashable, Sendable {
  /// The way to it.
  public var http: HTTPEndpoint
  /// What it comes from, for messages: `--host`, `DOCKER_HOST`, a context's name, the default.
  public var origin: String

  /// An endpoint and what it comes from.
  public init(_ http: HTTPEndpoint, origin: String) {
    self.http = http
    self.origin = origin
  }

  /// Where the Docker command looks when nothing says otherwise.
  public static let defaultSocket = "/var/run/docker.sock"

  /// Finds the endpoint as the Docker command does: an explicit host, `DOCKER_HOST`,
  /// `DOCKER_CONTEXT`, the current context of the configuration, the default socket.
  ///
  /// - Parameters:
  ///   - host: An explicit host, as `tcp://10.0.0.5:2376`; it stands above everything else.
  ///   - environment: The process's environment variables.
  ///   - read: Reads a file by its absolute path; nothing if there is none.
  public static func resolve(
    host: String? = nil, environment: [String: String],
    read: (String) -> [UInt8]? = DockerEndpoint.readFile
  ) throws(Diagnostic) -> DockerEndpoint {
    let configuration = configurationFolder(environment)
    let tls = tlsOptions(environment, configuration)
    if let host { return try parse(host, tls: tls, origin: "--host") }
    if let host = environment["DOCKER_HOST"], !host.isEmpty {
      return try parse(host, tls: tls, origin: "DOCKER_HOST")
    }
    var name = environment["DOCKER_CONTEXT"] ?? ""
    if name.isEmpty, let bytes = read(configuration + "/config.json"),
      let config = try? JSONParser.parse(bytes)
    {
      name = config["currentContext"].string ?? ""
    }
    if name.isEmpty || name == "default" {
      return DockerEndpoint(.unix(path: defaultSocket), origin: "the default socket")
    }
    return try context(name, configuration: configuration, read: read)
  }

  /// The content of a file, or nothing.
  public static func readFile(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  /// The folder of the Docker command's configuration.
  static func configurationFolder(_ environment: [String: String]) -> String {
    if let folder = environment["DOCKER_CONFIG"], !folder.isEmpty { return folder }
    return (environment["HOME"] ?? "") + "/.docker"
  }

  /// `DOCKER_TLS_VERIFY` switches to TLS and checks the server, `DOCKER_TLS` switches alone;
  /// certificates lie in `DOCKER_CERT_PATH`, or in the configuration's folder.
  private static func tlsOptions(_ environment: [String: String], _ configuration: String)
    -> TLSOptions?
  {
    let verifies = !(environment["DOCKER_TLS_VERIFY"] ?? "").isEmpty
    guard verifies || !(environment["DOCKER_TLS"] ?? "").isEmpty else { return nil }
    let given = environment["DOCKER_CERT_PATH"] ?? ""
    let folder = given.isEmpty ? configuration : given
    return TLSOptions(
      caFile: folder + "/ca.pem", certificateFile: folder + "/cert.pem",
      keyFile: folder + "/key.pem", verify: verifies)
  }

  /// Reads a host as the Docker command writes it: `unix://path`, `tcp://host:port`, a path.
  static func parse(_ host: String, tls: TLSOptions?, origin: String) throws(Diagnostic)
    -> DockerEndpoint
  {
    if host.hasPrefix("/") { return DockerEndpoint(.unix(path: host), origin: origin) }
    if host.hasPrefix("unix://") {
      return DockerEndpoint(.unix(path: String(host.dropFirst(7))), origin: origin)
    }
    if host.hasPrefix("ssh://") {
      throw Diagnostic(
        "Docker over SSH is not supported", "\(origin) is \"\(host)\".",
        hints: ["forward the engine's socket and use it, as shown"],
        commands: [
          "ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock \(host.dropFirst(6)) &",
          "export DOCKER_HOST=unix:///tmp/docker.sock",
        ])
    }
    var rest = host[...]
    var usesTLS = tls != nil
    for (scheme, isSecure) in [("tcp://", false), ("http://", false), ("https://", true)]
    where host.hasPrefix(scheme) {
      rest = host.dropFirst(scheme.count)
      usesTLS = usesTLS || isSecure
    }
    let authority = rest.prefix { $0 != "/" }
    guard let (name, port) = split(authority, defaultPort: usesTLS ? 2_376 : 2_375) else {
      throw Diagnostic(
        "Invalid Docker host", "\(origin) is \"\(host)\", which is no address of an engine.",
        hints: ["write it as unix:///var/run/docker.sock or tcp://10.0.0.5:2376"])
    }
    let http: HTTPEndpoint =
      usesTLS
      ? .tls(host: name, port: port, tls ?? TLSOptions()) : .tcp(host: name, port: port)
    return DockerEndpoint(http, origin: origin)
  }

  private static func split(_ authority: Substring, defaultPort: Int) -> (String, Int)? {
    var name = authority
    var port = defaultPort
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      guard let number = Int(authority[authority.index(after: colon)...]),
        (1...65_535).contains(number)
      else { return nil }
      port = number
      name = authority[..<colon]
    }
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    let isName = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }
    return name.isEmpty || !isName ? nil : (String(name), port)
  }
}

extension DockerEndpoint {
  /// A context of the Docker command: `contexts/meta/<SHA-256 of its name>/meta.json`, its
  /// certificates in `contexts/tls/<the same>/docker`.
  private static func context(
    _ name: String, configuration: String, read: (String) -> [UInt8]?
  ) throws(Diagnostic) -> DockerEndpoint {
    let missing = Diagnostic(
      "Unknown Docker context", "The Docker context \"\(name)\" is chosen and does not exist.",
      hints: ["choose another one, or name the engine with --host"],
      commands: ["docker context ls", "docker context use default"])
    guard let digest = try? SHA256.hash(name).hex,
      let bytes = read("\(configuration)/contexts/meta/\(digest)/meta.json"),
      let meta = try? JSONParser.parse(bytes),
      let host = meta["Endpoints"]["docker"]["Host"].string
    else { throw missing }
    let folder = "\(configuration)/contexts/tls/\(digest)/docker"
    func file(_ name: String) -> String? {
      read("\(folder)/\(name)") == nil ? nil : "\(folder)/\(name)"
    }
    let verifies = meta["Endpoints"]["docker"]["SkipTLSVerify"].bool != true
    var tls: TLSOptions?
    if file("ca.pem") != nil || file("cert.pem") != nil {
      tls = TLSOptions(
        caFile: file("ca.pem"), certificateFile: file("cert.pem"), keyFile: file("key.pem"),
        verify: verifies)
    }
    return try parse(host, tls: tls, origin: "Docker context \"\(name)\"")
  }
}
