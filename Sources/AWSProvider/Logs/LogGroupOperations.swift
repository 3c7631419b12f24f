import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_cloudwatch_log_group`.
  static let logGroup = AWSType(
    "aws_cloudwatch_log_group", "log group", identity: "{name}",
    arguments: [
      .both("name", "logGroupName"),
      .both("kms_key_id", "kmsKeyId"),
      .both("log_group_class", "logGroupClass"),
      .later("retention_in_days", "retentionInDays", .number),
      .local("skip_destroy"),
    ],
    attributes: ["id": "logGroupName", "arn": logGroupARN],
    tags: .calls(
      .logs, .map, "tags", add: "TagResource", remove: "UntagResource",
      object: ("resourceArn", logGroupARN), keys: "tagKeys"),
    lookup: Lookup(
      at: "logGroups", pages: AWSPages("nextToken"),
      extras: [
        Lookup.Extra([], into: "tags", at: "tags") { object, _ in
          // The name in the answer ends with `:*`, which is for policies.
          let arn = object["arn"].string ?? ""
          return AWSCall(
            .logs, "ListTagsForResource",
            ["resourceArn": .string(arn.hasSuffix(":*") ? String(arn.dropLast(2)) : arn)])
        }
      ],
      // Groups are asked for by what their names begin with: 50 of them, the most that one answer
      // has. Where others have such names too, those that are not among these are asked for singly.
      together: Lookup.Together(most: 50, key: { name in ("", name) }) { _, names in
        let common = commonPrefix(names)
        return common.count < 4
          ? nil
          : AWSCall(
            .logs, "DescribeLogGroups", ["logGroupNamePrefix": .string(common), "limit": 50])
      },
      where: { group, key in
        guard case .id(let name) = key else { return false }
        return group["logGroupName"].string == name
      }
    ) { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.logs, "DescribeLogGroups", ["logGroupNamePrefix": .string(name)])
    },
    creation: Creation(.logs, "CreateLogGroup", taken: ["ResourceAlreadyExistsException"]),
    updates: [
      Update(["retention_in_days"]) { scope in
        let name: Datum = .string(scope.id)
        let days = scope["retention_in_days"]
        // Not at all is for ever.
        if days.isNothing {
          if scope.object["retentionInDays"].isNull { return [] }
          return [AWSCall(.logs, "DeleteRetentionPolicy", ["logGroupName": name])]
        }
        return [
          AWSCall(
            .logs, "PutRetentionPolicy", ["logGroupName": name, "retentionInDays": days])
        ]
      },
      Update(["kms_key_id"]) { scope in
        let name: Datum = .string(scope.id)
        if scope["kms_key_id"].isNull {
          return [AWSCall(.logs, "DisassociateKmsKey", ["logGroupName": name])]
        }
        return [
          AWSCall(
            .logs, "AssociateKmsKey", ["logGroupName": name, "kmsKeyId": scope["kms_key_id"]])
        ]
      },
    ],
    deletion: Deletion { scope in
      scope.arguments["skip_destroy"] == true
        ? [] : [AWSCall(.logs, "DeleteLogGroup", ["logGroupName": .string(scope.id)])]
    })

  private static let logGroupARN =
    "arn:{partition}:logs:{region}:{account}:log-group:{logGroupName}"

  /// What all of some texts begin with; they are sorted.
  private static func commonPrefix(_ sorted: [String]) -> String {
    guard let first = sorted.first, let last = sorted.last else { return "" }
    return String(zip(first, last).prefix { $0 == $1 }.map(\.0))
  }
}
