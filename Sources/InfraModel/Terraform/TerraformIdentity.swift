/// What Terraform's `import` calls an object of a type, made of the object's values by the names
/// that Terraform gives them.
///
///     let policy = TerraformIdentity.joined("role", ":", "name")
///     // aws_iam_role_policy.ci is imported as `deployer:allow-push`
///
/// Source: the section "Import" of each resource's page in the provider's documentation.
public enum TerraformIdentity: Hashable, Sendable {
  /// One piece of an identity.
  public enum Piece: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The value of an argument or attribute, as text; an element of a list by its index:
    /// `target.0.id`.
    case value(String)
    /// What follows the last slash of a value: the name in an Amazon resource name.
    case lastPart(String)
    /// The first of several values that is given and not empty: a state of Terraform's has all of
    /// them.
    case oneOf([String])
    /// A text that stands between values.
    case text(String)

    /// A separator (`/`, `:`, `_`, `,`, `|`) as it is; anything else names a value.
    public init(stringLiteral literal: String) {
      self = ["/", ":", "_", ",", "|"].contains(literal) ? .text(literal) : .value(literal)
    }
  }

  /// These pieces, one after the other.
  case pieces([Piece])
  /// Terraform cannot import the type.
  case none
  /// Terraform cannot import the type, which is nothing but waiting for what its arguments name.
  case waiting

  /// The attribute `id`, as for most types.
  public static let id = TerraformIdentity.pieces([.value("id")])

  /// Values and the separators between them.
  public static func joined(_ pieces: Piece...) -> TerraformIdentity { .pieces(pieces) }

  /// The identity of an object; nothing where a value is not known, or where there is none.
  ///
  /// - Parameter values: The object's values by the names that Terraform gives them.
  public func text(_ values: Datum) -> String? {
    guard case .pieces(let pieces) = self else { return nil }
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .value(let path):
        guard let part = Self.value(at: path, in: values).scalarText else { return nil }
        text += part
      case .lastPart(let path):
        guard let part = Self.value(at: path, in: values).scalarText else { return nil }
        text += part.split(separator: "/").last.map(String.init) ?? part
      case .oneOf(let paths):
        let parts = paths.compactMap { Self.value(at: $0, in: values).scalarText }
        guard let part = parts.first(where: { !$0.isEmpty }) else { return nil }
        text += part
      }
    }
    return text.isEmpty ? nil : text
  }

  private static func value(at path: String, in values: Datum) -> Datum {
    var value = values
    for step in path.split(separator: ".") {
      if let index = Int(step) {
        let items = value.list ?? []
        value = items.indices.contains(index) ? items[index] : .null
      } else {
        value = value[String(step)]
      }
    }
    return value
  }
}

extension Schema {
  /// What a resource's values are by the names that Terraform gives them: its arguments in
  /// Terraform's shapes, and above them the attributes that Terraform knows.
  public func terraformValues(arguments: Fields, attributes: Fields) -> Datum {
    var values = Fields()
    for (_, name, value) in terraformArguments(self.values(of: arguments)) {
      values.addTerraform(value, as: name)
    }
    for attribute in self.attributes {
      if let name = attribute.terraformName, let value = attributes[attribute.name] {
        values[name] = value
      }
    }
    return .object(values)
  }
}
