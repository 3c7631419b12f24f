import InfraModel

/// A store of objects that several machines share, as a bucket: each is read and written whole.
///
/// What is written is durable and is what the next read gives, wherever it is made; a write under
/// a condition is one step that no other can come between. Amazon S3 promises both.
public protocol ObjectStore: Sendable {
  /// How the place of all keys is named in messages, as `s3://bucket/prefix`.
  var place: String { get }

  /// An object; nothing if there is none.
  func read(_ key: String) async throws(Diagnostic) -> StoredObject?

  /// All keys that begin so, sorted.
  func list(_ prefix: String) async throws(Diagnostic) -> [String]

  /// Writes an object if a condition holds; answers its version, or nothing where it did not hold.
  ///
  /// Where the answer of an earlier try was lost, it may say nothing of what it has done itself.
  func write(_ bytes: [UInt8], to key: String, if condition: WriteCondition)
    async throws(Diagnostic) -> ObjectVersion?

  /// Removes an object; there may be none.
  func remove(_ key: String) async throws(Diagnostic)
}

/// An object as it was read.
public struct StoredObject: Hashable, Sendable {
  /// Its content.
  public let bytes: [UInt8]
  /// What tells this content from any that is written later.
  public let version: ObjectVersion

  /// Makes an object.
  public init(bytes: [UInt8], version: ObjectVersion) {
    self.bytes = bytes
    self.version = version
  }
}

/// What tells one content of an object from another, as S3's entity tags.
public struct ObjectVersion: Hashable, Sendable {
  /// The tag as the store wrote it.
  public let text: String

  /// Takes a tag as the store wrote it.
  public init(_ text: String) { self.text = text }
}

/// What must hold for an object to be written.
public enum WriteCondition: Hashable, Sendable {
  /// There is none.
  case absent
  /// It is still the one that was read.
  case unchanged(ObjectVersion)
  /// Nothing.
  case none

  /// The object is as it was read, be it that there was none.
  static func asRead(_ object: StoredObject?) -> WriteCondition {
    object.map { .unchanged($0.version) } ?? .absent
  }
}

extension ObjectStore {
  /// Writes an object as `write` does, and knows its own write where its answer was lost and the
  /// condition does not hold any more for that very reason. What is written under a condition must
  /// therefore differ from whatever another writer could write.
  func put(_ bytes: [UInt8], at key: String, if condition: WriteCondition)
    async throws(Diagnostic) -> ObjectVersion?
  {
    if let version = try await write(bytes, to: key, if: condition) { return version }
    guard let found = try await read(key), found.bytes == bytes else { return nil }
    return found.version
  }
}
