import InfraDSL
import InfraModel

/// A value kept in the state, as Terraform's own `terraform_data`: for triggers and for values
/// that outlive what they come from.
///
///     let version = TerraformData("version", input: "1.4.2")
public struct TerraformData: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<TerraformData>(
    "terraform_data", "A value kept in the state.",
    arguments: [
      .optional("input", \.input, changing: .inPlace, "The value that is kept."),
      .optional(
        "triggers_replace", \.triggersReplace, changing: .replaceWithGap,
        "Values whose change has it made anew."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The object's identity."),
      AttributeSchema("output", .untilUpdated, terraform: "output", "The value that is kept."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The value that is kept.
  public let input: Value<String>?
  /// Values whose change has it made anew.
  public let triggersReplace: [Value<String>]

  /// Declares a value.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - input: The value that is kept.
  ///   - triggersReplace: Values whose change has it made anew.
  public init(
    _ key: String, input: Value<String>? = nil, triggersReplace: [Value<String>] = [],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "terraform_data", key: key, file: file, line: line)
    self.input = input
    self.triggersReplace = triggersReplace
  }

  /// The object's identity.
  public var id: Value<String> { attribute("id") }
  /// The value that is kept.
  public var output: Value<String> { attribute("output") }
}
