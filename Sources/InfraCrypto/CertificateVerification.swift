internal import CCrypto
import FoundationEssentials

extension Certificate {
  /// Whether the key is the one that this certificate was issued for.
  public func belongs(to key: PrivateKey) -> Bool {
    defer { Libcrypto.forgetEarlierErrors() }
    return X509_check_private_key(pointer, key.pointer) == 1
  }

  /// Whether the authority's key made this certificate's signature and its names say so too.
  ///
  /// Says nothing about time, hosts or purpose: `verify` does.
  public func isSigned(by authority: Certificate) -> Bool {
    defer { Libcrypto.forgetEarlierErrors() }
    return X509_check_issued(authority.pointer, pointer) == X509_V_OK
      && X509_verify(pointer, X509_get0_pubkey(authority.pointer)) == 1
  }

  /// Checks what a TLS client would: signature, time, constraints, purpose and host.
  ///
  /// - Parameters:
  ///   - authority: the one that is trusted, also if another one signed it.
  ///   - moment: the time to check at.
  ///   - host: what the client calls the server; `nil` leaves the host unchecked.
  ///   - purpose: what the certificate's owner is taken for.
  /// - Throws: `CryptoError.certificateRefused` with libcrypto's reason.
  public func verify(
    trusting authority: Certificate, at moment: Date, host: SubjectAlternativeName? = nil,
    purpose: CertificateAuthority.Purpose = .server
  ) throws(CryptoError) {
    Libcrypto.forgetEarlierErrors()
    let store = try Libcrypto.require(X509_STORE_new(), "make a trust store")
    defer { X509_STORE_free(store) }
    try Libcrypto.check(X509_STORE_add_cert(store, authority.pointer), "trust an authority")
    let context = try Libcrypto.require(X509_STORE_CTX_new(), "prepare a verification")
    defer { X509_STORE_CTX_free(context) }
    try Libcrypto.check(
      X509_STORE_CTX_init(context, store, pointer, nil), "prepare a verification")
    let parameters = try Libcrypto.require(
      X509_STORE_CTX_get0_param(context), "prepare a verification")
    X509_VERIFY_PARAM_set_time(parameters, time_t(moment.timeIntervalSince1970.rounded(.down)))
    try Libcrypto.check(
      X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN)), "trust it alone")
    if let host { try Self.expect(host, in: parameters) }
    let purposes: [Int32] =
      switch purpose {
      case .server: [X509_PURPOSE_SSL_SERVER]
      case .client: [X509_PURPOSE_SSL_CLIENT]
      case .serverAndClient: [X509_PURPOSE_SSL_SERVER, X509_PURPOSE_SSL_CLIENT]
      }
    guard X509_verify_cert(context) == 1 else {
      let code = X509_STORE_CTX_get_error(context)
      throw refusal(String(cString: X509_verify_cert_error_string(Int(code))))
    }
    for one in purposes where X509_check_purpose(pointer, one, 0) != 1 {
      throw refusal("unsuitable certificate purpose")
    }
  }

  private func refusal(_ reason: String) -> CryptoError {
    Libcrypto.forgetEarlierErrors()
    return .certificateRefused(
      subject: subject.isEmpty ? "without a subject" : subject, reason: reason)
  }

  private static func expect(
    _ host: SubjectAlternativeName, in parameters: OpaquePointer
  ) throws(CryptoError) {
    switch host {
    case .dns:
      // RFC 6125, 6.4.4: the common name is no host name any more.
      X509_VERIFY_PARAM_set_hostflags(
        parameters,
        UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
      let bytes = try host.encoded().map { CChar(bitPattern: $0) }
      try Libcrypto.check(
        X509_VERIFY_PARAM_set1_host(parameters, bytes, bytes.count), "expect a host")
    case .ip:
      let bytes = try host.encoded()
      try Libcrypto.check(
        X509_VERIFY_PARAM_set1_ip(parameters, bytes, bytes.count), "expect an address")
    }
  }
}
