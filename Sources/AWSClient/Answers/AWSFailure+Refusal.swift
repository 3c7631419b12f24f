import InfraModel

/// What a service refused, told so that its reader can act.
extension AWSFailure {
  /// The refusal as an operation's error.
  func refusal(_ request: String) -> ProviderError {
    var error = ProviderError(
      .refused, request: request, status: status, message: "\(service) refused: \(said).",
      isWithoutEffect: isWithoutEffect)
    if isClockWrong {
      clock(&error)
    } else if isExpiredToken {
      expired(&error)
    } else if isDenied {
      denied(&error)
    } else if let hint = regionHint {
      error.title = "Wrong region"
      error.hints = hint
    } else if isQuota {
      quota(&error)
    } else if isThrottling {
      error.kind = .throttled(retryAfter: retryAfter)
    } else if (status ?? 0) >= 500 {
      error.kind = .uncertain
    } else if ["BucketNotEmpty", "RepositoryNotEmptyException"].contains(code) {
      error.hints = [
        "empty it, then apply again",
        "or declare that it is deleted with what it holds, and apply that before it goes",
      ]
    } else if code == "InvalidParameterValue", message.contains("availabilityZone") {
      error.hints = ["choose one of the region's zones:"]
      error.commands = ["aws ec2 describe-availability-zones --region \(region)"]
    } else if code == "OptInRequired" {
      error.title = "Region is not enabled"
      error.message = "The account may not use \(service) in \(region): \(said)."
      optIn(&error)
    } else if isUnknownSigner {
      unknown(&error)
    }
    return error
  }

  /// What the service said, with its code and the request's id.
  public var said: String {
    var text = message
    // A denial of EC2 ends with a kilobyte that only AWS can read.
    if let blob = text.firstRange(of: "Encoded authorization failure message:") {
      text.removeSubrange(blob.lowerBound...)
    }
    while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
    let id = requestID.map { ", request \($0)" } ?? ""
    return "\(text.isEmpty ? "it gave no reason" : text) (\(code)\(id))"
  }

  private func clock(_ error: inout ProviderError) {
    error.title = "Clock is wrong"
    let distance = clockOffset.map {
      " is \(Self.span($0)) \($0 > 0 ? "behind" : "ahead of") AWS's"
    }
    error.message =
      "This machine's clock\(distance ?? " is wrong"), so \(service) does not take what it signs: "
      + "\(said)."
    error.hints = ["set the clock, then apply again"]
    error.commands = ["sudo timedatectl set-ntp true"]
  }

  /// Seconds as people say them: the two greatest units.
  private static func span(_ seconds: Double) -> String {
    var rest = Int(seconds.magnitude.rounded())
    let parts = [("days", 86_400), ("h", 3_600), ("min", 60), ("s", 1)].compactMap { unit, size in
      let count = rest / size
      rest %= size
      return count > 0 ? "\(count) \(unit)" : nil
    }
    return parts.isEmpty ? "0 s" : parts.prefix(2).joined(separator: " ")
  }

  private func expired(_ error: inout ProviderError) {
    error.title = "AWS credentials have ended"
    error.message = "The credentials \(signer ?? "") have ended: \(said)."
    if signer?.hasSuffix(CredentialChain.variablesName) == true {
      error.hints = [
        "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN to new ones, then "
          + "apply again; from a profile:"
      ]
      error.commands = [CredentialFinding.export("NAME")]
    } else {
      error.hints = ["get new ones where these come from, then apply again"]
      error.commands = ["aws sts get-caller-identity"]
    }
  }

  /// Which action, whose, and the statement that would allow it.
  private func denied(_ error: inout ProviderError) {
    error.title = "Action denied"
    let principal = word(after: "User: ") ?? signer ?? "the caller"
    let action = word(after: "perform: ") ?? self.action
    let resource = word(after: "on resource: ") ?? "*"
    error.message = "\(principal) may not perform \(action) on \(resource): \(said)."
    if message.contains("explicit deny") {
      error.hints = [
        "a policy denies it outright, which no other policy can allow: take the denial away"
      ]
      return
    }
    error.hints = ["add this statement to a policy of that principal, then apply again:"]
    error.commands = [
      "{\"Effect\": \"Allow\", \"Action\": \"\(action)\", \"Resource\": \"\(resource)\"}"
    ]
  }

  /// The word that follows some words of the message.
  private func word(after mark: String) -> String? {
    guard let range = message.firstRange(of: mark) else { return nil }
    let word = message[range.upperBound...].prefix { !$0.isWhitespace }
    return word.isEmpty ? nil : String(word.hasSuffix(".") ? word.dropLast() : word)
  }

  /// What to do where the request went to the wrong region.
  private var regionHint: [String]? {
    if message.contains("Credential should be scoped to a valid region")
      || code == "IllegalLocationConstraintException"
    {
      return [
        "\(endpoint) serves another region than \(region): check AWS_ENDPOINT_URL and the region"
      ] + AWSRegions.hints(region)
    }
    let codes = ["AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect"]
    guard codes.contains(code) else { return nil }
    guard let right = rightRegion else {
      return ["it is in another region than \(region): declare it with that region's provider"]
    }
    return [
      "it is in \(right): declare it there, by AWSRegion(\"\(region)\", also: [\"other\": "
        + "\"\(right)\"]) and .provider(\"aws.other\")"
    ]
  }

  private func quota(_ error: inout ProviderError) {
    error.title = "Quota reached"
    error.message = "A quota of \(service) in \(region) is reached: \(said)."
    error.hints = ["delete what is not needed, or ask for a higher quota, then apply again:"]
    error.commands = [
      "aws service-quotas list-service-quotas --service-code \(quotaCode) --region \(region)",
      "aws service-quotas request-service-quota-increase --service-code \(quotaCode) --region "
        + "\(region) --quota-code CODE --desired-value NUMBER",
    ]
  }

  /// The quotas of networks are kept apart from those of machines and addresses.
  private var quotaCode: String {
    let service = String(action.prefix { $0 != ":" })
    return service == "ec2" && !operation.contains("Address") ? "vpc" : service
  }

  private func unknown(_ error: inout ProviderError) {
    error.title = "AWS credentials do not work"
    error.message = "\(service) does not accept the credentials \(signer ?? ""): \(said)."
    error.hints = ["check the secret key"]
    error.commands = ["aws sts get-caller-identity"]
    if AWSRegions.optIn.contains(region) { optIn(&error) }
  }

  private func optIn(_ error: inout ProviderError) {
    error.hints.append("an account uses \(region) only once it is enabled:")
    error.commands += [
      "aws account get-region-opt-status --region-name \(region)",
      "aws account enable-region --region-name \(region)",
    ]
  }
}
