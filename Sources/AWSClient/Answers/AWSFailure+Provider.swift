import InfraModel

extension AWSFailure {
  /// Whether the credentials have ended.
  public var isExpiredToken: Bool {
    ["ExpiredToken", "ExpiredTokenException", "RequestExpired"].contains(code)
  }

  /// Whether the principal may not do it.
  public var isDenied: Bool {
    [
      "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError",
      "AuthorizationErrorException", "Client.UnauthorizedOperation",
    ].contains(code)
  }

  /// Whether a limit of the account is reached.
  public var isQuota: Bool {
    // Of all that asks to come more slowly, this one may be a limit too.
    if isThrottling { return code == "LimitExceededException" }
    return code.hasPrefix("TooMany")
      || ["LimitExceeded", "LimitsExceeded", "QuotaExceeded", "QuotaFor"].contains {
        code.contains($0)
      }
  }

  /// Whether the credentials are none that the service knows, or the signature is not theirs.
  public var isUnknownSigner: Bool {
    [
      "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId",
      "AuthFailure", "SignatureDoesNotMatch", "InvalidSignatureException",
    ].contains(code)
  }

  /// Whether what is signed is refused because this machine's time is another than the service's.
  public var isClockWrong: Bool {
    if ["RequestTimeTooSkewed", "RequestInTheFuture"].contains(code) { return true }
    if ["Signature expired", "Signature not yet current"].contains(where: message.contains) {
      return true
    }
    let isFarOff = (clockOffset?.magnitude ?? 0) > Self.clockOffsetMax
    return isFarOff && (code == "RequestExpired" || isUnknownSigner)
  }

  /// Signatures hold for five minutes; a little less, since an answer takes its time.
  private static let clockOffsetMax = 240.0

  /// The failure as an operation's error: what kind it is, what to do, what to type.
  public var providerError: ProviderError {
    let request = "\(service) \(operation)"
    switch kind {
    case .cancelled:
      return ProviderError(.cancelled, request: request, message: "It was interrupted.")
    case .credentials(let problem):
      return ProviderError(
        .refused, request: request, message: problem.detail, hints: problem.hints,
        commands: problem.commands, isWithoutEffect: true, title: problem.summary)
    case .unreachable:
      return ProviderError(
        .unreachable, request: request,
        message: "\(service) does not answer at \(endpoint): \(message).",
        hints: AWSRegions.hints(region) + [
          "check the network and the region \(region)",
          "check AWS_ENDPOINT_URL if it is set",
        ], isWithoutEffect: true)
    case .lost:
      return ProviderError(
        .uncertain, request: request,
        message: "\(service) at \(endpoint) gave no answer: \(message).")
    case .tls:
      return ProviderError(
        .refused, request: request,
        message: "TLS with \(service) at \(endpoint) failed: \(message).",
        hints: ["check that nothing between opens TLS"], isWithoutEffect: true)
    case .invalid:
      return ProviderError(
        .refused, request: request, message: "The request cannot be made: \(message).",
        hints: ["this is a fault of the program: report it"], isWithoutEffect: true)
    case .unparsable:
      return ProviderError(
        .refused, request: request, status: status,
        message: "What \(endpoint) answered is not \(service)'s: \(message).",
        hints: ["check AWS_ENDPOINT_URL, proxies, and whether the service is there:"],
        commands: ["env | grep -i -e AWS_ENDPOINT -e _PROXY"], title: "Answer is not AWS's")
    case .answered:
      var error = refusal(request)
      // The operation looks at what is there, and asks only for what is left to do.
      if followsUncertain, error.kind == .refused { error.kind = .uncertain }
      return error
    }
  }
}
