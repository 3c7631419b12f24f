import AWSClient
import InfraModel

extension TableParts {
  /// What a table is made of.
  static func creation(_ scope: Scope) -> Datum {
    let isSetAside = scope["billing_mode"] != "PAY_PER_REQUEST"
    let streams = scope["stream_enabled"] == true
    return .fields([
      "TableName": scope["name"],
      "KeySchema": keys(scope["hash_key"], scope["range_key"]),
      "AttributeDefinitions": scope["attribute"],
      "BillingMode": scope["billing_mode"],
      "ProvisionedThroughput": isSetAside ? throughput(scope) : .null,
      "OnDemandThroughput": isSetAside ? .null : scope["on_demand_throughput"],
      "GlobalSecondaryIndexes": indexes(scope["global_secondary_index"]) {
        globalIndex($0, isSetAside: isSetAside)
      },
      "LocalSecondaryIndexes": indexes(scope["local_secondary_index"]) { index in
        .fields([
          "IndexName": index["name"], "KeySchema": keys(scope["hash_key"], index["range_key"]),
          "Projection": projection(index),
        ])
      },
      "StreamSpecification": streams
        ? .fields(["StreamEnabled": true, "StreamViewType": scope["stream_view_type"]]) : .null,
      "SSESpecification": scope["server_side_encryption"],
      "TableClass": scope["table_class"],
      "DeletionProtectionEnabled": scope["deletion_protection_enabled"],
    ])
  }

  /// What is set aside for a table or an index; at least one where nothing is declared, as
  /// DynamoDB asks.
  static func throughput(_ owner: Scope) -> Datum {
    throughput(reads: owner["read_capacity"], writes: owner["write_capacity"])
  }

  static func throughput(reads: Datum, writes: Datum) -> Datum {
    [
      "ReadCapacityUnits": reads.isNull ? 1 : reads,
      "WriteCapacityUnits": writes.isNull ? 1 : writes,
    ]
  }

  /// An index as a creation takes it.
  static func globalIndex(_ index: Datum, isSetAside: Bool) -> Datum {
    let limit = index["on_demand_throughput"]
    return .fields([
      "IndexName": index["name"], "KeySchema": keys(index["hash_key"], index["range_key"]),
      "Projection": projection(index),
      "ProvisionedThroughput": isSetAside
        ? throughput(reads: index["read_capacity"], writes: index["write_capacity"]) : .null,
      "OnDemandThroughput": isSetAside || limit.isNothing ? .null : limits.written(limit),
    ])
  }

  private static func indexes(_ list: Datum, _ written: (Datum) -> Datum) -> Datum {
    list.elements.isEmpty ? .null : .list(list.elements.map(written))
  }

  private static func keys(_ hash: Datum, _ range: Datum) -> Datum {
    var keys: [Datum] = [["AttributeName": hash, "KeyType": "HASH"]]
    if !range.isNull { keys.append(["AttributeName": range, "KeyType": "RANGE"]) }
    return .list(keys)
  }

  private static func projection(_ index: Datum) -> Datum {
    let included = index["non_key_attributes"]
    return .fields([
      "ProjectionType": index["projection_type"],
      "NonKeyAttributes": included.elements.isEmpty ? .null : included,
    ])
  }
}
