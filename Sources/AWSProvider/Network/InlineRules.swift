import AWSClient
import InfraModel

/// The rules that are part of a security group. EC2 groups them as it likes and Terraform as it is
/// declared, so both are taken apart into single rules: who, which traffic, what for.
enum InlineRules {
  /// Where each kind of peer stands: here, in EC2's lists, and in their elements.
  private static let peers: [(argument: String, list: String, member: String)] = [
    ("cidr_blocks", "IpRanges", "CidrIp"), ("ipv6_cidr_blocks", "Ipv6Ranges", "CidrIpv6"),
    ("security_groups", "Groups", "GroupId"),
    ("prefix_list_ids", "PrefixListIds", "PrefixListId"),
  ]
  /// What stands for the group itself.
  private static let itself: Datum = "self"

  /// The single rules of a group, as read.
  static func single(_ permissions: Datum, group: Datum) -> Datum {
    var rules: [Datum] = []
    for permission in permissions.elements {
      for (argument, list, member) in peers {
        for peer in permission[list].elements {
          let isItself = argument == "security_groups" && peer[member] == group
          rules.append(
            rule(
              permission["IpProtocol"], permission["FromPort"], permission["ToPort"], argument,
              isItself ? itself : peer[member], peer["Description"]))
        }
      }
    }
    return .list(rules)
  }

  /// The single rules that are declared.
  private static func single(declared: Datum) -> [Datum] {
    (declared.list ?? []).flatMap { block in
      var values = peers.flatMap { peer in
        (block[peer.argument].list ?? []).map { (peer.argument, $0) }
      }
      if block["self"] == true { values.append(("security_groups", itself)) }
      return values.map { argument, value in
        rule(
          block["protocol"], block["from_port"], block["to_port"], argument, value,
          block["description"])
      }
    }
  }

  /// All protocols have no ports, whatever is said.
  private static func rule(
    _ transport: Datum, _ from: Datum, _ to: Datum, _ argument: String, _ peer: Datum,
    _ description: Datum
  ) -> Datum {
    let isAll = transport == "-1"
    return [
      "protocol": transport, "peer": .string(argument), "value": peer,
      "from_port": isAll ? 0 : Shape.number.read(from, declared: nil),
      "to_port": isAll ? 0 : Shape.number.read(to, declared: nil),
      "description": .string(description.string ?? ""),
    ]
  }

  /// What is read of single rules: as declared if they are those, else one block for each.
  static let shape = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      let mine = single(declared: declared ?? .null)
      if let declared, Datum.list(mine).sorted == seen.sorted { return declared }
      return .list(seen.elements.map(block))
    })

  private static func block(_ rule: Datum) -> Datum {
    var fields = Fields([
      "protocol": rule["protocol"], "from_port": rule["from_port"], "to_port": rule["to_port"],
      "description": rule["description"], "self": .bool(rule["value"] == itself),
    ])
    for peer in peers {
      let isIt = rule["peer"].string == peer.argument && rule["value"] != itself
      fields[peer.argument] = .list(isIt ? [rule["value"]] : [])
    }
    return .object(fields)
  }

  /// The change of one direction's rules: those that go first, since a new description makes the
  /// same rule twice.
  static func update(_ argument: String, _ direction: String, reads: String) -> Update {
    Update([argument]) { scope in
      let present = scope.object[reads].elements
      let wanted = single(declared: scope.arguments[argument] ?? .null)
      let before = single(declared: scope.prior?.arguments[argument] ?? .null)
      // Without the argument, rules that it never had are left alone.
      let isLeft = scope.arguments[argument] == nil
      let less = present.filter { !wanted.contains($0) && (!isLeft || before.contains($0)) }
      let more = wanted.filter { !present.contains($0) }
      return call("RevokeSecurityGroup\(direction)", scope, less)
        + call("AuthorizeSecurityGroup\(direction)", scope, more)
    }
  }

  private static func call(_ operation: String, _ scope: Scope, _ rules: [Datum]) -> [AWSCall] {
    if rules.isEmpty { return [] }
    let permissions = rules.map { rule in
      let peer = peers.first { $0.argument == rule["peer"].string } ?? peers[0]
      let value = rule["value"] == itself ? Datum.string(scope.id) : rule["value"]
      var inner = Fields([peer.member: value])
      if !rule["description"].isNothing { inner["Description"] = rule["description"] }
      var fields = Fields(["IpProtocol": rule["protocol"], peer.list: [.object(inner)]])
      if rule["protocol"] != "-1" {
        fields["FromPort"] = rule["from_port"]
        fields["ToPort"] = rule["to_port"]
      }
      return Datum.object(fields)
    }
    return [
      AWSCall(
        .ec2, operation, ["GroupId": .string(scope.id), "IpPermissions": .list(permissions)])
    ]
  }
}
