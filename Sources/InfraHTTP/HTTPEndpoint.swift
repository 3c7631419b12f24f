/// Where an API listens: a Unix socket, a TCP port, or a TCP port behind TLS.
public enum HTTPEndpoint: Hashable, Sendable, CustomStringConvertible {
  /// A Unix domain socket; Linux allows 107 bytes of path (`unix(7)`).
  case unix(path: String)
  /// Plain HTTP; an IPv6 address is given without brackets.
  case tcp(host: String, port: Int)
  /// HTTPS, with a client certificate if the options name one.
  case tls(host: String, port: Int, TLSOptions)

  /// The endpoint as a URL, for errors and logs; it holds no secret.
  public var description: String {
    switch self {
    case .unix(let path): "unix://\(path)"
    case .tcp(let host, let port): "http://\(Self.authority(host, port))"
    case .tls(let host, let port, _): "https://\(Self.authority(host, port))"
    }
  }

  /// The URL that libcurl is given; the request's target is set beside it.
  var baseURL: String {
    switch self {
    case .unix: "http://localhost/"
    case .tcp, .tls: "\(self)/"
    }
  }

  private static func authority(_ host: String, _ port: Int) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}

/// What a TLS connection trusts and presents.
public struct TLSOptions: Hashable, Sendable {
  /// PEM file of the authorities trusted; `nil` trusts the system's.
  public var caFile: String?
  /// PEM file of the client's certificate, for mutual TLS.
  public var certificateFile: String?
  /// PEM file of the client's private key; `nil` when it lies in the certificate's file.
  public var keyFile: String?
  /// Whether the server's certificate and name are verified.
  public var verify: Bool

  /// Trusts the system's authorities and presents no certificate, unless told otherwise.
  public init(
    caFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil,
    verify: Bool = true
  ) {
    self.caFile = caFile
    self.certificateFile = certificateFile
    self.keyFile = keyFile
    self.verify = verify
  }
}
