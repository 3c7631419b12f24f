import InfraDSL
import InfraModel

/// A table of items, as Terraform's `aws_dynamodb_table`.
///
///     let sessions = AWSDynamoDBTable(
///       "sessions", hashKey: "user", rangeKey: "at", attributes: ["user": .string, "at": .number],
///       billing: .perRequest, timeToLive: .init("expires"), recovery: .init())
public struct AWSDynamoDBTable: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSDynamoDBTable>(
    "aws_dynamodb_table", "A table of items.", holdsData: "the table's items",
    arguments: [
      .required(
        "name", \.name, changing: .replaceLosingData, "Its name, unique in account and region."),
      .required(
        "hash_key", \.hashKey, changing: .replaceLosingData, "The attribute that spreads its items."
      ),
      .optional(
        "range_key", \.rangeKey, changing: .replaceLosingData,
        "The attribute that sorts items of the same first key."),
      .required(
        "attribute", \.attributes, changing: .inPlace,
        "The types of the attributes that are keys of it or of an index."),
      .optional(
        "billing_mode", \.billing, changing: .inPlace, default: "PROVISIONED",
        "Whether requests are paid or what is set aside for them."),
      .optional(
        "read_capacity", \.readCapacity, changing: .inPlace,
        "Reads of 4 KB a second that are set aside."),
      .optional(
        "write_capacity", \.writeCapacity, changing: .inPlace,
        "Writes of 1 KB a second that are set aside."),
      .optional(
        "on_demand_throughput", \.limits, changing: .inPlace,
        "The most requests a second that are served, if requests are paid."),
      .optional(
        "global_secondary_index", \.globalIndexes, changing: .inPlace,
        "Indexes with keys of their own."),
      .optional(
        "local_secondary_index", \.localIndexes, changing: .replaceLosingData,
        "Indexes that sort items of the same first key otherwise."),
      .optional(
        "ttl", \.timeToLive, changing: .inPlace,
        "The attribute that says when an item goes by itself."),
      .optional(
        "stream_enabled", \.hasStream, changing: .inPlace,
        "Whether changes of items can be read one after the other."),
      .optional(
        "stream_view_type", \.streamView, changing: .inPlace,
        "What is told of a changed item."),
      .optional(
        "point_in_time_recovery", \.recovery, changing: .inPlace,
        "Whether any second of the last weeks can be gone back to."),
      .optional(
        "server_side_encryption", \.encryption, changing: .inPlace,
        "How it is encrypted; with a key of DynamoDB if not given."),
      .optional(
        "table_class", \.storageClass, changing: .inPlace, default: "STANDARD",
        "Whether storage or requests are cheaper."),
      .optional(
        "deletion_protection_enabled", \.isProtected, changing: .inPlace,
        "Whether it cannot be deleted."),
      .optional("replica", \.replicas, changing: .inPlace, "The regions that have a copy of it."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The table's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "stream_arn", .untilUpdated, terraform: "stream_arn",
        "The Amazon resource name of its changes."),
      AttributeSchema(
        "stream_label", .untilUpdated, terraform: "stream_label",
        "When its changes began to be kept."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in the account and region.
  public let name: Value<TableName>
  /// The attribute that spreads its items.
  public let hashKey: Value<String>
  /// The attribute that sorts items of the same first key.
  public let rangeKey: Value<String>?
  /// The types of the attributes that are keys of it or of an index.
  public let attributes: TableAttributes
  /// Whether requests are paid or what is set aside for them.
  public let billing: Billing?
  /// Reads of 4 KB a second that are set aside.
  public let readCapacity: Bounded?
  /// Writes of 1 KB a second that are set aside.
  public let writeCapacity: Bounded?
  /// The most requests a second that are served, if requests are paid.
  public let limits: Throughput?
  /// Indexes with keys of their own.
  public let globalIndexes: [GlobalIndex]
  /// Indexes that sort items of the same first key otherwise.
  public let localIndexes: [LocalIndex]
  /// The attribute that says when an item goes by itself.
  public let timeToLive: TimeToLive?
  /// Whether changes of items can be read one after the other.
  public let hasStream: Bool?
  /// What is told of a changed item.
  public let streamView: StreamView?
  /// Whether any second of the last weeks can be gone back to.
  public let recovery: Recovery?
  /// How it is encrypted; with a key of DynamoDB if not given.
  public let encryption: Encryption?
  /// Whether storage or requests are cheaper.
  public let storageClass: StorageClass?
  /// Whether it cannot be deleted.
  public let isProtected: Bool?
  /// The regions that have a copy of it.
  public let replicas: [Replica]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a table.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in the account and region; the key if not given.
  ///   - hashKey: The attribute that spreads its items.
  ///   - rangeKey: The attribute that sorts items of the same first key.
  ///   - attributes: The types of the attributes that are keys of it or of an index.
  ///   - billing: Whether requests are paid or what is set aside for them.
  ///   - readCapacity: Reads of 4 KB a second that are set aside.
  ///   - writeCapacity: Writes of 1 KB a second that are set aside.
  ///   - limits: The most requests a second that are served, if requests are paid.
  ///   - globalIndexes: Indexes with keys of their own.
  ///   - localIndexes: Indexes that sort items of the same first key otherwise.
  ///   - timeToLive: The attribute that says when an item goes by itself.
  ///   - hasStream: Whether changes of items can be read one after the other.
  ///   - streamView: What is told of a changed item.
  ///   - recovery: Whether any second of the last weeks can be gone back to.
  ///   - encryption: How it is encrypted; with a key of DynamoDB if not given.
  ///   - storageClass: Whether storage or requests are cheaper.
  ///   - isProtected: Whether it cannot be deleted.
  ///   - replicas: The regions that have a copy of it.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<TableName>? = nil, hashKey: Value<String>,
    rangeKey: Value<String>? = nil, attributes: TableAttributes, billing: Billing? = nil,
    readCapacity: Value<Int>? = nil, writeCapacity: Value<Int>? = nil, limits: Throughput? = nil,
    globalIndexes: [GlobalIndex] = [], localIndexes: [LocalIndex] = [],
    timeToLive: TimeToLive? = nil, hasStream: Bool? = nil, streamView: StreamView? = nil,
    recovery: Recovery? = nil, encryption: Encryption? = nil, storageClass: StorageClass? = nil,
    isProtected: Bool? = nil, replicas: [Replica] = [], tags: Tags = [:], file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_dynamodb_table", key: key, file: file, line: line)
    self.name = name ?? Value(TableName(key))
    self.hashKey = hashKey
    self.rangeKey = rangeKey
    self.attributes = attributes
    self.billing = billing
    self.readCapacity = readCapacity.map { Bounded($0, 1...1_000_000) }
    self.writeCapacity = writeCapacity.map { Bounded($0, 1...1_000_000) }
    self.limits = limits
    self.globalIndexes = globalIndexes
    self.localIndexes = localIndexes
    self.timeToLive = timeToLive
    self.hasStream = hasStream
    self.streamView = streamView
    self.recovery = recovery
    self.encryption = encryption
    self.storageClass = storageClass
    self.isProtected = isProtected
    self.replicas = replicas
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSDynamoDBTable>> { attribute("arn") }
  /// The Amazon resource name of its changes.
  public var streamARN: Value<AnyARN> { attribute("stream_arn") }
  /// Its name.
  public var tableName: Value<TableName> { attribute("name") }
}

extension AWSDynamoDBTable: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("dynamodb", "table/") }
}

/// The name of a table.
public struct TableName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(3...255, "_-.")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a table's name: use \(rule.text)."
  }
}
