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
    code.contains("LimitExceeded") && !isThrottling || code == "LimitExceededException"
      || code.hasPrefix("TooMany") && !isThrottling || code.hasPrefix("ServiceQuotaExceeded")
  }

  /// The failure as an operation's error: what kind it is, what to do, what to type.
  public var providerError: ProviderError {
    let request = "\(service) \(operation)"
    switch kind {
    case .cancelled:
      return ProviderError(.cancelled, request: request, message: "It was interrupted.")
    case .credentials(let problem):
      return ProviderError(
        .refused, request: request, message: problem.detail, hints: problem.hints,
        commands: problem.commands, isWithoutEffect: true)
    case .unreachable:
      return ProviderError(
        .unreachable, request: request,
        message: "\(service) does not answer at \(endpoint): \(message).",
        hints: [
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
        hints: ["check AWS_ENDPOINT_URL, proxies, and whether the service is there"])
    case .answered: return answered(request)
    }
  }

  /// What the service said, with its code and the request's id.
  public var said: String {
    var text = message
    while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
    let id = requestID.map { ", request \($0)" } ?? ""
    return "\(text.isEmpty ? "it gave no reason" : text) (\(code)\(id))"
  }

  private func answered(_ request: String) -> ProviderError {
    var error = ProviderError(
      .refused, request: request, status: status, message: "\(service) refused: \(said).",
      isWithoutEffect: isWithoutEffect)
    if isExpiredToken {
      error.message = "The credentials \(signer ?? "") have ended: \(said)."
      error.hints = ["get new ones where these come from, then apply again"]
      error.commands = ["aws sts get-caller-identity"]
    } else if isDenied {
      denied(&error)
    } else if let hint = regionHint {
      error.hints = hint
    } else if isQuota {
      error.message = "A quota of \(service) in \(region) is reached: \(said)."
      error.hints = ["delete what is not needed, or ask for a higher quota"]
      error.commands = [
        "aws service-quotas list-service-quotas --service-code \(quotaCode) --region \(region)"
      ]
    } else if isThrottling {
      error.kind = .throttled(retryAfter: retryAfter)
    } else if (status ?? 0) >= 500 {
      error.kind = .uncertain
    } else if ["BucketNotEmpty", "RepositoryNotEmptyException"].contains(code) {
      error.hints = [
        "empty it, then apply again",
        "or declare that it is deleted with what it holds, and apply that before it goes",
      ]
    } else if [
      "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId",
      "AuthFailure", "SignatureDoesNotMatch", "InvalidSignatureException",
    ].contains(code) {
      error.message = "\(service) does not accept the credentials \(signer ?? ""): \(said)."
      error.hints = [
        "check the secret key and this machine's clock",
        "check that the region \(region) is enabled for the account",
      ]
      error.commands = ["aws sts get-caller-identity"]
    }
    return error
  }

  private var quotaCode: String {
    action.hasPrefix("ec2:") && operation.lowercased().contains("vpc")
      ? "vpc" : String(action.prefix { $0 != ":" })
  }

  /// What to do where the request went to the wrong region.
  private var regionHint: [String]? {
    let isWrong =
      ["AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException"]
      .contains(code) || message.contains("Credential should be scoped to a valid region")
    guard isWrong else { return nil }
    return [
      "the object is in another region than \(region): declare it with that region's provider"
    ]
  }

  /// Which action, whose, and the statement that would allow it.
  private func denied(_ error: inout ProviderError) {
    let principal = word(after: "User: ") ?? signer ?? "the caller"
    let action = word(after: "perform: ") ?? self.action
    let resource = word(after: "on resource: ") ?? "*"
    error.message = "\(principal) may not perform \(action) on \(resource): \(said)."
    error.hints = ["add this statement to a policy of that principal, then apply again:"]
    error.commands = [
      "{\"Effect\": \"Allow\", \"Action\": \"\(action)\", \"Resource\": \"\(resource)\"}"
    ]
  }

  /// The word that follows some words of the message.
  private func word(after mark: String) -> String? {
    guard let range = message.range(of: mark) else { return nil }
    let word = message[range.upperBound...].prefix { !$0.isWhitespace }
    return word.isEmpty ? nil : String(word.hasSuffix(".") ? word.dropLast() : word)
  }
}
