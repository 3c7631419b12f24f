/// The kind of certificates of ACM.
public enum CertificateKind: NamedByARN {
  /// The form of their Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("acm", "certificate/") }
}

/// An Amazon resource name of a certificate of ACM.
public typealias CertificateARN = ARN<CertificateKind>
