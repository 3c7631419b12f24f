import InfraDSL
import InfraModel

/// The zones of the region that the account can use, as Terraform's `aws_availability_zones`.
///
///     let zones = AWSAvailabilityZones("available", state: .available)
///     zones
///     AWSSubnet("a", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: zones[0])
public struct AWSAvailabilityZones: DataSource {
  /// The most zones that can be taken by their places; no region has as many.
  public static let most = 10

  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSAvailabilityZones>(
    dataSource: "aws_availability_zones", "The zones of the region that the account can use.",
    arguments: [
      .looksFor(
        "all_availability_zones", \.includesAll,
        "Whether zones that the account has not opted in to count too."),
      .looksFor("exclude_names", \.excludedNames, "Zones that do not count, by their names."),
      .looksFor("exclude_zone_ids", \.excludedIDs, "Zones that do not count, by their ids."),
      .looksFor("filter", \.filters, "What the zones must have."),
      .looksFor("state", \.state, "The state that the zones must be in."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The region."),
      AttributeSchema("names", terraform: "names", "The zones' names, sorted."),
      AttributeSchema("zone_ids", terraform: "zone_ids", "Their ids, in the order of the names."),
      AttributeSchema("group_names", terraform: "group_names", "The groups that they are in."),
    ]
      + (0..<most).map {
        AttributeSchema("names[\($0)]", terraform: "names[\($0)]", "The zone at a place.")
      })

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Whether zones that the account has not opted in to count too.
  public let includesAll: Bool?
  /// Zones that do not count, by their names.
  public let excludedNames: [Value<AvailabilityZone>]
  /// Zones that do not count, by their ids, as `euc1-az1`.
  public let excludedIDs: [Value<String>]
  /// What the zones must have.
  public let filters: [SourceFilter]
  /// The state that the zones must be in.
  public let state: State?

  /// Declares what is asked for.
  ///
  /// - Parameters:
  ///   - key: The data source's name in its module.
  ///   - state: The state that the zones must be in.
  ///   - excludedNames: Zones that do not count, by their names.
  ///   - excludedIDs: Zones that do not count, by their ids, as `euc1-az1`.
  ///   - filters: What the zones must have.
  ///   - includesAll: Whether zones that the account has not opted in to count too.
  public init(
    _ key: String, state: State? = nil, excluding excludedNames: [Value<AvailabilityZone>] = [],
    excludingIDs excludedIDs: [Value<String>] = [], filters: [SourceFilter] = [],
    includingAll includesAll: Bool? = nil, file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_availability_zones", key: key, file: file, line: line)
    self.includesAll = includesAll
    self.excludedNames = excludedNames
    self.excludedIDs = excludedIDs
    self.filters = filters
    self.state = state
  }

  /// A zone by its place among the sorted names, from 0. A place that the region does not have is
  /// refused by the plan.
  public subscript(place: Int) -> Value<AvailabilityZone> { attribute("names[\(place)]") }

  /// The zones' names, sorted.
  public var names: Value<[String]> { attribute("names") }
  /// Their ids, in the order of the names.
  public var zoneIDs: Value<[String]> { attribute("zone_ids") }

  /// What state a zone is in.
  public enum State: String, Choice {
    /// It can be used.
    case available
    /// Something is said of it.
    case information
    /// It is impaired.
    case impaired
    /// It cannot be used.
    case unavailable
  }
}
