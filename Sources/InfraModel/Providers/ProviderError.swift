/// Why an operation failed, told by the provider.
public struct ProviderError: Error, Hashable, Sendable {
  /// What kind of failure it is, which decides what is done about it.
  public enum Kind: Hashable, Sendable {
    /// The server could not be reached; the request certainly did nothing.
    case unreachable
    /// The server said to come again; the request did nothing. Seconds to wait, if it said.
    case throttled(retryAfter: Double?)
    /// The answer was lost or the server failed; the request may have done its work.
    case uncertain
    /// The request was refused and will be refused again.
    case refused
    /// The object belongs to somebody else.
    case stranger
    /// The object came up wrong, as an unhealthy container; it is left for inspection.
    case unhealthy
    /// The apply was interrupted.
    case cancelled
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// What was asked, as `POST /containers/create`.
  public var request: String
  /// The server's status, if it answered.
  public var status: Int?
  /// What happened, in whole sentences, with the server's own message.
  public var message: String
  /// How to fix it.
  public var hints: [String]
  /// Commands to copy.
  public var commands: [String]
  /// Whether the operation certainly left everything as it was: a creation made no object, a
  /// change or deletion touched none. Only then does the state go back to what it said before;
  /// otherwise the next apply looks for what may be there.
  public var isWithoutEffect: Bool
  /// What is wrong in a few constant words, where the kind says too little.
  public var title: String?

  /// Makes an error; unless it says so, the operation may have had an effect.
  public init(
    _ kind: Kind, request: String, status: Int? = nil, message: String, hints: [String] = [],
    commands: [String] = [], isWithoutEffect: Bool = false, title: String? = nil
  ) {
    self.kind = kind
    self.request = request
    self.status = status
    self.message = message
    self.hints = hints
    self.commands = commands
    self.isWithoutEffect = isWithoutEffect
    self.title = title
  }

  /// What is wrong, in the constant words of a diagnostic's summary.
  public var summary: String {
    if let title { return title }
    return switch kind {
    case .unreachable: "Provider not reachable"
    case .throttled: "Provider asked to slow down"
    case .uncertain: "Answer lost"
    case .refused: "Request refused"
    case .stranger: "Object belongs to somebody else"
    case .unhealthy: "Object is not healthy"
    case .cancelled: "Interrupted"
    }
  }

  /// Whether the same operation may be run again at once: operations are idempotent, so both a
  /// request that did nothing and one whose answer was lost may.
  public var isRetryable: Bool {
    switch kind {
    case .unreachable, .throttled, .uncertain: true
    case .refused, .stranger, .unhealthy, .cancelled: false
    }
  }
}
