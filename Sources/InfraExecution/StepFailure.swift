import InfraModel

/// Tells a provider's error as users need it: address, operation, request, status, message, and
/// what to do next.
enum StepFailure {
  static func diagnostic(_ error: ProviderError, _ prepared: PreparedStep) -> Diagnostic {
    let status = error.status.map { ", status \($0)" } ?? ""
    let operation = prepared.operation.rawValue
    let request = error.request == operation ? "" : " (\(error.request)\(status))"
    return Diagnostic(
      error.summary, "\(operation) \(prepared.address)\(request): \(error.message)",
      address: prepared.address, hints: error.hints, commands: error.commands)
  }
}
