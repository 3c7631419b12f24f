/// Where a lock is kept: a place that can be read, and replaced if it is still as it was read.
///
/// A file by `Disk.swap`; an object in a bucket by a conditional write.
public protocol LockCell: Sendable {
  /// How the place is named in errors.
  var name: String { get }

  /// Whether reading costs so little that it can be done before every record.
  var isCheapToRead: Bool { get }

  /// What is there; nothing if it is free.
  func read() throws(DiskError) -> [UInt8]?

  /// Replaces what is thought to be there; answers whether it was. Nothing stands for a free place.
  func swap(from expected: [UInt8]?, to replacement: [UInt8]?) throws(DiskError) -> Bool
}

/// A lock's place in a file.
struct FileLockCell: LockCell {
  let disk: any Disk
  let name: String
  let isCheapToRead = true

  func read() throws(DiskError) -> [UInt8]? { try disk.read(name) }

  func swap(from expected: [UInt8]?, to replacement: [UInt8]?) throws(DiskError) -> Bool {
    try disk.swap(name, from: expected, to: replacement)
  }
}
