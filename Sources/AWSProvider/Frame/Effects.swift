import Synchronization

/// Whether an operation has changed anything yet, or found that an earlier attempt of it has: then
/// a refusal later on is not without effect, and the state must know of the object.
final class Effects: Sendable {
  private let state = Mutex(false)

  /// Whether something was changed.
  var areThere: Bool { state.withLock { $0 } }

  /// Notes that something was changed.
  func begin() { state.withLock { $0 = true } }

  /// Notes that what was there is gone again.
  func end() { state.withLock { $0 = false } }
}
