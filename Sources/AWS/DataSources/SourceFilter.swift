import InfraDSL
import InfraModel

/// What a data source of EC2 looks for: what has one of some values, `*` and `?` standing for any.
///
///     AWSAMI("base", owners: [.amazon], filters: [SourceFilter("name", ["al2023-ami-2023.*"])])
public struct SourceFilter: ArgumentValue {
  let name: String
  let values: [Value<String>]

  /// What has one of the values under a name of EC2's, as `opt-in-status`.
  public init(_ name: String, _ values: [Value<String>]) {
    self.name = name
    self.values = values
  }

  /// The name and the values; none at all would find nothing.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if values.isEmpty {
      context.report("Invalid filter", "The filter \"\(name)\" names no value, and finds nothing.")
    }
    return context.object(["name": name, "values": values])
  }
}
