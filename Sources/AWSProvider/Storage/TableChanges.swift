import AWSClient
import InfraModel

/// How a table is changed where it is: DynamoDB takes one kind of change in a call, and the next
/// one when that is done.
enum TableChanges {
  static let all: [Update] = [
    Update(
      ["billing_mode", "read_capacity", "write_capacity", "on_demand_throughput"], settles: true,
      capacity),
    Update(["global_secondary_index", "attribute"], settles: true, indexes),
    Update(["table_class"], settles: true) { scope in
      [change(scope, ["TableClass": scope["table_class"]])]
    },
    Update(["deletion_protection_enabled"], settles: true) { scope in
      let isProtected = scope["deletion_protection_enabled"]
      return [
        change(scope, ["DeletionProtectionEnabled": isProtected.isNull ? false : isProtected])
      ]
    },
    Update(["stream_enabled", "stream_view_type"], settles: true, stream),
    Update(["server_side_encryption"], settles: true) { scope in
      let wanted = scope["server_side_encryption"]
      return [change(scope, ["SSESpecification": wanted.isNull ? ["Enabled": false] : wanted])]
    },
    Update(["ttl"], settles: true, timeToLive),
    Update(["point_in_time_recovery"], settles: true) { scope in
      let wanted = scope["point_in_time_recovery"]
      return [
        recovery(scope, wanted.isNull ? ["PointInTimeRecoveryEnabled": false] : wanted, nil)
      ]
    },
    Update(["replica"], settles: true, replicas),
  ]

  static func change(_ scope: Scope, _ input: Datum) -> AWSCall {
    // Made twice, it is refused the second time: the next look says what is left to change.
    AWSCall(
      .dynamodb, "UpdateTable", input.merging(["TableName": .string(scope.id)]),
      isRepeatable: false)
  }

  @Sendable private static func capacity(_ scope: Scope) -> [AWSCall] {
    let wasPaid = TableParts.isPaidPerRequest(scope.object)
    if scope["billing_mode"] == "PAY_PER_REQUEST" {
      let limits = scope["on_demand_throughput"]
      let hadLimits = !scope.object["OnDemandThroughput"].isNull
      let off: Datum = ["MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1]
      let wanted = limits.isNull ? (hadLimits ? off : .null) : off.merging(limits)
      if wasPaid && wanted.isNull { return [] }
      return [
        change(
          scope,
          .fields([
            "BillingMode": wasPaid ? .null : "PAY_PER_REQUEST", "OnDemandThroughput": wanted,
          ]))
      ]
    }
    let aside = TableParts.throughput(scope)
    let present = scope.object["ProvisionedThroughput"]
    let isSame = ["ReadCapacityUnits", "WriteCapacityUnits"].allSatisfy {
      aside[$0].int == present[$0].int
    }
    if !wasPaid {
      return isSame ? [] : [change(scope, ["ProvisionedThroughput": aside])]
    }
    // Indexes too have something set aside from now on.
    let declared = scope["global_secondary_index"].elements
    let indexes = scope.object["GlobalSecondaryIndexes"].elements.map { index -> Datum in
      let mine = declared.first { $0["name"] == index["IndexName"] } ?? .null
      return [
        "Update": [
          "IndexName": index["IndexName"],
          "ProvisionedThroughput": TableParts.throughput(
            reads: mine["read_capacity"], writes: mine["write_capacity"]),
        ]
      ]
    }
    return [
      change(
        scope,
        .fields([
          "BillingMode": "PROVISIONED", "ProvisionedThroughput": aside,
          "GlobalSecondaryIndexUpdates": indexes.isEmpty ? .null : .list(indexes),
        ]))
    ]
  }

  /// Indexes go and come one by one; of one that stays only what is set aside can be changed.
  @Sendable private static func indexes(_ scope: Scope) -> [AWSCall] {
    let isSetAside = scope["billing_mode"] != "PAY_PER_REQUEST"
    let present = scope.object["GlobalSecondaryIndexes"].elements
    let wanted = scope["global_secondary_index"].elements
    let member = scope.type.member("global_secondary_index")
    // Read with those declared: what is alike in all that is declared reads as declared.
    let seen = member?.shape.read(scope.object, declared: scope["global_secondary_index"]) ?? .null
    let different = wanted.filter { !seen.elements.contains($0) }
    func isAlike(_ index: Datum, _ other: Datum) -> Bool {
      let mine = TableParts.globalIndex(index, isSetAside: false)
      return ["IndexName", "KeySchema"].allSatisfy { mine[$0].sorted == other[$0].sorted }
        && mine["Projection"].sorted == other["Projection"].sorted
    }
    let kept = present.filter { index in wanted.contains { isAlike($0, index) } }
    let gone = present.filter { !kept.contains($0) }
    let new = wanted.filter { index in !present.contains { isAlike(index, $0) } }
    let changed = different.filter { index in kept.contains { isAlike(index, $0) } }
    func call(_ verb: String, _ updates: [Datum]) -> AWSCall {
      change(
        scope,
        [
          "AttributeDefinitions": scope["attribute"],
          "GlobalSecondaryIndexUpdates": .list(
            updates.map { .object(Fields([verb: $0])) }),
        ])
    }
    let updates = changed.map { index -> Datum in
      let written = TableParts.globalIndex(index, isSetAside: isSetAside)
      return .fields([
        "IndexName": written["IndexName"],
        "ProvisionedThroughput": written["ProvisionedThroughput"],
        "OnDemandThroughput": written["OnDemandThroughput"],
      ])
    }
    return gone.map { call("Delete", [["IndexName": $0["IndexName"]]]) }
      + new.map { call("Create", [TableParts.globalIndex($0, isSetAside: isSetAside)]) }
      + (updates.isEmpty ? [] : [call("Update", updates)])
  }

  /// What a stream tells can be said only when it is switched on.
  @Sendable private static func stream(_ scope: Scope) -> [AWSCall] {
    let present = scope.object["StreamSpecification"]
    let isOn = present["StreamEnabled"] == true
    let off = change(scope, ["StreamSpecification": ["StreamEnabled": false]])
    guard scope["stream_enabled"] == true else { return isOn ? [off] : [] }
    let view = scope["stream_view_type"]
    if isOn && (view.isNull || present["StreamViewType"] == view) { return [] }
    let on = change(
      scope,
      ["StreamSpecification": .fields(["StreamEnabled": true, "StreamViewType": view])])
    return isOn ? [off, on] : [on]
  }

  /// Another attribute is taken when the old one is switched off.
  @Sendable private static func timeToLive(_ scope: Scope) -> [AWSCall] {
    let seen = scope.object["TimeToLive"]
    let isOn = ["ENABLED", "ENABLING"].contains(seen["TimeToLiveStatus"].string ?? "")
    let wanted = scope["ttl"]
    func call(_ attribute: Datum, _ isEnabled: Bool) -> AWSCall {
      AWSCall(
        .dynamodb, "UpdateTimeToLive",
        [
          "TableName": .string(scope.id),
          "TimeToLiveSpecification": [
            "AttributeName": attribute, "Enabled": .bool(isEnabled),
          ],
        ], isRepeatable: false)
    }
    let isWanted = wanted["Enabled"] == true
    let isSame = seen["AttributeName"] == wanted["AttributeName"]
    let off = isOn && !(isWanted && isSame) ? [call(seen["AttributeName"], false)] : []
    let on = isWanted && !(isOn && isSame) ? [call(wanted["AttributeName"], true)] : []
    return off + on
  }

  private static func recovery(_ scope: Scope, _ wanted: Datum, _ region: String?) -> AWSCall {
    var call = AWSCall(
      .dynamodb, "UpdateContinuousBackups",
      ["TableName": .string(scope.id), "PointInTimeRecoverySpecification": wanted])
    call.region = region
    return call
  }

  // MARK: - Copies

  @Sendable private static func replicas(_ scope: Scope) -> [AWSCall] {
    let present = scope.object["Replicas"].elements
    let wanted = scope["replica"].elements
    let declared = scope.arguments["replica"]?.elements ?? []
    let gone = present.filter { copy in !wanted.contains { $0["RegionName"] == copy["RegionName"] }
    }
    var calls = replicaDeletions(scope, gone)
    for copy in wanted {
      let other = present.first { $0["RegionName"] == copy["RegionName"] }
      let input = Datum.fields([
        "RegionName": copy["RegionName"], "KMSMasterKeyId": copy["KMSMasterKeyId"],
      ])
      if other == nil {
        calls.append(change(scope, ["ReplicaUpdates": [["Create": input]]]))
      } else if !copy["KMSMasterKeyId"].isNull, copy["KMSMasterKeyId"] != other?["KMSMasterKeyId"] {
        calls.append(change(scope, ["ReplicaUpdates": [["Update": input]]]))
      }
    }
    // What only the copy's own region can be told.
    for copy in declared {
      guard let region = copy["region_name"].string else { continue }
      if !copy["point_in_time_recovery"].isNull {
        calls.append(
          recovery(
            scope, ["PointInTimeRecoveryEnabled": copy["point_in_time_recovery"]], region))
      }
      if copy["propagate_tags"] == true { calls.append(tagging(scope, region)) }
    }
    return calls
  }

  /// Takes copies away, one by one.
  static func replicaDeletions(_ scope: Scope, _ copies: [Datum]) -> [AWSCall] {
    copies.map { copy in
      change(scope, ["ReplicaUpdates": [["Delete": ["RegionName": copy["RegionName"]]]]])
    }
  }

  /// The table's tags on its copy, which has the same name in its region.
  private static func tagging(_ scope: Scope, _ region: String) -> AWSCall {
    let arn = scope.object["TableArn"].string ?? ""
    var call = AWSCall(
      .dynamodb, "TagResource",
      [
        "ResourceArn": .string(arn.replacing(":\(scope.region):", with: ":\(region):")),
        "Tags": scope.object["Tags"],
      ])
    call.region = region
    return call
  }
}
