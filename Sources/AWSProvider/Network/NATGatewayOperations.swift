import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_nat_gateway`.
  static let natGateway = AWSType(
    "aws_nat_gateway", "NAT gateway",
    arguments: [
      .both("subnet_id", "SubnetId"),
      .both("allocation_id", "AllocationId", reads: "Primary.AllocationId"),
      .both("connectivity_type", "ConnectivityType"),
      .both("private_ip", "PrivateIpAddress", reads: "Primary.PrivateIp"),
      .both(
        "secondary_allocation_ids", "SecondaryAllocationId", .set(.text),
        reads: "SecondaryAllocations"),
      .both(
        "secondary_private_ip_addresses", "SecondaryPrivateIpAddress", .set(.text),
        reads: "SecondaryAddresses"),
      .both(
        "secondary_private_ip_address_count", "SecondaryPrivateIpAddressCount", .number,
        reads: "SecondaryCount"),
    ],
    attributes: [
      "id": "NatGatewayId", "public_ip": "Primary.PublicIp",
      "network_interface_id": "Primary.NetworkInterfaceId",
      "association_id": "Primary.AssociationId",
    ],
    tags: .ec2("natgateway"),
    lookup: .ec2(
      "DescribeNatGateways", "NatGatewaySet", id: "NatGatewayId", gone: ["deleted"],
      shaped: shapedNAT),
    creation: Creation(
      .ec2, "CreateNatGateway", id: "NatGateway.NatGatewayId", token: "ClientToken"),
    updates: [
      Update(["secondary_allocation_ids"]) { scope in
        let (more, less) = differences(scope, "secondary_allocation_ids", "AllocationId")
        return calls(scope, "AssociateNatGatewayAddress", "AllocationId", more)
          + calls(
            scope, "DisassociateNatGatewayAddress", "AssociationId",
            less.map { $0["AssociationId"] })
      },
      Update(["secondary_private_ip_addresses", "secondary_private_ip_address_count"]) { scope in
        // With public addresses they come and go together with those.
        if scope["connectivity_type"] != "private" { return [] }
        let count = scope["secondary_private_ip_address_count"].int
        let now = scope.object["Secondary"].elements
        if let count, scope["secondary_private_ip_addresses"].isNull {
          return countCalls(scope, count, now)
        }
        let (more, less) = differences(scope, "secondary_private_ip_addresses", "PrivateIp")
        return calls(scope, "AssignPrivateNatGatewayAddress", "PrivateIpAddress", more)
          + calls(
            scope, "UnassignPrivateNatGatewayAddress", "PrivateIpAddress",
            less.map { $0["PrivateIp"] })
      },
    ],
    deletion: Deletion(.ec2, "DeleteNatGateway", id: "NatGatewayId", waitsUntilGone: true),
    readiness: Readiness(
      "State", ready: ["available"], failed: ["failed"], reason: "FailureMessage"))

  /// The addresses apart: the first one and the further ones.
  @Sendable private static func shapedNAT(_ gateway: Datum) -> Datum {
    let addresses = gateway["NatGatewayAddressSet"].elements
    let isFurther = { (address: Datum) in address["IsPrimary"].string == "false" }
    let further = addresses.filter(isFurther)
    return gateway.merging(
      .fields([
        "Primary": addresses.first { !isFurther($0) } ?? .null, "Secondary": .list(further),
        "SecondaryAllocations": .list(
          further.map { $0["AllocationId"] }.filter { !$0.isNothing }),
        "SecondaryAddresses": .list(further.map { $0["PrivateIp"] }.filter { !$0.isNothing }),
        "SecondaryCount": .int(further.count),
      ]))
  }

  /// What is declared and not there, and what is there and not declared.
  private static func differences(_ scope: Scope, _ argument: String, _ member: String) -> (
    more: [Datum], less: [Datum]
  ) {
    let wanted = scope[argument].list ?? []
    let present = scope.object["Secondary"].elements
    return (
      wanted.filter { value in !present.contains { $0[member] == value } },
      present.filter { !wanted.contains($0[member]) }
    )
  }

  private static func countCalls(_ scope: Scope, _ count: Int, _ now: [Datum]) -> [AWSCall] {
    if count > now.count {
      return [
        AWSCall(
          .ec2, "AssignPrivateNatGatewayAddress",
          ["NatGatewayId": .string(scope.id), "PrivateIpAddressCount": .int(count - now.count)],
          isRepeatable: false)
      ]
    }
    return calls(
      scope, "UnassignPrivateNatGatewayAddress", "PrivateIpAddress",
      now.dropFirst(count).map { $0["PrivateIp"] })
  }

  private static func calls(
    _ scope: Scope, _ operation: String, _ member: String, _ values: [Datum]
  ) -> [AWSCall] {
    if values.isEmpty { return [] }
    let input = Fields(["NatGatewayId": .string(scope.id), member: .list(values)])
    return [AWSCall(.ec2, operation, .object(input))]
  }
}
