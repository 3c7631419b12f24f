extension AWSFailure {
  /// What is told of its request when that is made again: `EC2 CreateVpc again in 0.4 s: Slow`.
  public func againWords(after seconds: Double) -> String {
    let reason = code.isEmpty ? message : code
    let wait = (seconds * 10).rounded() / 10
    return "\(service) \(operation) again in \(wait) s: \(reason)"
  }
}
