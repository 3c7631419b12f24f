import Synchronization

/// Remembers what an operation told while it ran.
final class ProgressRecorder: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) { texts.withLock { $0.append(text) } }

  var all: [String] { texts.withLock { $0 } }
}
