import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_security_group`.
  static let securityGroup = AWSType(
    "aws_security_group", "security group",
    arguments: [
      .both("name", "GroupName"),
      .both("description", "GroupDescription"),
      .both("vpc_id", "VpcId"),
      .later("ingress", "InlineIngress", InlineRules.shape),
      .later("egress", "InlineEgress", InlineRules.shape),
      .local("revoke_rules_on_delete"),
    ],
    attributes: [
      "id": "GroupId", "arn": "arn:{partition}:ec2:{region}:{OwnerId}:security-group/{GroupId}",
      "owner_id": "OwnerId",
    ],
    tags: .ec2("security-group"),
    lookup: .ec2(
      "DescribeSecurityGroups", "SecurityGroupInfo", id: "GroupId",
      by: ["group-name": "name", "vpc-id": "vpc_id"],
      shaped: { group in
        group.merging([
          "InlineIngress": InlineRules.single(group["IpPermissions"], group: group["GroupId"]),
          "InlineEgress": InlineRules.single(
            group["IpPermissionsEgress"], group: group["GroupId"]),
        ])
      }),
    creation: Creation(
      .ec2, "CreateSecurityGroup", id: "GroupId", taken: ["InvalidGroup.Duplicate"]),
    // AWS lets everything out of a new group; what may go out is declared here, as with Terraform.
    finishing: { scope in
      // Where they are part of the group, the difference takes it away.
      if scope.arguments["egress"] != nil { return [] }
      return [("0.0.0.0/0", "IpRanges", "CidrIp"), ("::/0", "Ipv6Ranges", "CidrIpv6")].compactMap {
        range, set, member in
        let isThere = scope.object["IpPermissionsEgress"].elements.contains { rule in
          rule["IpProtocol"] == "-1"
            && rule[set].elements.contains { $0[member].string == range }
        }
        guard isThere else { return nil }
        return AWSCall(
          .ec2, "RevokeSecurityGroupEgress",
          [
            "GroupId": .string(scope.id),
            "IpPermissions": [
              .object(
                Fields(["IpProtocol": "-1", set: [.object(Fields([member: .string(range)]))]]))
            ],
          ])
      }
    },
    updates: [
      InlineRules.update("ingress", "Ingress", reads: "InlineIngress"),
      InlineRules.update("egress", "Egress", reads: "InlineEgress"),
    ],
    deletion: Deletion(.ec2, "DeleteSecurityGroup", id: "GroupId", clearing: revokeRules),
    again: ["InvalidGroup.NotFound"])

  /// Takes the group's rules away, where that is declared: groups that name each other cannot be
  /// deleted otherwise.
  @Sendable private static func revokeRules(_ scope: Scope, _ session: AWSSession)
    async throws(ProviderError)
  {
    guard scope.arguments["revoke_rules_on_delete"] == true else { return }
    let filter: Datum = ["Name": "group-id", "Value": [.string(scope.id)]]
    let answer = try await session.send(
      AWSCall(.ec2, "DescribeSecurityGroupRules", ["Filter": [filter]]), absent: ["NotFound"])
    let rules = answer?["SecurityGroupRuleSet"].elements ?? []
    for (isEgress, operation) in [
      (true, "RevokeSecurityGroupEgress"), (false, "RevokeSecurityGroupIngress"),
    ] {
      let ids = rules.filter { Shape.flag.read($0["IsEgress"], declared: nil) == .bool(isEgress) }
        .map { $0["SecurityGroupRuleId"] }
      if ids.isEmpty { continue }
      _ = try await session.send(
        AWSCall(
          .ec2, operation, ["GroupId": .string(scope.id), "SecurityGroupRuleId": .list(ids)]),
        absent: ["NotFound"])
    }
  }
}
