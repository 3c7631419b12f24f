/// Where the schema of a resource type is found by the type's name.
///
/// Asked for one at a time, not handed over all: making the schemas of some hundred types takes
/// longer than most plans.
public protocol SchemaSource: Sendable {
  /// The schema of a type, or nothing if the type is not known.
  func schema(of type: String) -> Schema?
}

extension Dictionary: SchemaSource where Key == String, Value == Schema {
  /// The schema of a type, or nothing if the type is not known.
  public func schema(of type: String) -> Schema? { self[type] }
}
