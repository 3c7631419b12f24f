/// A response whose body is read while it arrives.
///
///     let stream = try await client.open(HTTPRequest(.get, "/events"))
///     for try await bytes in stream { parse(bytes) }
///
/// The chunks are whatever arrived, not what the server wrote. At most a quarter of a mebibyte
/// waits for a slow reader: then the transfer pauses, and so does the server. A body has one reader
/// and is read once. Letting go of the stream, or cancelling a task that waits for its next chunk,
/// ends the transfer and closes its connection.
public final class HTTPStream: AsyncSequence, Sendable {
  /// Bytes as they arrived, never none.
  public typealias Element = [UInt8]
  /// What a body can fail with.
  public typealias Failure = HTTPError

  /// The three-digit status.
  public let status: Int
  /// The header fields.
  public let headers: HTTPHeaders
  private let exchange: Exchange
  /// Keeps the connection's thread running while somebody reads.
  private let client: HTTPClient

  init(head: HTTPHead, exchange: Exchange, client: HTTPClient) {
    self.status = head.status
    self.headers = head.headers
    self.exchange = exchange
    self.client = client
  }

  deinit {
    exchange.cancel()
  }

  /// Ends the transfer; a reader gets an error of kind `cancelled` after what already arrived.
  public func cancel() {
    exchange.cancel()
  }

  /// Reads what is left into memory.
  ///
  /// Throws `bodyTooLarge` past the limit, in bytes.
  public func collect(limit: Int = HTTPClient.bodyLimit) async throws(HTTPError) -> [UInt8] {
    var body: [UInt8] = []
    while let chunk = try await exchange.chunk() {
      guard body.count + chunk.count <= limit else {
        exchange.cancel()
        throw exchange.error(.bodyTooLarge, "the body is larger than \(limit) bytes")
      }
      body += chunk
    }
    return body
  }

  /// The reader of the body; a second one takes from the same bytes.
  public func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

  /// Reads a body chunk by chunk.
  public struct Iterator: AsyncIteratorProtocol, Sendable {
    let stream: HTTPStream

    /// The next bytes, never empty, or `nil` after the last.
    public func next() async throws(HTTPError) -> [UInt8]? {
      try await stream.exchange.chunk()
    }
  }
}
