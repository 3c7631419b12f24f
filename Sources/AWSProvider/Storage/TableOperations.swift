import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_dynamodb_table`.
  static let table = AWSType(
    "aws_dynamodb_table", "table", identity: "{name}",
    arguments: [
      .both("name", "TableName"),
      .both("hash_key", "HashKey"),
      .both("range_key", "RangeKey"),
      .both(
        "attribute", "AttributeDefinitions",
        .blockSet([.both("name", "AttributeName"), .both("type", "AttributeType")])),
      .both("billing_mode", "BillingMode"),
      .both(
        "read_capacity", "ReadCapacityUnits", TableParts.setAside("ReadCapacityUnits"), reads: ""),
      .both(
        "write_capacity", "WriteCapacityUnits", TableParts.setAside("WriteCapacityUnits"),
        reads: ""),
      .both("on_demand_throughput", "OnDemandThroughput", TableParts.limits),
      .both(
        "global_secondary_index", "GlobalSecondaryIndexes", TableParts.globalIndexes, reads: ""),
      .both("local_secondary_index", "LocalSecondaryIndexes", TableParts.localIndexes),
      .later("ttl", "TimeToLive", TableParts.timeToLive),
      .both("stream_enabled", "StreamSpecification.StreamEnabled", .flag),
      .both(
        "stream_view_type", "StreamSpecification.StreamViewType", TableParts.streamView, reads: ""),
      .later("point_in_time_recovery", "Recovery", TableParts.recovery),
      .both(
        "server_side_encryption", "SSESpecification", TableParts.encryption, reads: "SSEDescription"
      ),
      .both("table_class", "TableClass", reads: "StorageClass"),
      .both("deletion_protection_enabled", "DeletionProtectionEnabled", .flag),
      .later("replica", "Replicas", TableParts.replicas),
    ],
    attributes: [
      "id": "TableName", "arn": "TableArn", "stream_arn": "LatestStreamArn",
      "stream_label": "LatestStreamLabel",
    ],
    tags: .calls(
      .dynamodb, add: "TagResource", remove: "UntagResource",
      object: ("ResourceArn", "{TableArn}")),
    lookup: Lookup(
      extras: [
        tableExtra([], "ListTagsOfResource", ("ResourceArn", "TableArn"), into: "Tags", at: "Tags"),
        tableExtra(
          ["ttl"], "DescribeTimeToLive", ("TableName", "TableName"), into: "TimeToLive",
          at: "TimeToLiveDescription"),
        tableExtra(
          ["point_in_time_recovery"], "DescribeContinuousBackups", ("TableName", "TableName"),
          into: "Recovery", at: "ContinuousBackupsDescription.PointInTimeRecoveryDescription"),
      ],
      picking: { answer, _ in [TableParts.shaped(answer["Table"])] }
    ) { key in
      guard case .id(let name) = key else { return nil }
      return AWSCall(.dynamodb, "DescribeTable", ["TableName": .string(name)])
    },
    creation: Creation(taken: ["ResourceInUseException"]) { input, scope in
      AWSCall(
        .dynamodb, "CreateTable", TableParts.creation(scope).merging(["Tags": input["Tags"]]),
        isRepeatable: false)
    },
    updates: TableChanges.all,
    deletion: Deletion(waitsUntilGone: true, limit: 1_200) { scope in
      // Copies go first; the table is in use until they are gone, and tried again.
      TableChanges.replicaDeletions(scope, scope.object["Replicas"].elements)
        + [AWSCall(.dynamodb, "DeleteTable", ["TableName": .string(scope.id)])]
    },
    // Indexes of large tables take their time.
    readiness: Readiness(
      "Progress", ready: ["ACTIVE"], failed: ["INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVED"],
      limit: 3_600),
    again: [
      "ResourceInUseException: Attempt to change a resource",
      "ContinuousBackupsUnavailableException",
      "ValidationException: Time to live has been modified multiple times",
    ])

  private static func tableExtra(
    _ names: [String], _ operation: String, _ object: (parameter: String, member: String),
    into member: String, at path: String
  ) -> Lookup.Extra {
    Lookup.Extra(names, into: member, at: path) { table, _ in
      AWSCall(
        .dynamodb, operation, .object(Fields([object.parameter: table[object.member]])))
    }
  }
}
