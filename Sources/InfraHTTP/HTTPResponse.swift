/// A response, received whole. Any status is a response: only what kept one away is an error.
public struct HTTPResponse: Hashable, Sendable {
  /// The three-digit status.
  public var status: Int
  /// The header fields.
  public var headers: HTTPHeaders
  /// The body, as sent by the server.
  public var body: [UInt8]

  /// A response as given, for clients in tests.
  public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// What comes before a response's body.
struct HTTPHead: Hashable, Sendable {
  var status: Int
  var headers: HTTPHeaders
}
