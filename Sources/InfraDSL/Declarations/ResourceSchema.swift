import InfraModel

/// A resource type's schema together with the way from its struct to the values: each argument
/// is listed once, with the key path of the property that holds it.
public struct ResourceSchema<R: Sendable>: Sendable {
  /// The schema without the Swift type.
  public let schema: Schema

  let readers: [@Sendable (R, inout LoweringContext) -> Datum]
  private let names: [(path: any PartialKeyPath<R> & Sendable, name: String)]

  /// Makes a schema of the list of its arguments and attributes.
  public init(
    _ type: String, _ summary: String, holdsData: String? = nil, isKnownToTerraform: Bool = true,
    terraformIdentity: TerraformIdentity = .id, arguments: [Argument],
    attributes: [AttributeSchema] = []
  ) {
    self.init(
      arguments,
      Schema(
        type: type, summary: summary, holdsData: holdsData, isKnownToTerraform: isKnownToTerraform,
        terraformIdentity: terraformIdentity, arguments: arguments.map(\.schema),
        attributes: attributes))
  }

  /// Makes the schema of a data source.
  public init(
    dataSource type: String, _ summary: String, arguments: [Argument] = [],
    attributes: [AttributeSchema]
  ) {
    self.init(
      arguments,
      Schema(
        type: type, summary: summary, isDataSource: true, arguments: arguments.map(\.schema),
        attributes: attributes))
  }

  private init(_ arguments: [Argument], _ schema: Schema) {
    self.schema = schema
    readers = arguments.map(\.read)
    names = arguments.map { ($0.path, $0.schema.name) }
  }

  /// The name of the argument that a property holds.
  public func name(of path: PartialKeyPath<R>) -> String? {
    names.first { $0.path == path }?.name
  }

  /// One argument: its description and where the struct holds it.
  public struct Argument: Sendable {
    let schema: ArgumentSchema
    let path: any PartialKeyPath<R> & Sendable
    let read: @Sendable (R, inout LoweringContext) -> Datum

    /// An argument that must be given; what changing it does has no default on purpose.
    public static func required<V: ArgumentValue>(
      _ name: String, _ path: any KeyPath<R, V> & Sendable, changing effect: Effect,
      isSensitive: Bool = false, terraform: TerraformShape = .same, _ summary: String
    ) -> Argument {
      Argument(
        name, path, .required, .always(effect), isSensitive: isSensitive, terraform: terraform,
        summary)
    }

    /// An argument of a data source: what it looks for.
    public static func looksFor<V: ArgumentValue>(
      _ name: String, _ path: any KeyPath<R, V> & Sendable, terraform: TerraformShape = .same,
      _ summary: String
    ) -> Argument {
      Argument(
        name, path, .optional, .always(.inPlace), isSensitive: false, terraform: terraform, summary)
    }

    /// An argument that must be given and whose effect depends on the values.
    public static func required<V: ArgumentValue>(
      _ name: String, _ path: any KeyPath<R, V> & Sendable,
      deciding effect: @escaping @Sendable (_ before: Datum, _ after: Datum) -> Effect,
      isSensitive: Bool = false, terraform: TerraformShape = .same, _ summary: String
    ) -> Argument {
      Argument(
        name, path, .required, .decided(effect), isSensitive: isSensitive, terraform: terraform,
        summary)
    }

    /// An argument that may be left out; see `ArgumentSchema.isComputed`.
    public static func optional<V: ArgumentValue>(
      _ name: String, _ path: any KeyPath<R, V> & Sendable, changing effect: Effect,
      default defaultValue: Datum? = nil, isComputed: Bool = false, isSensitive: Bool = false,
      terraform: TerraformShape = .same, _ summary: String
    ) -> Argument {
      Argument(
        name, path, defaultValue.map { .defaulted($0) } ?? .optional, .always(effect),
        isComputed: isComputed, isSensitive: isSensitive, terraform: terraform, summary)
    }

    /// An argument that may be left out and whose effect depends on the values.
    public static func optional<V: ArgumentValue>(
      _ name: String, _ path: any KeyPath<R, V> & Sendable,
      deciding effect: @escaping @Sendable (_ before: Datum, _ after: Datum) -> Effect,
      default defaultValue: Datum? = nil, isComputed: Bool = false, isSensitive: Bool = false,
      terraform: TerraformShape = .same, _ summary: String
    ) -> Argument {
      Argument(
        name, path, defaultValue.map { .defaulted($0) } ?? .optional, .decided(effect),
        isComputed: isComputed, isSensitive: isSensitive, terraform: terraform, summary)
    }

    /// An argument that may be left out and whose effect depends on the values and on that of
    /// another argument.
    public static func optional<V: ArgumentValue>(
      _ name: String, _ path: any KeyPath<R, V> & Sendable, beside other: String,
      deciding effect:
        @escaping @Sendable (_ before: Datum, _ after: Datum, _ beside: Datum) -> Effect,
      isComputed: Bool = false, isSensitive: Bool = false, terraform: TerraformShape = .same,
      _ summary: String
    ) -> Argument {
      Argument(
        name, path, .optional, .decidedBeside(other, effect), isComputed: isComputed,
        isSensitive: isSensitive, terraform: terraform, summary)
    }

    private init<V: ArgumentValue>(
      _ name: String, _ path: any KeyPath<R, V> & Sendable, _ presence: ArgumentSchema.Presence,
      _ effect: EffectRule, isComputed: Bool = false, isSensitive: Bool,
      terraform: TerraformShape, _ summary: String
    ) {
      schema = ArgumentSchema(
        name, presence, isComputed: isComputed, isSensitive: isSensitive, changing: effect,
        terraform: terraform, summary)
      self.path = path
      read = { resource, context in resource[keyPath: path].lower(&context) }
    }
  }
}
