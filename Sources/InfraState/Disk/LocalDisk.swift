#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The files of this machine, by POSIX calls that go on after a signal (`EINTR`).
public struct LocalDisk: Disk {
  /// The disk needs nothing.
  public init() {}

  /// The bytes of a file; nothing if there is no such file.
  public func read(_ path: String) throws(DiskError) -> [UInt8]? {
    guard let file = try open(path, O_RDONLY, .read, allowMissing: true) else { return nil }
    defer { close(file) }
    var status = stat()
    let isKnown = fstat(file, &status) == 0 && status.st_size > 0
    // One byte more than the size, so that the end is met without growing the room.
    var room = [UInt8](repeating: 0, count: isKnown ? Int(status.st_size) + 1 : 4096)
    var used = 0
    while true {
      if used == room.count { room.append(contentsOf: [UInt8](repeating: 0, count: used)) }
      let count = room.withUnsafeMutableBytes { bytes in
        retrying { systemRead(file, bytes.baseAddress?.advanced(by: used), bytes.count - used) }
      }
      if count < 0 { throw failure(.read, path) }
      if count == 0 { break }
      used += count
    }
    room.removeLast(room.count - used)
    return room
  }

  /// The names in a folder, sorted; none if there is no such folder.
  public func list(_ folder: String) throws(DiskError) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw failure(.list, folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw failure(.list, folder) }
    return names.sorted()
  }

  /// Makes a folder and those above it that are missing; durable when it returns.
  public func makeFolder(_ path: String) throws(DiskError) {
    if mkdir(path, 0o777) == 0 { return try syncFolder(folder(of: path)) }
    switch errno {
    case EEXIST: return
    case ENOENT:
      let parent = folder(of: path)
      guard parent != path, parent != "." else { throw failure(.makeFolder, path, ENOENT) }
      try makeFolder(parent)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(.makeFolder, path) }
      try syncFolder(parent)
    default: throw failure(.makeFolder, path)
    }
  }

  /// Makes a file, or empties the one that is there, and writes the bytes.
  public func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try put(bytes, path, O_WRONLY | O_CREAT | O_TRUNC, .write)
  }

  /// Makes an empty file; fails if one is there.
  public func create(_ path: String) throws(DiskError) {
    try put([], path, O_WRONLY | O_CREAT | O_EXCL, .create)
  }

  /// Writes bytes at the end of a file; fails if there is none.
  public func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try put(bytes, path, O_WRONLY | O_APPEND, .append)
  }

  /// Makes a file's content durable.
  public func sync(_ path: String) throws(DiskError) { try sync(path, .sync) }

  /// Makes the names in a folder durable.
  public func syncFolder(_ folder: String) throws(DiskError) { try sync(folder, .syncFolder) }

  /// Gives a file another name in place of whatever bore it.
  public func rename(_ path: String, to newPath: String) throws(DiskError) {
    if systemRename(path, newPath) != 0 { throw failure(.rename, path) }
  }

  /// Removes a file; there may be none.
  public func remove(_ path: String) throws(DiskError) {
    if unlink(path) != 0, errno != ENOENT { throw failure(.remove, path) }
  }

  private func put(
    _ bytes: [UInt8], _ path: String, _ flags: Int32, _ operation: DiskError.Operation
  ) throws(DiskError) {
    guard let file = try open(path, flags, operation) else { return }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        retrying { systemWrite(file, all.baseAddress?.advanced(by: written), all.count - written) }
      }
      if count < 0 {
        let number = errno
        close(file)
        throw failure(operation, path, number)
      }
      written += count
    }
    // Some file systems (NFS, quotas) tell only here that the bytes found no room.
    if close(file) != 0, errno != EINTR { throw failure(operation, path) }
  }

  private func sync(_ path: String, _ operation: DiskError.Operation) throws(DiskError) {
    guard let file = try open(path, O_RDONLY, operation) else { return }
    defer { close(file) }
    #if canImport(Darwin)
    // Darwin's fsync leaves the bytes in the drive's own cache.
    if fcntl(file, F_FULLFSYNC) == 0 { return }
    #endif
    if retrying({ Int(fsync(file)) }) != 0 { throw failure(operation, path) }
  }

  func open(
    _ path: String, _ flags: Int32, _ operation: DiskError.Operation, allowMissing: Bool = false
  ) throws(DiskError) -> Int32? {
    let file = Int32(retrying { Int(systemOpen(path, flags | O_CLOEXEC, 0o666)) })
    if file >= 0 { return file }
    if allowMissing, errno == ENOENT { return nil }
    throw failure(operation, path)
  }

  func failure(_ operation: DiskError.Operation, _ path: String, _ number: Int32 = errno)
    -> DiskError
  {
    let kind: DiskError.Kind =
      switch number {
      case ENOSPC, EDQUOT: .full
      case EROFS: .readOnly
      case EACCES, EPERM: .denied
      default: .other
      }
    return DiskError(operation, path, kind, reason: String(cString: strerror(number)))
  }
}

/// Repeats a call that a signal interrupted.
private func retrying(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}

// The names of the calls are those of the disk's own functions too.
private let systemRead = read(_:_:_:)
private let systemWrite = write(_:_:_:)
private let systemRename = rename(_:_:)
private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  open(path, flags, mode)
}
