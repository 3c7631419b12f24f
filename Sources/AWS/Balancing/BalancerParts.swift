import InfraDSL
import InfraModel

/// The name of a load balancer or a target group.
public struct BalancerName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...32, "-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a load balancer's name: use \(rule.text)."
  }
}

/// A subnet that a load balancer is in, with an address of its own, as Terraform's
/// `subnet_mapping` block.
public struct SubnetMapping: ArgumentValue {
  let subnet: Value<SubnetID>
  let allocation: Value<AllocationID>?
  let privateAddress: Value<IPAddress>?
  let ipv6Address: Value<IPAddress>?

  /// A subnet with addresses in it.
  ///
  /// - Parameters:
  ///   - subnet: The subnet.
  ///   - allocation: The public address.
  ///   - privateAddress: The private address, of an internal one.
  ///   - ipv6Address: The IPv6 address.
  public init(
    _ subnet: Value<SubnetID>, allocation: Value<AllocationID>? = nil,
    privateAddress: Value<IPAddress>? = nil, ipv6Address: Value<IPAddress>? = nil
  ) {
    self.subnet = subnet
    self.allocation = allocation
    self.privateAddress = privateAddress
    self.ipv6Address = ipv6Address
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object([
      "subnet_id": subnet, "allocation_id": allocation, "private_ipv4_address": privateAddress,
      "ipv6_address": ipv6Address,
    ])
  }
}

/// Where a load balancer's logs go, as Terraform's `access_logs` and `connection_logs` blocks.
public struct BalancerLogs: ArgumentValue {
  let bucket: Value<BucketName>
  let prefix: Value<String>?
  let isEnabled: Bool

  /// A bucket for logs; its policy must let the balancing service write.
  public init(_ bucket: Value<BucketName>, prefix: Value<String>? = nil, isEnabled: Bool = true) {
    self.bucket = bucket
    self.prefix = prefix
    self.isEnabled = isEnabled
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.block(["bucket": bucket, "prefix": prefix, "enabled": isEnabled])
  }
}
