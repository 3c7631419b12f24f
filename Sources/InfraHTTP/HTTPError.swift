/// Why a request has no (whole) response.
public struct HTTPError: Error, Hashable, Sendable {
  /// What kind of failure it was.
  public enum Kind: Hashable, Sendable {
    /// No connection: refused, no such socket, no such host, no permission.
    case connect
    /// One of the request's times ran out.
    case timeout(HTTPTimeout)
    /// TLS: a certificate that one side does not accept, a file that cannot be read.
    case tls
    /// The task was cancelled, or the client was closed, while the request ran.
    case cancelled
    /// The body is larger than the caller allows.
    case bodyTooLarge
    /// The answer is no HTTP that libcurl understands.
    case `protocol`
    /// The connection ended before the response did.
    case closed
    /// The request cannot be sent as it is.
    case invalidRequest
    /// The source of the request's body failed.
    case bodySource
  }

  /// What kind of failure it was.
  public let kind: Kind
  /// The particulars, mostly in libcurl's words; never a header's value, never a body.
  public let detail: String
  /// The endpoint, as a URL.
  public let endpoint: String
  /// Whether the request certainly never reached the server, so that even one that changes
  /// something can be sent again. `false` says that nobody knows.
  public let isSafeToRetry: Bool

  /// An error as given, for clients in tests.
  public init(kind: Kind, detail: String, endpoint: String, isSafeToRetry: Bool) {
    self.kind = kind
    self.detail = detail
    self.endpoint = endpoint
    self.isSafeToRetry = isSafeToRetry
  }

  /// What happened, constant for a kind.
  public var summary: String {
    switch kind {
    case .connect: "Cannot connect"
    case .timeout(.connect): "No connection in time"
    case .timeout(.idle): "The server fell silent"
    case .timeout(.total): "The request took too long"
    case .tls: "TLS failed"
    case .cancelled: "The request was cancelled"
    case .bodyTooLarge: "The response is too large"
    case .protocol: "The answer is not understood"
    case .closed: "The connection ended before the response"
    case .invalidRequest: "The request cannot be sent"
    case .bodySource: "The request's body could not be produced"
    }
  }

  /// What to try next.
  public var hint: String {
    switch kind {
    case .connect, .timeout(.connect):
      "check that a server listens at \(endpoint) and that this user may connect to it"
    case .timeout(.idle), .timeout(.total): "check the server's load and log, then try again"
    case .tls: "check that each side's certificate is signed by an authority the other trusts"
    case .cancelled: "run it again when it should be done after all"
    case .bodyTooLarge: "ask for less, or read the response as a stream"
    case .protocol: "check that \(endpoint) speaks plain HTTP/1.1 if no TLS is set, or TLS if it is"
    case .closed: "check the server's log; look at what it did before the request is repeated"
    case .invalidRequest: "this is a fault of the program that made the request: report it"
    case .bodySource: "correct what the detail says, then try again"
    }
  }
}

extension HTTPError: CustomStringConvertible {
  /// What, why, and how to fix it, in one line.
  public var description: String { "\(summary): \(endpoint): \(detail); \(hint)" }
}
