/// Told of every request when it ended, for a debug log; called on the client's own thread, so it
/// must not block.
public typealias HTTPLog = @Sendable (HTTPLogEntry) -> Void

/// What a debug log may know of a request: no header, no body, no value of a query.
public struct HTTPLogEntry: Sendable {
  /// The verb.
  public let method: HTTPMethod
  /// The path, with the names of the query's parameters but not their values.
  public let target: String
  /// The response's status, or `nil` when none came.
  public let status: Int?
  /// What ended the request instead of its response.
  public let failure: HTTPError.Kind?
  /// From the call to the end.
  public let duration: Duration
  /// Bytes of body sent.
  public let bytesSent: Int
  /// Bytes of body received.
  public let bytesReceived: Int

  /// `/containers/json?all=1&filters=x` becomes `/containers/json?all&filters`.
  static func withoutValues(_ target: String) -> String {
    guard let mark = target.firstIndex(of: "?") else { return target }
    let names = target[target.index(after: mark)...].split(separator: "&").map {
      $0.prefix { $0 != "=" }
    }
    return target[..<mark] + "?" + names.joined(separator: "&")
  }
}
