import InfraModel
import Synchronization

/// Objects that were read many at once, until each is asked for by itself: a refresh of hundreds of
/// resources sends half as many requests so.
///
/// Each is handed out once, so that nothing is taken for present later on.
final class PreparedReads: Sendable {
  private let objects = Mutex<[String: [String: Datum]]>([:])

  /// Keeps an object of a type by its id.
  func keep(_ object: Datum, of type: String, id: String) {
    objects.withLock { $0[type, default: [:]][id] = object }
  }

  /// Hands an object out.
  func take(_ type: String, id: String) -> Datum? {
    objects.withLock { $0[type]?.removeValue(forKey: id) }
  }

  /// Forgets all that was not asked for.
  func clear() { objects.withLock { $0 = [:] } }
}
