import Glibc

/// A file that is read piece by piece, and closed when it is let go of.
///
///     guard let file = OpenFile(path) else { … }
///     while let piece = try file.read(atMost: 1 << 18) { … }
public struct OpenFile: ~Copyable {
  private let descriptor: Int32

  /// Opens a file; nothing where it cannot be read.
  public init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// The next bytes, as many as come at once; nothing at the end of the file.
  public func read(atMost count: Int) throws(FolderContents.Failure) -> [UInt8]? {
    var problem: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, used in
      var taken = Glibc.read(descriptor, room.baseAddress, count)
      while taken < 0, errno == EINTR { taken = Glibc.read(descriptor, room.baseAddress, count) }
      if taken < 0 { problem = errno }
      used = max(0, taken)
    }
    if problem != 0 {
      throw FolderContents.Failure(message: String(cString: strerror(problem)))
    }
    return bytes.isEmpty ? nil : bytes
  }
}
