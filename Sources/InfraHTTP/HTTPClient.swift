/// The HTTP/1.1 client of one endpoint: connections kept alive, any number of requests at once.
///
///     let client = HTTPClient(endpoint: .unix(path: "/var/run/docker.sock"))
///     let response = try await client.send(HTTPRequest(.get, "/version"))
///
/// One thread, started by the first request, drives all transfers; no request blocks another
/// thread. It follows no redirect, asks no proxy and reads no file of the user's. `GET` and `HEAD`
/// without a body are repeated once a kept connection turns out dead; every other request leaves at
/// most once.
public final class HTTPClient: Sendable {
  /// Bytes of body that `send` accepts unless told otherwise: 64 MiB.
  public static let bodyLimit = 64 << 20
  /// Connections that a client opens unless told otherwise.
  public static let connectionsDefault = 64

  /// Where the requests go.
  public let endpoint: HTTPEndpoint
  private let mailbox: Mailbox

  /// A client that opens no connection yet.
  ///
  /// More requests than `connectionsMax` wait in line; an open stream holds its connection until it
  /// ends, so allow for as many more as there are long streams.
  public init(
    endpoint: HTTPEndpoint, connectionsMax: Int = HTTPClient.connectionsDefault,
    log: HTTPLog? = nil
  ) {
    precondition(connectionsMax > 0, "a client needs a connection to work with")
    self.endpoint = endpoint
    self.mailbox = Mailbox(
      settings: DriverSettings(endpoint: endpoint, connectionsMax: connectionsMax, log: log))
  }

  deinit {
    mailbox.close()
  }

  /// Sends a request and receives its response whole.
  ///
  /// Throws `bodyTooLarge` once more than `bodyLimit` bytes came. Any status is a response.
  public func send(
    _ request: HTTPRequest, bodyLimit: Int = HTTPClient.bodyLimit
  ) async throws(HTTPError) -> HTTPResponse {
    try await submit(request, delivery: .whole(limit: bodyLimit)).response()
  }

  /// Sends a request and returns as soon as the head of its response is there.
  public func open(_ request: HTTPRequest) async throws(HTTPError) -> HTTPStream {
    let exchange = try submit(request, delivery: .stream)
    do {
      return HTTPStream(head: try await exchange.head(), exchange: exchange, client: self)
    } catch {
      exchange.cancel()
      throw error
    }
  }

  /// Ends what still runs (`cancelled`) and closes all connections; later requests fail.
  public func close() {
    mailbox.close()
  }

  private func submit(
    _ request: HTTPRequest, delivery: Exchange.Delivery
  ) throws(HTTPError) -> Exchange {
    let exchange = Exchange(request: request, delivery: delivery, mailbox: mailbox)
    if let fault = request.fault { throw exchange.error(.invalidRequest, fault) }
    // The driver could send it before the caller's task is watched for its cancellation.
    if Task.isCancelled { throw exchange.error(.cancelled, "the caller gave it up") }
    guard mailbox.post(.start(exchange)) else {
      throw exchange.error(.cancelled, "the client was closed before the request")
    }
    return exchange
  }
}
