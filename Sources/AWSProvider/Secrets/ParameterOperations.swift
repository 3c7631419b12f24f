import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_ssm_parameter`. A secret one is put and never read back.
  static let parameter = AWSType(
    "aws_ssm_parameter", "parameter", identity: "{name}",
    arguments: [
      .both("name", "Name"),
      .both("type", "Type"),
      .both("insecure_value", "Value"),
      .writeOnly("value", "Value"),
      .both("description", "Description", reads: "Meta.Description"),
      .both("tier", "Tier", reads: "Meta.Tier"),
      .both("key_id", "KeyId", reads: "Meta.KeyId"),
      .both("data_type", "DataType"),
      .both("allowed_pattern", "AllowedPattern", reads: "Meta.AllowedPattern"),
    ],
    attributes: ["id": "Name", "arn": "ARN", "version": "Version"],
    tags: Tagging(
      .list(key: "Key", value: "Value"), creation: { ["Tags": $0] }, reads: "Tags",
      add: { scope, tags in
        AWSCall(
          .ssm, "AddTagsToResource",
          ["ResourceType": "Parameter", "ResourceId": .string(scope.id), "Tags": tags])
      },
      remove: { scope, keys in
        AWSCall(
          .ssm, "RemoveTagsFromResource",
          ["ResourceType": "Parameter", "ResourceId": .string(scope.id), "TagKeys": .list(keys)])
      }),
    lookup: Lookup(
      at: "Parameter",
      extras: [
        Lookup.Extra([], into: "Tags", at: "TagList") { parameter, _ in
          AWSCall(
            .ssm, "ListTagsForResource",
            ["ResourceType": "Parameter", "ResourceId": parameter["Name"]])
        },
        Lookup.Extra(
          ["description", "tier", "key_id", "allowed_pattern"], into: "Meta", at: "Parameters.0"
        ) { parameter, _ in
          AWSCall(
            .ssm, "DescribeParameters",
            [
              "ParameterFilters": [
                ["Key": "Name", "Option": "Equals", "Values": [parameter["Name"]]]
              ]
            ])
        },
      ]
    ) { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.ssm, "GetParameter", ["Name": .string(name)])
    },
    creation: Creation(.ssm, "PutParameter", taken: ["ParameterAlreadyExists"]),
    updates: [
      Update([
        "type", "insecure_value", "value", "description", "tier", "key_id", "allowed_pattern",
      ]) { scope in
        let input = Member.written(scope.type.arguments, .object(scope.arguments))
        return [AWSCall(.ssm, "PutParameter", input.merging(["Overwrite": true]))]
      }
    ],
    deletion: Deletion(.ssm, "DeleteParameter", id: "Name"))
}
