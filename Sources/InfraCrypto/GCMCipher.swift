internal import CCrypto
import FoundationEssentials

/// One run of AES-256-GCM in libcrypto; its key schedule is wiped when it ends.
struct GCMCipher: ~Copyable {
  enum Direction: Int32 {
    case open = 0
    case seal = 1
  }

  // Safe: written once before any use, never changed or freed; an EVP_CIPHER is immutable.
  nonisolated(unsafe) private static let algorithm: OpaquePointer? =
    EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

  private let context: OpaquePointer

  init(_ direction: Direction, key: AESGCM.Key, nonce: [UInt8]) throws(CryptoError) {
    let algorithm = try Libcrypto.require(Self.algorithm, "find AES-256-GCM")
    guard nonce.count == AESGCM.nonceLength else {
      throw .invalidArgument("A GCM nonce has 12 bytes, not \(nonce.count).", hint: "Give 12.")
    }
    let started = try Libcrypto.require(EVP_CIPHER_CTX_new(), "start AES-256-GCM")
    let status = key.secret.withUnsafeBytes { key in
      EVP_CipherInit_ex2(
        started, algorithm, key.baseAddress?.assumingMemoryBound(to: UInt8.self), nonce,
        direction.rawValue, nil)
    }
    guard status == 1 else {
      EVP_CIPHER_CTX_free(started)
      throw Libcrypto.failure("start AES-256-GCM")
    }
    context = started
  }

  deinit {
    EVP_CIPHER_CTX_free(context)
  }

  /// Takes in data that is authenticated and not encrypted.
  func authenticate(_ data: some ContiguousBytes) throws(CryptoError) {
    let status = data.withUnsafeBytes { process($0, into: nil) }
    try Libcrypto.check(status, "authenticate associated data")
  }

  /// Sets the tag that `finish()` compares with when opening.
  func expect(tag: [UInt8]) throws(CryptoError) {
    var tag = tag
    let status = EVP_CIPHER_CTX_ctrl(
      context, EVP_CTRL_AEAD_SET_TAG, Int32(AESGCM.tagLength), &tag)
    try Libcrypto.check(status, "set the tag of AES-256-GCM")
  }

  /// The tag, after `finish()` when sealing.
  func tag() throws(CryptoError) -> [UInt8] {
    var tag = [UInt8](repeating: 0, count: AESGCM.tagLength)
    let status = EVP_CIPHER_CTX_ctrl(
      context, EVP_CTRL_AEAD_GET_TAG, Int32(AESGCM.tagLength), &tag)
    try Libcrypto.check(status, "read the tag of AES-256-GCM")
    return tag
  }

  /// Runs `input` through the cipher into `output`, which has at least its length.
  func process(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer?)
    -> Int32
  {
    // libcrypto counts in `int`: longer data goes in steps.
    let step = 1 << 30
    for start in stride(from: 0, to: input.count, by: step) {
      let count = Int32(min(step, input.count - start))
      let source = input.baseAddress?.advanced(by: start).assumingMemoryBound(to: UInt8.self)
      let target = output?.baseAddress?.advanced(by: start).assumingMemoryBound(to: UInt8.self)
      var written: Int32 = 0
      let status = EVP_CipherUpdate(context, target, &written, source, count)
      guard status == 1, written == count else { return 0 }
    }
    return 1
  }

  /// Ends the run; when opening, 1 only if the tag is right.
  func finish() -> Int32 {
    // GCM is a stream: nothing is left to write here.
    var nothing: UInt8 = 0
    var written: Int32 = 0
    return EVP_CipherFinal_ex(context, &nothing, &written)
  }
}
