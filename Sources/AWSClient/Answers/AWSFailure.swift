import InfraModel

/// Why a call has no answer, or a refusal for one.
public struct AWSFailure: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public enum Kind: Hashable, Sendable {
    /// The service answered with an error of its own.
    case answered
    /// Something answered that is no answer of a service: an HTML page, half a document.
    case unparsable
    /// No connection; the request certainly did nothing.
    case unreachable
    /// The connection ended or fell silent; the request may have done its work.
    case lost
    /// TLS failed.
    case tls
    /// There is nothing to sign with.
    case credentials(Diagnostic)
    /// The request cannot be made.
    case invalid
    /// It was interrupted.
    case cancelled
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// The service's name for messages.
  public var service: String
  /// The operation's name.
  public var operation: String
  /// The action as policies name it.
  public var action: String
  /// The region asked.
  public var region: String
  /// Where the request went.
  public var endpoint: String
  /// The service's word for the error, as `InvalidVpcID.NotFound`; empty if it did not answer.
  public var code: String
  /// What the service says, or why there is no answer.
  public var message: String
  /// The service's name for the request, which its support asks for.
  public var requestID: String?
  /// The HTTP status, if it answered.
  public var status: Int?
  /// Seconds that the service asks to wait.
  public var retryAfter: Double?
  /// Whose credentials signed it: the key's id and where it comes from.
  public var signer: String?
  /// Seconds that the service's clock is ahead of this machine's, if it said its time.
  public var clockOffset: Double?
  /// The region that the object is in, where the service names it.
  public var rightRegion: String?
  /// Whether an earlier try of the same call may have done its work: a refusal, as that a gateway
  /// is not attached, may say no more than that then.
  public var followsUncertain = false

  /// Makes a failure of a call.
  public init(
    _ kind: Kind, _ call: AWSCall, region: String, endpoint: String, code: String = "",
    message: String, requestID: String? = nil, status: Int? = nil, retryAfter: Double? = nil
  ) {
    self.kind = kind
    service = call.service.name
    operation = call.operation
    action = call.action
    self.region = region
    self.endpoint = endpoint
    self.code = code
    self.message = message
    self.requestID = requestID
    self.status = status
    self.retryAfter = retryAfter
  }

  /// Whether the service asked to come more slowly: codes of the SDKs' standard rules.
  public var isThrottling: Bool {
    kind == .answered && (Self.throttling.contains(code) || status == 429)
  }

  /// Whether the same request may have another end soon: the SDKs' standard rules, for answers in
  /// the service's own words only.
  public var isTransient: Bool {
    switch kind {
    case .unreachable, .lost: true
    case .answered:
      ["RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete"].contains(code)
        || [500, 502, 503, 504].contains(status ?? 0)
    case .unparsable, .tls, .credentials, .invalid, .cancelled: false
    }
  }

  /// Whether the request certainly did nothing.
  public var isWithoutEffect: Bool {
    if followsUncertain { return false }
    return switch kind {
    case .unreachable, .tls, .credentials, .invalid: true
    case .answered: isThrottling || (400..<500).contains(status ?? 0)
    case .unparsable, .lost, .cancelled: false
    }
  }

  private static let throttling: Set<String> = [
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
    "TooManyRequestsException", "ProvisionedThroughputExceededException",
    "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
    "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
    "EC2ThrottledException",
  ]
}
