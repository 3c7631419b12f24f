internal import CCrypto

/// How calls to libcrypto report: a status or a pointer, and reasons in a queue of the thread.
///
/// Operations are `StaticString`: a name built at run time, which could carry a secret into an
/// error, does not compile.
enum Libcrypto {
  /// Empties the thread's queue, so that a later failure does not report someone else's reason.
  static func forgetEarlierErrors() {
    ERR_clear_error()
  }

  static func check(_ status: Int32, _ operation: StaticString) throws(CryptoError) {
    guard status == 1 else { throw failure(operation) }
  }

  static func require<Value>(_ value: Value?, _ operation: StaticString) throws(CryptoError)
    -> Value
  {
    guard let value else { throw failure(operation) }
    return value
  }

  /// The error for a failed operation; takes the reasons out of the queue, the root cause first.
  static func failure(_ operation: StaticString) -> CryptoError {
    var reasons: [String] = []
    // The queue itself holds at most 16 entries. Only reason texts are taken: the data attached
    // to an entry may quote what was being parsed.
    while case let code = ERR_get_error(), code != 0 {
      let reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    return .libcrypto(
      operation: "\(operation)",
      reason: reasons.isEmpty ? "no reason given" : reasons.joined(separator: "; "))
  }

  /// Whether reading PEM stopped because no further block begins, rather than at a damaged one.
  static func endedAtNoMorePEM() -> Bool {
    infra_is_no_more_pem(ERR_peek_last_error()) == 1
  }

  /// Whether both buffers hold the same bytes; takes equally long wherever they differ.
  static func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    a.count == b.count && CRYPTO_memcmp(a.baseAddress, b.baseAddress, a.count) == 0
  }
}
