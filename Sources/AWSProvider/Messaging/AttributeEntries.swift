import InfraModel

/// The map of attributes by which SNS sets and tells nearly everything.
enum AttributeEntries {
  /// An object with the attributes of an answer.
  static func read(_ answer: Datum) -> Datum {
    .object(
      Fields(
        answer[path: "Attributes.entry"].elements.compactMap { entry in
          entry["key"].string.map { Fields.Entry(key: $0, value: entry["value"]) }
        }))
  }

  /// An input whose attributes are written as the protocol writes a map.
  static func written(_ input: Datum) -> Datum {
    var fields = input.object ?? Fields()
    let entries = fields["Attributes"]?.object?.entries ?? []
    fields["Attributes"] = nil
    if !entries.isEmpty {
      fields["Attributes.entry"] = .list(
        entries.map { ["key": .string($0.key), "value": .string($0.value.scalarText ?? "")] })
    }
    return .object(fields)
  }
}
