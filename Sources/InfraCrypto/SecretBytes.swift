internal import CCrypto
import FoundationEssentials

/// Bytes that must not be seen: they show nowhere, and their memory is wiped when they go.
///
/// Taking them out is a call that a reviewer can search for: `withUnsafeBytes` or `reveal()`.
public final class SecretBytes: Sendable {
  // Safe: written only before `init` returns, then only read, and freed when nobody holds it.
  nonisolated(unsafe) private let storage: UnsafeMutableRawBufferPointer

  /// Copies the bytes; wiping the original is its owner's business.
  public init(_ bytes: some ContiguousBytes) {
    storage = bytes.withUnsafeBytes { bytes in
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
      copy.copyMemory(from: bytes)
      return copy
    }
  }

  deinit {
    OPENSSL_cleanse(storage.baseAddress, storage.count)
    storage.deallocate()
  }

  /// How many there are.
  public var count: Int { storage.count }

  /// A copy in ordinary memory, for what must leave the process: a file, a request.
  public func reveal() -> [UInt8] { [UInt8](storage) }
}

extension SecretBytes: ContiguousBytes {
  /// Lends the bytes without a copy.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(self) { try body(UnsafeRawBufferPointer(storage)) }
  }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says that there is a secret, and not even how long it is.
  public var description: String { "(secret)" }

  /// The same.
  public var debugDescription: String { description }

  /// Nothing: `dump` and failed expectations look here.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
