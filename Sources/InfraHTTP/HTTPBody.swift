/// What a request carries after its headers.
public enum HTTPBody: Sendable {
  /// Nothing; `POST`, `PUT` and `PATCH` say `Content-Length: 0`.
  case none
  /// Bytes in memory.
  case bytes([UInt8], contentType: String)
  /// Bytes made while they are sent; without a length they go in chunks (RFC 9112, section 7.1).
  case source(HTTPBodySource, contentType: String, length: Int?)

  /// A body from any asynchronous sequence of bytes; it is asked for the next ones when the server
  /// took the last.
  public static func stream<Chunks: AsyncSequence & Sendable>(
    _ chunks: Chunks, contentType: String, length: Int? = nil
  ) -> HTTPBody where Chunks.Element == [UInt8] {
    let source = HTTPBodySource { write in
      for try await chunk in chunks { try await write(chunk) }
    }
    return .source(source, contentType: contentType, length: length)
  }

  var contentType: String? {
    switch self {
    case .none: nil
    case .bytes(_, let contentType): contentType
    case .source(_, let contentType, _): contentType
    }
  }

  /// Its length in bytes, or `nil` when it shows only at its end.
  var length: Int? {
    switch self {
    case .none: 0
    case .bytes(let bytes, _): bytes.count
    case .source(_, _, let length): length
    }
  }
}

/// A body made while it is sent.
///
///     HTTPBodySource { write in
///       for file in files { try await write(header(of: file)) }
///     }
///
/// It starts when the connection stands, so a request that never left has not touched it. An error
/// it throws ends the request as `HTTPError.Kind.bodySource`.
public struct HTTPBodySource: Sendable {
  /// Hands bytes over; returns once the server took most of those before.
  public typealias Write = @Sendable ([UInt8]) async throws -> Void

  let produce: @Sendable (Write) async throws -> Void

  /// A body of all that `produce` writes until it returns.
  public init(_ produce: @escaping @Sendable (Write) async throws -> Void) {
    self.produce = produce
  }
}
