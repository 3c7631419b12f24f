import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_eip`.
  static let eip = AWSType(
    "aws_eip", "public address",
    arguments: [
      .both("domain", "Domain"),
      .both("address", "Address", reads: "PublicIp"),
      .both("network_border_group", "NetworkBorderGroup"),
      .both("public_ipv4_pool", "PublicIpv4Pool"),
      .later("instance", "InstanceId"),
      .later("network_interface", "NetworkInterfaceId"),
      .later("associate_with_private_ip", "PrivateIpAddress"),
    ],
    attributes: [
      "id": "AllocationId", "allocation_id": "AllocationId", "public_ip": "PublicIp",
      "arn": "arn:{partition}:ec2:{region}:{account}:elastic-ip/{AllocationId}",
      "association_id": "AssociationId", "private_ip": "PrivateIpAddress",
      "public_dns": "ec2-{PublicName}.{compute}.amazonaws.com",
    ],
    tags: .ec2("elastic-ip"),
    lookup: .ec2(
      "DescribeAddresses", "AddressesSet", id: "AllocationId",
      shaped: { address in
        let name = address["PublicIp"].string?.replacing(".", with: "-") ?? ""
        return address.merging(["PublicName": .string(name)])
      }),
    creation: Creation(.ec2, "AllocateAddress", id: "AllocationId"),
    updates: [
      Update(["instance", "network_interface", "associate_with_private_ip"]) { scope in
        let users = ["instance", "network_interface"].filter { !scope[$0].isNull }
        if users.isEmpty { return disassociation(scope) }
        return [
          AWSCall(
            .ec2, "AssociateAddress",
            .fields([
              "AllocationId": .string(scope.id), "AllowReassociation": true,
              "InstanceId": scope["instance"], "NetworkInterfaceId": scope["network_interface"],
              "PrivateIpAddress": scope["associate_with_private_ip"],
            ]))
        ]
      }
    ],
    deletion: Deletion(blocked: ["InvalidIPAddress.InUse", "AuthFailure.InUse"]) { scope in
      disassociation(scope) + [
        AWSCall(.ec2, "ReleaseAddress", ["AllocationId": .string(scope.id)])
      ]
    })

  /// Takes the address away from what has it; a NAT gateway's goes with the gateway.
  private static func disassociation(_ scope: Scope) -> [AWSCall] {
    let association = scope.object["AssociationId"]
    if association.isNothing { return [] }
    return [AWSCall(.ec2, "DisassociateAddress", ["AssociationId": association])]
  }
}
