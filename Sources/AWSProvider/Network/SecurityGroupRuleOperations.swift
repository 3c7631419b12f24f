import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_vpc_security_group_ingress_rule`.
  static let ingressRule = securityGroupRule("ingress", isEgress: false)
  /// The operations on `aws_vpc_security_group_egress_rule`.
  static let egressRule = securityGroupRule("egress", isEgress: true)

  private static func securityGroupRule(_ way: String, isEgress: Bool) -> AWSType {
    let name = isEgress ? "Egress" : "Ingress"
    return AWSType(
      "aws_vpc_security_group_\(way)_rule", "security group rule",
      arguments: ruleMembers,
      attributes: [
        "id": "SecurityGroupRuleId", "security_group_rule_id": "SecurityGroupRuleId",
        "arn":
          "arn:{partition}:ec2:{region}:{GroupOwnerId}:security-group-rule/{SecurityGroupRuleId}",
      ],
      tags: .ec2("security-group-rule"),
      lookup: Lookup(
        at: "SecurityGroupRuleSet", pages: AWSPages("NextToken"), together: rulesTogether,
        where: { rule, key in isMeant(rule, key, isEgress: isEgress) }
      ) { key in
        switch key {
        case .id(let id):
          return AWSCall(
            .ec2, "DescribeSecurityGroupRules", ["SecurityGroupRuleId": [.string(id)]])
        case .instance(let instance):
          let filter = Datum.string("tag:" + Ownership.instance)
          return AWSCall(
            .ec2, "DescribeSecurityGroupRules",
            ["Filter": [["Name": filter, "Value": [.string(instance.text)]]]])
        case .arguments(let arguments):
          let group = arguments["security_group_id"] ?? .null
          return AWSCall(
            .ec2, "DescribeSecurityGroupRules",
            ["Filter": [["Name": "group-id", "Value": [group]]]])
        }
      },
      creation: Creation(
        id: "SecurityGroupRuleSet.0.SecurityGroupRuleId", taken: ["InvalidPermission.Duplicate"]
      ) { input, scope in
        AWSCall(
          .ec2, "AuthorizeSecurityGroup\(name)",
          .fields([
            "GroupId": scope["security_group_id"], "IpPermissions": [permission(scope)],
            "TagSpecification": input["TagSpecification"],
          ]), isRepeatable: false)
      },
      updates: [
        Update(Set(ruleMembers.map(\.name)).subtracting(["security_group_id"])) { scope in
          var rule = Member.written(ruleMembers, .object(scope.arguments)).object ?? Fields()
          rule["GroupId"] = nil
          return [
            AWSCall(
              .ec2, "ModifySecurityGroupRules",
              [
                "GroupId": scope["security_group_id"],
                "SecurityGroupRule": [
                  [
                    "SecurityGroupRuleId": .string(scope.id), "SecurityGroupRule": .object(rule),
                  ]
                ],
              ])
          ]
        }
      ],
      deletion: Deletion { scope in
        [
          AWSCall(
            .ec2, "RevokeSecurityGroup\(name)",
            [
              "GroupId": scope.object["GroupId"], "SecurityGroupRuleId": [.string(scope.id)],
            ])
        ]
      },
      again: ["InvalidGroup.NotFound"])
  }

  private static let ruleMembers: [Member] = [
    .both("security_group_id", "GroupId"),
    .both("ip_protocol", "IpProtocol"),
    .both("from_port", "FromPort", .number),
    .both("to_port", "ToPort", .number),
    .both("cidr_ipv4", "CidrIpv4"),
    .both("cidr_ipv6", "CidrIpv6"),
    .both(
      "referenced_security_group_id", "ReferencedGroupId", reads: "ReferencedGroupInfo.GroupId"),
    .both("prefix_list_id", "PrefixListId"),
    .both("description", "Description"),
  ]

  /// Whether a rule of a group is the one that is looked for.
  private static let rulesTogether = Lookup.Together(by: "SecurityGroupRuleId") { ids in
    AWSCall(
      .ec2, "DescribeSecurityGroupRules", ["SecurityGroupRuleId": .list(ids.map { .string($0) })])
  }

  private static func isMeant(_ rule: Datum, _ key: Lookup.Key, isEgress: Bool) -> Bool {
    guard Shape.flag.read(rule["IsEgress"], declared: nil) == .bool(isEgress) else { return false }
    switch key {
    case .id: return true
    case .instance(let instance):
      return Tagging.ec2("").read(rule)[Ownership.instance]?.string == instance.text
    case .arguments(let arguments):
      let found = Member.read(ruleMembers, rule, declared: arguments)
      return ruleMembers.allSatisfy {
        $0.name == "description" || found[$0.name] == arguments[$0.name]
      }
    }
  }

  /// The rule as it is given at its creation: who is meant stands in lists.
  private static func permission(_ scope: Scope) -> Datum {
    func peers(_ member: String, _ value: Datum) -> Datum {
      if value.isNull { return .null }
      var peer = Fields([member: value])
      if !scope["description"].isNull { peer["Description"] = scope["description"] }
      return [.object(peer)]
    }
    return .fields([
      "IpProtocol": scope["ip_protocol"], "FromPort": scope["from_port"],
      "ToPort": scope["to_port"], "IpRanges": peers("CidrIp", scope["cidr_ipv4"]),
      "Ipv6Ranges": peers("CidrIpv6", scope["cidr_ipv6"]),
      "Groups": peers("GroupId", scope["referenced_security_group_id"]),
      "PrefixListIds": peers("PrefixListId", scope["prefix_list_id"]),
    ])
  }
}
