/// The one description of a resource type: its arguments, its attributes, what changes do.
///
/// Values of a resource stand in an array with the same order as `arguments`, so that a diff is
/// a comparison of arrays. A class, so that ten thousand resources share one.
public final class Schema: Sendable {
  /// The type's name, as `docker_container`; Terraform's where Terraform has the type.
  public let type: String
  /// One sentence of what the type is.
  public let summary: String
  /// What the user sets, in the order of the resource's values.
  public let arguments: [ArgumentSchema]
  /// What the provider reports.
  public let attributes: [AttributeSchema]
  /// Whether it is a data source: read, and never made, changed or deleted.
  public let isDataSource: Bool
  /// What is lost when the object is deleted, as "the volume's data"; nothing for most types.
  public let holdsData: String?
  /// Whether Terraform knows the type; if not, references to it export as variables.
  public let isKnownToTerraform: Bool
  /// What Terraform's import calls an object of the type.
  public let terraformIdentity: TerraformIdentity

  /// The names of the arguments, in their order: most comparisons need no more of them.
  public let argumentNames: [String]

  /// The name of the provider that serves the type: its first word, as `docker`.
  public let provider: String

  private let positions: [String: Int]

  /// Makes a schema; the names of arguments and attributes together are unique.
  public init(
    type: String, summary: String, isDataSource: Bool = false, holdsData: String? = nil,
    isKnownToTerraform: Bool = true, terraformIdentity: TerraformIdentity = .id,
    arguments: [ArgumentSchema], attributes: [AttributeSchema]
  ) {
    self.type = type
    self.summary = summary
    self.isDataSource = isDataSource
    self.holdsData = holdsData
    self.isKnownToTerraform = isKnownToTerraform
    self.terraformIdentity = terraformIdentity
    self.arguments = arguments
    self.attributes = attributes
    argumentNames = arguments.map(\.name)
    provider = String(type.prefix { $0 != "_" })
    var positions: [String: Int] = [:]
    for (index, argument) in arguments.enumerated() { positions[argument.name] = index }
    self.positions = positions
  }

  /// Where an argument stands in the values of a resource.
  public func position(of argument: String) -> Int? { positions[argument] }

  /// The description of an argument, or nothing if there is none of this name.
  public func argument(_ name: String) -> ArgumentSchema? {
    positions[name].map { arguments[$0] }
  }

  /// The description of an attribute, or nothing if there is none of this name.
  public func attribute(_ name: String) -> AttributeSchema? {
    attributes.firstIndex { $0.name == name }.map { attributes[$0] }
  }
}

/// One argument of a resource type.
public struct ArgumentSchema: Sendable {
  /// Whether an argument must be given.
  public enum Presence: Hashable, Sendable {
    /// It must be given.
    case required
    /// It may be left out; then the provider or the server decides.
    case optional
    /// It may be left out; then it has this value.
    case defaulted(Datum)
  }

  /// The argument's name.
  public let name: String
  /// Whether it must be given.
  public let presence: Presence
  /// Whether the provider chooses a value where none is declared, and keeps the one it has where
  /// it is declared no more: leaving it out then changes nothing. Terraform calls such arguments
  /// optional and computed.
  public let isComputed: Bool
  /// Whether a secret may be passed to it; its value is never shown or stored.
  public let isSensitive: Bool
  /// What changing it does.
  public let effect: EffectRule
  /// How Terraform writes it.
  public let terraform: TerraformShape
  /// One sentence of what it is, with its unit.
  public let summary: String

  /// Makes an argument's description.
  public init(
    _ name: String, _ presence: Presence, isComputed: Bool = false, isSensitive: Bool = false,
    changing effect: EffectRule, terraform: TerraformShape = .same, _ summary: String
  ) {
    self.name = name
    self.presence = presence
    self.isComputed = isComputed
    self.isSensitive = isSensitive
    self.effect = effect
    self.terraform = terraform
    self.summary = summary
  }
}

/// One attribute of a resource type: what the provider reports of the object.
public struct AttributeSchema: Sendable {
  /// How long an attribute stays what it is.
  public enum Stability: Sendable {
    /// Until the object is replaced.
    case untilReplaced
    /// Until the object is updated.
    case untilUpdated
  }

  /// The attribute's name.
  public let name: String
  /// How long it stays what it is.
  public let stability: Stability
  /// Its name in Terraform, or an expression of Terraform's in which `@` stands for the resource;
  /// nothing where Terraform has none like it.
  public let terraform: String?
  /// One sentence of what it is.
  public let summary: String

  /// Makes an attribute's description.
  public init(
    _ name: String, _ stability: Stability = .untilReplaced, terraform: String?,
    _ summary: String
  ) {
    self.name = name
    self.stability = stability
    self.terraform = terraform
    self.summary = summary
  }
}

extension AttributeSchema {
  /// Its name in Terraform, if it is an attribute there and no expression of others.
  public var terraformName: String? {
    terraform.flatMap { $0.contains("@") || $0.contains("[") ? nil : $0 }
  }

  /// The expression of an attribute of a resource that is written as `aws_vpc.main`.
  public static func terraformExpression(_ name: String, of resource: String) -> String {
    guard name.contains("@") else { return "\(resource).\(name)" }
    return name.split(separator: "@", omittingEmptySubsequences: false).joined(separator: resource)
  }
}

/// How Terraform writes an argument whose shape here is another.
public indirect enum TerraformShape: Sendable {
  /// The same name and shape.
  case same
  /// The same name and shape, and Terraform's import reads it from nowhere: a setting of how
  /// Terraform works, or a secret.
  case unread
  /// The same, and Terraform has a default for it that it sets anew too.
  case unreadDefault
  /// The same name; of an Amazon resource name Terraform has what follows its slash.
  case nameInARN
  /// Terraform has nothing like it.
  case omitted
  /// Another name.
  case renamed(String, TerraformShape)
  /// A map here, a list of `KEY<separator>VALUE` there.
  case pairs(separator: String)
  /// A map here, one block for each entry there, with these two names.
  case entries(key: String, value: String)
  /// An object or a list of objects whose fields are written as said; others as they are.
  case nested([String: TerraformShape])
}
