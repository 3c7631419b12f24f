import InfraCrypto
import InfraModel

/// What tells whether bytes of a state's file are those that were written: SHA-256 in lower-case
/// hexadecimal digits.
///
/// It guards against cut off, torn and badly merged files, not against forgery: whoever can write
/// the file can write its checksum.
enum Checksum {
  /// All 64 digits, for a whole file.
  static func of(_ bytes: [UInt8]) throws(Diagnostic) -> String { try of(bytes[...]) }

  /// All 64 digits, for a part of a file.
  static func of(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> String {
    do throws(CryptoError) {
      return try SHA256.hash(bytes).hex
    } catch { throw .crypto(error) }
  }

  /// Begins one of bytes that come in parts.
  static func begin() throws(Diagnostic) -> SHA256 {
    do throws(CryptoError) { return try SHA256() } catch { throw .crypto(error) }
  }

  /// Takes in the next part.
  static func add(_ bytes: [UInt8], to hash: inout SHA256) throws(Diagnostic) {
    do throws(CryptoError) { try hash.update(bytes) } catch { throw .crypto(error) }
  }

  /// All 64 digits for all parts.
  static func end(_ hash: consuming SHA256) throws(Diagnostic) -> String {
    do throws(CryptoError) { return try hash.finish().hex } catch { throw .crypto(error) }
  }

  /// The first 16 digits, enough for one record of a journal.
  static func short(_ bytes: [UInt8]) throws(Diagnostic) -> String {
    String(try of(bytes).prefix(16))
  }
}
