internal import CCrypto
import FoundationEssentials

/// libcrypto's stream over memory, which its PEM and printing functions read and write.
struct MemoryBIO: ~Copyable {
  let pointer: OpaquePointer

  /// An empty one to write to; `secret` makes libcrypto wipe the contents in the end.
  init(secret: Bool = false) throws(CryptoError) {
    pointer = try Libcrypto.require(
      BIO_new(secret ? BIO_s_secmem() : BIO_s_mem()), "make room in memory")
  }

  /// One that reads a copy of `bytes`.
  static func reading(
    _ bytes: some ContiguousBytes, secret: Bool = false
  ) throws(CryptoError) -> MemoryBIO {
    let bio = try MemoryBIO(secret: secret)
    let isWritten = bytes.withUnsafeBytes { bytes in
      // Writing nothing does not report success, and is none the less one.
      bytes.isEmpty || BIO_write_ex(bio.pointer, bytes.baseAddress, bytes.count, nil) == 1
    }
    guard isWritten else { throw Libcrypto.failure("copy into memory") }
    return bio
  }

  deinit {
    BIO_free(pointer)
  }

  /// Lends what was written and not read yet.
  func withContents<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var start: UnsafeMutablePointer<CChar>?
    let count = infra_bio_contents(pointer, &start)
    return body(UnsafeRawBufferPointer(start: start, count: max(0, count)))
  }

  /// What was written, as text.
  func text() -> String {
    withContents { String(decoding: $0, as: UTF8.self) }
  }
}
