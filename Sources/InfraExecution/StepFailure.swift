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
      address: prepared.address, hints: error.hints + wait(error), commands: error.commands)
  }

  /// When to come again, where the server said so in a time that means something.
  private static func wait(_ error: ProviderError) -> [String] {
    guard case .throttled(let asked?) = error.kind, asked > 0, asked < 1e9 else { return [] }
    return ["the server asks to come again in \(Int(asked.rounded(.up))) s"]
  }
}
