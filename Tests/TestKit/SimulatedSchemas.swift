import InfraModel

/// The types of a simulated provider: one of each effect, hard and soft links to other objects.
public enum Simulated {
  /// An object that can be changed in every way.
  public static let node = Schema(
    type: "sim_node", summary: "A node.",
    arguments: [
      ArgumentSchema("name", .required, changing: .always(.replaceWithGap), "Its name."),
      ArgumentSchema("size", .optional, changing: .always(.inPlace), "Its size."),
      ArgumentSchema("config", .optional, changing: .always(.reload), "What it reads."),
      ArgumentSchema("memory", .optional, changing: .always(.restart), "Its memory."),
      ArgumentSchema("zone", .optional, changing: .always(.replaceWithGap), "Where it is."),
      ArgumentSchema("slot", .optional, changing: .always(.replaceWithoutGap), "Its slot."),
      ArgumentSchema(
        "pool", .optional, isComputed: true, changing: .always(.replaceWithGap),
        "Where it is taken from, chosen by the provider where it is not declared."),
      ArgumentSchema(
        "links", .optional, changing: .always(.replaceWithGap), "The objects it cannot be without."
      ),
      ArgumentSchema(
        "soft_links", .optional, changing: .always(.inPlace), "The objects it knows of."),
      ArgumentSchema(
        "token", .optional, isSensitive: true, changing: .always(.restart), "Its secret."),
    ],
    attributes: [
      AttributeSchema("id", terraform: nil, "Its identifier."),
      AttributeSchema("revision", .untilUpdated, terraform: nil, "How often it was changed."),
    ])

  /// An object that holds data.
  public static let store = Schema(
    type: "sim_store", summary: "A store.", holdsData: "the store's data",
    arguments: [
      ArgumentSchema("name", .required, changing: .always(.replaceLosingData), "Its name."),
      ArgumentSchema("size", .optional, changing: .always(.inPlace), "Its size."),
    ],
    attributes: [AttributeSchema("id", terraform: nil, "Its identifier.")])

  /// The types by their names.
  public static let schemas = ["sim_node": node, "sim_store": store]

  /// The identifier of an object.
  public static func id(_ instance: InstanceID) -> String { "id-\(instance.text)" }

  /// The objects whose identifiers stand in a value.
  static func ids(in value: Datum) -> [InstanceID] {
    switch value {
    case .string(let text):
      text.hasPrefix("id-") ? [InstanceID(String(text.dropFirst(3)))] : []
    case .list(let items), .segments(let items): items.flatMap(ids)
    case .object(let fields): fields.entries.flatMap { ids(in: $0.value) }
    default: []
    }
  }
}
