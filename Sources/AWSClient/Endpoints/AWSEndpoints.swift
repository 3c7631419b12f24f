import InfraHTTP
import InfraModel

/// Where the services answer: as settings say, or AWS's own hosts.
public struct AWSEndpoints: Sendable {
  /// Where one service answers, and by which region its requests are signed.
  struct Place: Sendable {
    let http: HTTPEndpoint
    /// The value of the `Host` header.
    let host: String
    /// What stands before every path, without a slash at its end.
    let prefix: String
    /// The region that signatures name.
    let region: String
  }

  private let everywhere: Place?
  private let single: [String: Place]

  /// The endpoints that variables and profiles name; the argument stands above them.
  ///
  /// - Parameters:
  ///   - endpoint: One URL for all services.
  ///   - variables: The process's environment variables.
  ///   - profile: The settings of the profile.
  public init(
    endpoint: String? = nil, variables: [String: String] = [:], profile: [String: String] = [:]
  ) throws(Diagnostic) {
    if let endpoint {
      everywhere = try Self.place(endpoint, from: "the endpoint of the provider")
      single = [:]
      return
    }
    if variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() == "true" {
      everywhere = nil
      single = [:]
      return
    }
    var places: [String: Place] = [:]
    for service in AWSService.all {
      let name = "AWS_ENDPOINT_URL_" + service.variable
      if let url = variables[name], !url.isEmpty {
        places[service.signingName] = try Self.place(url, from: name)
      }
    }
    single = places
    if let url = variables["AWS_ENDPOINT_URL"], !url.isEmpty {
      everywhere = try Self.place(url, from: "AWS_ENDPOINT_URL")
    } else if let url = profile["endpoint_url"] {
      everywhere = try Self.place(url, from: "endpoint_url of the profile")
    } else {
      everywhere = nil
    }
  }

  /// Where a service answers to requests for a region.
  func place(of service: AWSService, region: String) -> Place {
    let (host, signing) = AWSPartition.of(region: region).host(of: service, region: region)
    if let set = single[service.signingName] ?? everywhere {
      return Place(http: set.http, host: set.host, prefix: set.prefix, region: signing)
    }
    return Place(
      http: .tls(host: host, port: 443, TLSOptions()), host: host, prefix: "", region: signing)
  }

  private static func place(_ url: String, from origin: String) throws(Diagnostic) -> Place {
    guard let parts = URLParts(url) else {
      throw Diagnostic(
        "Invalid endpoint", "\(origin) is \"\(url)\", which is no address of a service.",
        hints: ["write it as http://127.0.0.1:5000 or https://aws.example"])
    }
    return Place(http: parts.endpoint, host: parts.authority, prefix: parts.path, region: "")
  }
}

/// A URL in parts: the little that endpoints need of one.
struct URLParts: Sendable {
  let isSecure: Bool
  /// The host's name without brackets.
  let host: String
  let port: Int
  /// The host with its port where that is not the scheme's own.
  let authority: String
  /// The path without a slash at its end, and the query.
  let path: String

  /// Reads an `http` or `https` URL; nothing for anything else.
  init?(_ url: String) {
    let scheme: String
    if url.hasPrefix("http://") {
      scheme = "http://"
    } else if url.hasPrefix("https://") {
      scheme = "https://"
    } else {
      return nil
    }
    isSecure = scheme == "https://"
    let rest = url.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    var path = rest.dropFirst(authority.count)
    while path.hasSuffix("/") { path = path.dropLast() }
    var name = authority
    var port = isSecure ? 443 : 80
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      guard let number = Int(authority[authority.index(after: colon)...]),
        (1...65_535).contains(number)
      else { return nil }
      port = number
      name = authority[..<colon]
    }
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    let isName = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x40 }
    guard isName, !name.isEmpty else { return nil }
    host = String(name)
    self.port = port
    self.authority = String(authority)
    self.path = String(path)
  }

  var endpoint: HTTPEndpoint {
    isSecure ? .tls(host: host, port: port, TLSOptions()) : .tcp(host: host, port: port)
  }
}
