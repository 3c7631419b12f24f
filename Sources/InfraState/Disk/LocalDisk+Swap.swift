#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

extension LocalDisk {
  /// How long to wait for another process that is within its own swap, in steps of 2 ms: 10 s.
  /// A swap takes milliseconds; only a process stopped in the midst of it lasts longer.
  private static let attemptsMax = 5_000

  /// Compares a file with what it is thought to be and replaces it, as one step.
  ///
  /// The step is made indivisible by `flock` on the folder, which the kernel lifts when its
  /// holder dies, so that no guard is ever left behind.
  public func swap(_ path: String, from expected: [UInt8]?, to replacement: [UInt8]?)
    throws(DiskError) -> Bool
  {
    guard let guarded = try open(folder(of: path), O_RDONLY, .swap) else { return false }
    defer { close(guarded) }
    try lock(guarded, path)
    guard try read(path) == expected else { return false }
    if let replacement {
      // Only the holder of the guard writes it, so that one name is enough.
      let temporary = path + ".tmp"
      try write(replacement, to: temporary)
      try sync(temporary)
      try rename(temporary, to: path)
    } else {
      try remove(path)
    }
    try syncFolder(folder(of: path))
    return true
  }

  private func lock(_ folder: Int32, _ path: String) throws(DiskError) {
    for _ in 0..<Self.attemptsMax {
      if flock(folder, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw failure(.swap, path) }
      usleep(2_000)
    }
    throw failure(.swap, path, EWOULDBLOCK)
  }
}
