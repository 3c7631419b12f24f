/// What went wrong with a file: the operation, the path and the system's reason.
public struct DiskError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was attempted.
  public enum Operation: String, Sendable {
    case read, list, write, create, append, sync, rename, remove
    case makeFolder = "make the folder"
    case syncFolder = "sync the folder"
    case swap = "replace"
  }

  /// What kind of reason it is, as far as one can act on it.
  public enum Kind: Sendable {
    /// No space, or no quota, is left (`ENOSPC`, `EDQUOT`).
    case full
    /// The file system is mounted read-only (`EROFS`).
    case readOnly
    /// The permission is missing (`EACCES`, `EPERM`).
    case denied
    /// Any other reason.
    case other
  }

  /// What was attempted.
  public let operation: Operation
  /// On which file or folder.
  public let path: String
  /// What kind of reason it is.
  public let kind: Kind
  /// The system's text for its error number.
  public let reason: String

  /// Makes an error.
  public init(_ operation: Operation, _ path: String, _ kind: Kind, reason: String) {
    self.operation = operation
    self.path = path
    self.kind = kind
    self.reason = reason
  }

  /// All of it in one line.
  public var description: String { "cannot \(operation.rawValue) \(path): \(reason)" }
}
