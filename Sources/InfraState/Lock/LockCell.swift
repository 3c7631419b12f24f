import InfraModel

/// Where a lock is kept: a place that can be read, and replaced if it is still as it was read.
///
/// A file by `Disk.swap`; an object in a bucket by a conditional write.
public protocol LockCell: Sendable {
  /// How the place is named in errors.
  var name: String { get }

  /// Whether reading costs so little that it can be done before every record.
  var isCheapToRead: Bool { get }

  /// What is there; nothing if it is free.
  func read() async throws(Diagnostic) -> [UInt8]?

  /// Replaces what is thought to be there; answers whether it was. Nothing stands for a free place.
  ///
  /// Where the answer of an earlier try was lost, it may say no of what it has done itself.
  func swap(from expected: [UInt8]?, to replacement: [UInt8]?) async throws(Diagnostic) -> Bool
}

/// A lock's place in a file.
struct FileLockCell: LockCell {
  let disk: any Disk
  let name: String
  let isCheapToRead = true

  func read() async throws(Diagnostic) -> [UInt8]? {
    try diagnosing { () throws(DiskError) in try disk.read(name) }
  }

  func swap(from expected: [UInt8]?, to replacement: [UInt8]?) async throws(Diagnostic) -> Bool {
    try diagnosing { () throws(DiskError) in
      try disk.swap(name, from: expected, to: replacement)
    }
  }
}
