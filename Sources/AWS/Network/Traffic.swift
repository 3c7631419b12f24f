import InfraDSL
import InfraModel

/// Which traffic a rule of a security group is for.
public struct Traffic: Sendable {
  let transport: IPProtocol
  let first: Int?
  let last: Int?

  /// All of it.
  public static let all = Traffic(transport: .all, first: nil, last: nil)
  /// Streams to one port, or to those up to another.
  public static func tcp(_ port: Port, to last: Port? = nil) -> Traffic {
    Traffic(transport: .tcp, first: port.number, last: (last ?? port).number)
  }
  /// Datagrams to one port, or to those up to another.
  public static func udp(_ port: Port, to last: Port? = nil) -> Traffic {
    Traffic(transport: .udp, first: port.number, last: (last ?? port).number)
  }
  /// Messages of ICMP: of all types, or of one type and its codes; -1 stands for all.
  public static func icmp(type: Int = -1, code: Int = -1) -> Traffic {
    Traffic(transport: .icmp, first: type, last: code)
  }
  /// Messages of ICMP for IPv6.
  public static func icmpv6(type: Int = -1, code: Int = -1) -> Traffic {
    Traffic(transport: .icmpv6, first: type, last: code)
  }

  private init(transport: IPProtocol, first: Int?, last: Int?) {
    self.transport = transport
    self.first = first
    self.last = last
  }

  /// The first number of a rule, checked.
  var from: RulePort? { first.map { RulePort(number: $0, transport: transport) } }
  /// The last number of a rule, checked.
  var to: RulePort? { last.map { RulePort(number: $0, transport: transport) } }
}

/// What runs over IP in a rule of a security group.
public enum IPProtocol: String, Choice {
  /// Everything.
  case all = "-1"
  /// Streams.
  case tcp
  /// Datagrams.
  case udp
  /// Messages about the network.
  case icmp
  /// The same in IPv6.
  case icmpv6
}

/// A port of a rule, or a type or code of ICMP.
public struct RulePort: ArgumentValue, Hashable {
  let number: Int
  let transport: IPProtocol

  /// The number; one that there is not is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch transport {
    case .tcp, .udp, .all:
      if !(0...65_535).contains(number) {
        context.report("Invalid port", "A port is a number from 0 to 65535, not \(number).")
      }
    case .icmp, .icmpv6:
      if !(-1...255).contains(number) {
        context.report(
          "Invalid number", "A type or code of ICMP is from 0 to 255, or -1, not \(number).")
      }
    }
    return .int(number)
  }
}

/// Who is at the other end of a rule of a security group.
public enum SecurityGroupPeer: Sendable {
  /// An IPv4 network.
  case network(Value<CIDR>)
  /// An IPv6 network.
  case ipv6Network(Value<IPv6CIDR>)
  /// Whatever bears a group.
  case group(Value<SecurityGroupID>)
  /// The networks of a prefix list.
  case prefixList(Value<PrefixListID>)

  var cidr: Value<CIDR>? { if case .network(let value) = self { value } else { nil } }
  var ipv6CIDR: Value<IPv6CIDR>? { if case .ipv6Network(let value) = self { value } else { nil } }
  var group: Value<SecurityGroupID>? { if case .group(let value) = self { value } else { nil } }
  var list: Value<PrefixListID>? { if case .prefixList(let value) = self { value } else { nil } }
}
