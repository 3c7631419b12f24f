/// A request's verb (RFC 9110, section 9).
public enum HTTPMethod: String, Hashable, Sendable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"

  /// Whether sending it twice can change nothing: only such a request may libcurl repeat by itself.
  var isSafe: Bool { self == .get || self == .head }
}

/// One request to the endpoint of a client.
public struct HTTPRequest: Sendable {
  /// The verb.
  public var method: HTTPMethod
  /// Path and query, percent-encoded by the caller; sent byte for byte.
  public var target: String
  /// Sent in this order; `Host` may be among them, the framing headers may not.
  public var headers: [HTTPHeader]
  /// What is sent after the headers.
  public var body: HTTPBody
  /// How long it may take.
  public var timeouts: HTTPTimeouts

  /// A request without headers and body, unless given.
  public init(
    _ method: HTTPMethod, _ target: String, headers: [HTTPHeader] = [], body: HTTPBody = .none,
    timeouts: HTTPTimeouts = HTTPTimeouts()
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.timeouts = timeouts
  }

  /// What cannot be sent as it is, or `nil`.
  ///
  /// Control characters would let a value smuggle in a header or a second request; a wrong length
  /// would do the same, so framing is left to libcurl.
  var fault: String? {
    let isVisible = { (byte: UInt8) in byte > 0x20 && byte < 0x7f }
    guard target.utf8.first == UInt8(ascii: "/"), target.utf8.allSatisfy(isVisible) else {
      return "the target must start with a slash and be percent-encoded: no spaces, no control "
        + "characters, ASCII alone"
    }
    for header in headers {
      guard !header.name.isEmpty, header.name.utf8.allSatisfy(HTTPHeader.isToken) else {
        return "a header name holds a character that HTTP forbids"
      }
      guard !header.value.utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
        return "the value of the header \(header.name) holds a line break or a NUL"
      }
      if ["content-length", "transfer-encoding", "expect"].contains(header.name.lowercased()) {
        return "the header \(header.name) is set by the client, from the body"
      }
    }
    if method == .head, body.contentType != nil { return "a HEAD has no body" }
    if let type = body.contentType, type.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
      return "the body's content type holds a control character"
    }
    return nil
  }
}
