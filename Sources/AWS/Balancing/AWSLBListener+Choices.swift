import InfraDSL
import InfraModel

extension AWSLBListener {
  /// What clients speak.
  public enum ListenerProtocol: String, Choice {
    /// HTTP.
    case http = "HTTP"
    /// HTTP over TLS.
    case https = "HTTPS"
    /// Streams.
    case tcp = "TCP"
    /// TLS.
    case tls = "TLS"
    /// Datagrams.
    case udp = "UDP"
    /// Both.
    case tcpAndUDP = "TCP_UDP"
    /// Packets for appliances.
    case geneve = "GENEVE"
  }

  /// Which versions of HTTP a TLS listener offers.
  public enum ALPNPolicy: String, Choice {
    /// HTTP/1.1 alone.
    case http1Only = "HTTP1Only"
    /// HTTP/2 alone.
    case http2Only = "HTTP2Only"
    /// HTTP/1.1 before HTTP/2.
    case http2Optional = "HTTP2Optional"
    /// HTTP/2 before HTTP/1.1.
    case http2Preferred = "HTTP2Preferred"
    /// None.
    case none = "None"
  }

  /// Whether clients show certificates, as Terraform's `mutual_authentication` block.
  public struct MutualAuthentication: ArgumentValue {
    let mode: String
    let trustStore: Value<AnyARN>?
    let ignoresExpiry: Bool?

    /// They need not.
    public static let off = MutualAuthentication(mode: "off", trustStore: nil, ignoresExpiry: nil)
    /// What they show is passed to targets unchecked.
    public static let passed = MutualAuthentication(
      mode: "passthrough", trustStore: nil, ignoresExpiry: nil)
    /// What they show must be of an authority in a trust store.
    public static func checked(
      by trustStore: Value<AnyARN>, ignoringExpiry ignoresExpiry: Bool = false
    ) -> MutualAuthentication {
      MutualAuthentication(mode: "verify", trustStore: trustStore, ignoresExpiry: ignoresExpiry)
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.block([
        "mode": mode, "trust_store_arn": trustStore,
        "ignore_client_certificate_expiry": ignoresExpiry,
      ])
    }
  }
}
