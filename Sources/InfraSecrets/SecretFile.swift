import FoundationEssentials
import Glibc
import InfraModel

/// What the system said when a call failed: its number, and its words for it.
struct SystemFailure: Error {
  let code: Int32

  /// The failure of the last call; ask before any other call is made.
  init() { code = errno }

  init(code: Int32) { self.code = code }

  /// The words in lower case, to stand in a sentence.
  var message: String { String(cString: strerror(code)).lowercased() }
}

/// A secret's file as it was read: its content and who may read it.
struct SecretFile {
  /// The longest secret: 1 MiB, twice what Docker's and AWS's stores take.
  static let sizeMax = 1 << 20

  let path: String
  let content: [UInt8]
  let isReadableByOthers: Bool

  /// The content without one final newline, which editors and `echo` add.
  var contentWithoutFinalNewline: [UInt8] {
    var content = content
    if content.last == UInt8(ascii: "\n") {
      content.removeLast()
      if content.last == UInt8(ascii: "\r") { content.removeLast() }
    }
    return content
  }

  /// Reads a file; nothing if there is none.
  static func read(_ path: String, _ source: SecretSource) throws(Diagnostic) -> SecretFile? {
    // Not blocking, so that a pipe in the file's place does not hold everything up.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let failure = SystemFailure()
      if failure.code == ENOENT || failure.code == ENOTDIR { return nil }
      throw SecretProblem.notReadable(source, path: path, failure.message)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw SecretProblem.notReadable(source, path: path, SystemFailure().message)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SecretProblem.notReadable(source, path: path, "not a regular file")
    }
    let content: [UInt8]
    do throws(SystemFailure) { content = try bytes(of: descriptor) } catch {
      throw SecretProblem.notReadable(source, path: path, error.message)
    }
    guard content.count <= sizeMax else {
      throw SecretProblem.notReadable(source, path: path, "longer than \(sizeMax) bytes")
    }
    return SecretFile(
      path: path, content: content, isReadableByOthers: status.st_mode & 0o066 != 0)
  }

  /// Writes a new file that only its owner may read, and waits until it is on the disk.
  static func write(_ content: [UInt8], to path: String) throws(SystemFailure) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = Glibc.open(path, flags, 0o600)
    guard descriptor >= 0 else { throw SystemFailure() }
    defer { close(descriptor) }
    var written = 0
    while written < content.count {
      let count = content.withUnsafeBytes { bytes in
        Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]).baseAddress,
          bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemFailure() }
      written += count
    }
    guard fsync(descriptor) == 0 else { throw SystemFailure() }
  }

  /// Waits until a folder's names are on the disk.
  static func sync(folder: String) throws(SystemFailure) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure() }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemFailure() }
  }

  /// All bytes, and one more than the longest secret has at most.
  private static func bytes(of descriptor: Int32) throws(SystemFailure) -> [UInt8] {
    var content: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4_096)
    while content.count <= sizeMax {
      let count = Glibc.read(descriptor, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemFailure() }
      if count == 0 { break }
      content += part[..<count]
    }
    return content
  }
}
