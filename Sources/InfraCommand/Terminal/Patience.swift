import InfraModel

/// Tells what is waited for, if it takes longer than people wait without a word.
enum Patience {
  /// Before this much time has gone by, a word would only flicker.
  static let limit = Duration.milliseconds(500)

  /// Does what may take its time, and says what it is once the limit has passed.
  static func waiting<Result: Sendable>(
    for what: String, _ terminal: Terminal,
    _ work: () async throws(Diagnostics) -> Result
  ) async throws(Diagnostics) -> Result {
    let telling = Task {
      try await Task.sleep(for: limit)
      terminal.say("\(what) …\n")
    }
    defer { telling.cancel() }
    return try await work()
  }
}
