import InfraModel
import Synchronization

/// A lock's place in a bucket: an object that is empty, or not there, while the lock is free. It is
/// never removed, as not every store can remove under a condition.
final class BucketLockCell: LockCell {
  let name: String
  let isCheapToRead = false
  private let store: any ObjectStore
  private let key: String
  /// The object as it was seen last; the outer nothing where it was not looked at.
  private let seen = Mutex<StoredObject??>(nil)

  init(_ store: any ObjectStore, key: String) {
    self.store = store
    self.key = key
    name = "\(store.place)/\(key)"
  }

  func read() async throws(Diagnostic) -> [UInt8]? {
    let object = try await store.read(key)
    seen.withLock { $0 = .some(object) }
    return Self.content(object)
  }

  func swap(from expected: [UInt8]?, to replacement: [UInt8]?) async throws(Diagnostic) -> Bool {
    if seen.withLock({ $0.map(Self.content) }) != .some(expected) {
      guard try await read() == expected else { return false }
    }
    let object = seen.withLock { $0 ?? nil }
    let bytes = replacement ?? []
    // Not known any more while it is being written.
    seen.withLock { $0 = nil }
    guard let version = try await store.put(bytes, at: key, if: .asRead(object)) else {
      return false
    }
    seen.withLock { $0 = .some(StoredObject(bytes: bytes, version: version)) }
    return true
  }

  private static func content(_ object: StoredObject?) -> [UInt8]? {
    object.flatMap { $0.bytes.isEmpty ? nil : $0.bytes }
  }
}
