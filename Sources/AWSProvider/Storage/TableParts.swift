import AWSClient
import InfraModel

/// What a table consists of, here and in DynamoDB's words.
enum TableParts {
  // MARK: - As it is read

  /// A table as it is read, with what is declared in one place put there.
  static func shaped(_ table: Datum) -> Datum {
    if table.isNull { return .null }
    let fields = Datum.fields([
      "HashKey": key("HASH", table), "RangeKey": key("RANGE", table),
      "BillingMode": isPaidPerRequest(table) ? "PAY_PER_REQUEST" : "PROVISIONED",
      "StorageClass": table[path: "TableClassSummary.TableClass"].isNull
        ? "STANDARD" : table[path: "TableClassSummary.TableClass"],
      "Progress": .string(progress(table)),
    ])
    return table.merging(fields)
  }

  static func key(_ kind: Datum, _ owner: Datum) -> Datum {
    owner["KeySchema"].elements.first { $0["KeyType"] == kind }?["AttributeName"] ?? .null
  }

  static func isPaidPerRequest(_ table: Datum) -> Bool {
    table[path: "BillingModeSummary.BillingMode"] == "PAY_PER_REQUEST"
  }

  /// What is not done yet: the table, an index, a copy, its encryption.
  private static func progress(_ table: Datum) -> String {
    let status = table["TableStatus"].string ?? ""
    if status != "ACTIVE" { return status }
    for (list, name, member, noun) in [
      ("GlobalSecondaryIndexes", "IndexName", "IndexStatus", "index"),
      ("Replicas", "RegionName", "ReplicaStatus", "copy in"),
    ] {
      for part in table[list].elements {
        guard let status = part[member].string, status != "ACTIVE" else { continue }
        return "\(status) \(noun) \(part[name].string ?? "")"
      }
    }
    let encryption = table[path: "SSEDescription.Status"].string ?? ""
    return ["ENABLING", "UPDATING"].contains(encryption) ? "\(encryption) encryption" : status
  }

  // MARK: - Shapes

  /// What is set aside; a table whose requests are paid has none, whatever is declared.
  static func setAside(_ member: String) -> Shape {
    .odd(
      write: { $0 },
      read: { table, declared in
        if isPaidPerRequest(table) { return declared ?? .null }
        return Shape.number.read(table["ProvisionedThroughput"][member], declared: nil)
      })
  }

  /// The most requests that are served; none is told as -1.
  static let limits = Shape.odd(
    write: { Shape.block(limitMembers).written($0) },
    read: { seen, declared in
      var seen = seen
      for member in limitMembers {
        if seen[member.path].int == -1, var fields = seen.object {
          fields[member.path] = nil
          seen = .object(fields)
        }
      }
      return seen.isNothing && declared == nil
        ? .null : Shape.emptyBlock(limitMembers).read(seen, declared: declared)
    })

  private static let limitMembers: [Member] = [
    .both("max_read_request_units", "MaxReadRequestUnits", .number),
    .both("max_write_request_units", "MaxWriteRequestUnits", .number),
  ]

  /// The attribute by which items go; one that is switched off is not told.
  static let timeToLive = Shape.odd(
    write: { value in
      let block = value.elements.first ?? value
      return ["AttributeName": block["attribute_name"], "Enabled": block["enabled"]]
    },
    read: { seen, declared in
      let isOn = ["ENABLED", "ENABLING"].contains(seen["TimeToLiveStatus"].string ?? "")
      let mine = declared?.elements.first ?? .null
      if !isOn { return mine.isNull ? .null : [mine.merging(["enabled": false])] }
      return [["attribute_name": seen["AttributeName"], "enabled": true]]
    })

  /// What is told of changes; without a stream nothing, whatever is declared.
  static let streamView = Shape.odd(
    write: { $0 },
    read: { table, declared in
      let stream = table["StreamSpecification"]
      return stream["StreamEnabled"] == true ? stream["StreamViewType"] : declared ?? .null
    })

  static let recovery = Shape.odd(
    write: { value in
      let block = value.elements.first ?? value
      return .fields([
        "PointInTimeRecoveryEnabled": block["enabled"].isNull ? false : block["enabled"],
        "RecoveryPeriodInDays": block["enabled"] == true ? block["recovery_period_in_days"] : .null,
      ])
    },
    read: { seen, declared in
      let isOn = seen["PointInTimeRecoveryStatus"] == "ENABLED"
      let mine = declared?.elements.first ?? .null
      if declared == nil, !isOn { return .null }
      let days = seen["RecoveryPeriodInDays"]
      let isTold = !mine["recovery_period_in_days"].isNull
      return [
        .fields([
          "enabled": .bool(isOn),
          "recovery_period_in_days": isTold
            ? (isOn ? days : mine["recovery_period_in_days"]) : .null,
        ])
      ]
    })

  /// How it is encrypted: a key of DynamoDB's own is told by nothing.
  static let encryption = Shape.odd(
    write: { value in
      let block = value.elements.first ?? value
      let isOn = block["enabled"] == true
      return .fields([
        "Enabled": .bool(isOn), "SSEType": isOn ? "KMS" : .null,
        "KMSMasterKeyId": isOn ? block["kms_key_arn"] : .null,
      ])
    },
    read: { seen, declared in
      let isOn = ["ENABLED", "ENABLING", "UPDATING"].contains(seen["Status"].string ?? "")
      let mine = declared?.elements.first ?? .null
      if declared == nil, !isOn { return .null }
      let isTold = !mine["kms_key_arn"].isNull
      return [
        .fields([
          "enabled": .bool(isOn),
          "kms_key_arn": isTold ? (isOn ? seen["KMSMasterKeyArn"] : mine["kms_key_arn"]) : .null,
        ])
      ]
    })

  /// Copies in other regions. Their recovery and tags are told there alone: they are as declared.
  static let replicas = Shape.blockSet([
    .both("region_name", "RegionName"),
    .both("kms_key_arn", "KMSMasterKeyId"),
    .writeOnly("point_in_time_recovery", "PointInTimeRecovery", .flag),
    .writeOnly("propagate_tags", "PropagateTags", .flag),
  ])

  // MARK: - Indexes

  static let localIndexes = Shape.odd(
    write: { $0 },
    read: { seen, declared in read(localMembers, seen.elements.map(flat), declared) })

  /// Read from the whole table: while requests are paid, nothing is set aside for indexes either.
  static let globalIndexes = Shape.odd(
    write: { $0 },
    read: { table, declared in
      let indexes = table["GlobalSecondaryIndexes"].elements.map(flat)
      guard isPaidPerRequest(table) else { return read(globalMembers, indexes, declared) }
      let members = globalMembers.map { member in
        member.path.hasSuffix("CapacityUnits") ? .writeOnly(member.name, member.path) : member
      }
      return read(members, indexes, declared)
    })

  private static func read(_ members: [Member], _ seen: [Datum], _ declared: Datum?) -> Datum {
    let found = Shape.blockSet(members).read(.list(seen), declared: declared)
    return found.sorted == declared?.sorted ? declared ?? found : found
  }

  /// An index with its keys and capacities by single names.
  private static func flat(_ index: Datum) -> Datum {
    index.merging(
      .fields([
        "HashKey": key("HASH", index), "RangeKey": key("RANGE", index),
        "ReadCapacityUnits": index[path: "ProvisionedThroughput.ReadCapacityUnits"],
        "WriteCapacityUnits": index[path: "ProvisionedThroughput.WriteCapacityUnits"],
      ]))
  }

  private static let localMembers: [Member] = [
    .both("name", "IndexName"), .both("range_key", "RangeKey"),
    .both("projection_type", "Projection.ProjectionType"),
    .both("non_key_attributes", "Projection.NonKeyAttributes", .set(.text)),
  ]

  private static let globalMembers: [Member] =
    localMembers + [
      .both("hash_key", "HashKey"),
      .both("read_capacity", "ReadCapacityUnits", .number),
      .both("write_capacity", "WriteCapacityUnits", .number),
      .both("on_demand_throughput", "OnDemandThroughput", limits),
    ]
}
