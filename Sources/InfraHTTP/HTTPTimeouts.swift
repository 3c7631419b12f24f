/// How long a request may take, and for what.
public struct HTTPTimeouts: Hashable, Sendable {
  /// From the start of connecting until the request can be sent, TLS included.
  public var connect: Duration
  /// The longest silence once connected; the time that the caller lets the transfer wait (a slow
  /// reader, a slow body source) is not counted. `nil` for streams that may be silent.
  public var idle: Duration?
  /// From the call to the last byte, the wait for a free connection included.
  public var total: Duration?

  /// 10 s to connect and a minute of silence at most, unless told otherwise.
  public init(
    connect: Duration = .seconds(10), idle: Duration? = .seconds(60), total: Duration? = nil
  ) {
    self.connect = connect
    self.idle = idle
    self.total = total
  }
}

/// Which of a request's times ran out.
public enum HTTPTimeout: String, Hashable, Sendable {
  /// No connection in time: the request was not sent.
  case connect
  /// No byte came or left for too long.
  case idle
  /// The whole took too long.
  case total
}

extension Duration {
  /// Whole milliseconds, rounded up so that a short time never becomes none.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    let perMillisecond: Int64 = 1_000_000_000_000_000
    return Int(seconds) * 1000 + Int((attoseconds + perMillisecond - 1) / perMillisecond)
  }
}
