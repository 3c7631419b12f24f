import InfraDSL
import InfraModel

extension AWSLBTargetGroup {
  /// What targets speak.
  public enum TargetProtocol: String, Choice {
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

  /// Which HTTP targets speak.
  public enum HTTPVersion: String, Choice {
    /// HTTP/1.1.
    case http1 = "HTTP1"
    /// HTTP/2.
    case http2 = "HTTP2"
    /// gRPC.
    case grpc = "GRPC"
  }

  /// What targets are.
  public enum TargetType: String, Choice {
    /// Machines of EC2.
    case instances = "instance"
    /// Addresses, as those of Fargate's tasks.
    case addresses = "ip"
    /// A function.
    case function = "lambda"
    /// An application load balancer.
    case balancer = "alb"
  }

  /// Which addresses targets have.
  public enum AddressType: String, Choice {
    /// IPv4.
    case ipv4
    /// IPv6.
    case ipv6
  }

  /// Which target is next.
  public enum Algorithm: String, Choice {
    /// Each in its turn.
    case roundRobin = "round_robin"
    /// The one with the fewest open requests.
    case leastOutstanding = "least_outstanding_requests"
    /// By chance, fewer to those that fail.
    case weightedRandom = "weighted_random"
  }

  /// Whether something is on.
  public enum OnOff: String, Choice {
    /// It is.
    case on
    /// It is not.
    case off
  }

  /// Whether each zone serves targets of all.
  public enum CrossZone: String, Choice {
    /// It does.
    case yes = "true"
    /// It serves its own.
    case no = "false"
    /// As the load balancer says.
    case asBalancer = "use_load_balancer_configuration"
  }
}
