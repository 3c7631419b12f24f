import InfraDSL
import InfraModel

extension AWSDynamoDBTable {
  /// An index with keys of its own.
  public struct GlobalIndex: ArgumentValue {
    let name: Value<String>
    let hashKey: Value<String>
    let rangeKey: Value<String>?
    let projection: Projection
    let included: [Value<String>]
    let readCapacity: Bounded?
    let writeCapacity: Bounded?
    let limits: Throughput?

    /// An index.
    ///
    /// - Parameters:
    ///   - name: Its name, unique in the table.
    ///   - hashKey: The attribute that spreads its items.
    ///   - rangeKey: The attribute that sorts items of the same first key.
    ///   - projection: Which attributes are in it.
    ///   - included: The attributes in it, beside keys, if some are.
    ///   - readCapacity: Reads of 4 KB a second that are set aside.
    ///   - writeCapacity: Writes of 1 KB a second that are set aside.
    ///   - limits: The most requests a second that are served, if requests are paid.
    public init(
      name: Value<String>, hashKey: Value<String>, rangeKey: Value<String>? = nil,
      projection: Projection, included: [Value<String>] = [], readCapacity: Value<Int>? = nil,
      writeCapacity: Value<Int>? = nil, limits: Throughput? = nil
    ) {
      self.name = name
      self.hashKey = hashKey
      self.rangeKey = rangeKey
      self.projection = projection
      self.included = included
      self.readCapacity = readCapacity.map { Bounded($0, 1...1_000_000) }
      self.writeCapacity = writeCapacity.map { Bounded($0, 1...1_000_000) }
      self.limits = limits
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "name": name, "hash_key": hashKey, "range_key": rangeKey, "projection_type": projection,
        "non_key_attributes": included, "read_capacity": readCapacity,
        "write_capacity": writeCapacity, "on_demand_throughput": limits,
      ])
    }
  }

  /// An index that sorts items of the same first key otherwise.
  public struct LocalIndex: ArgumentValue {
    let name: Value<String>
    let rangeKey: Value<String>
    let projection: Projection
    let included: [Value<String>]

    /// An index.
    ///
    /// - Parameters:
    ///   - name: Its name, unique in the table.
    ///   - rangeKey: The attribute that sorts.
    ///   - projection: Which attributes are in it.
    ///   - included: The attributes in it, beside keys, if some are.
    public init(
      name: Value<String>, rangeKey: Value<String>, projection: Projection,
      included: [Value<String>] = []
    ) {
      self.name = name
      self.rangeKey = rangeKey
      self.projection = projection
      self.included = included
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object([
        "name": name, "range_key": rangeKey, "projection_type": projection,
        "non_key_attributes": included,
      ])
    }
  }

  /// Which attributes are in an index.
  public enum Projection: String, Choice {
    /// All.
    case all = "ALL"
    /// Keys only.
    case keys = "KEYS_ONLY"
    /// Keys and those that are named.
    case some = "INCLUDE"
  }

  /// The most requests a second that are served.
  public struct Throughput: ArgumentValue {
    let reads: Bounded?
    let writes: Bounded?

    /// Describes limits.
    ///
    /// - Parameters:
    ///   - reads: Reads of 4 KB a second.
    ///   - writes: Writes of 1 KB a second.
    public init(reads: Value<Int>? = nil, writes: Value<Int>? = nil) {
      self.reads = reads.map { Bounded($0, 1...1_000_000) }
      self.writes = writes.map { Bounded($0, 1...1_000_000) }
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["max_read_request_units": reads, "max_write_request_units": writes])])
    }
  }
}
