extension TerraformShape {
  /// The name that Terraform gives an argument of this shape; nothing if it has none like it.
  public func name(of argument: String) -> String? {
    switch self {
    case .omitted: nil
    case .renamed(let name, let inner): inner.name(of: name)
    case .same, .unread, .unreadDefault, .nameInARN, .pairs, .entries, .nested: argument
    }
  }

  /// Whether a value of this shape is written as it is, so that a reference to it holds.
  public var isSame: Bool {
    switch self {
    case .same, .unread, .unreadDefault: true
    case .renamed(_, let inner): inner.isSame
    case .omitted, .nameInARN, .pairs, .entries, .nested: false
    }
  }

  /// A value in Terraform's shape; `null` where Terraform has nothing like it.
  ///
  /// `omitted` is called with the path of each value that is given and has no place there.
  public func shaped(_ value: Datum, path: String = "", omitted: (String) -> Void = { _ in })
    -> Datum
  {
    switch self {
    case .same, .unread, .unreadDefault: return value
    case .nameInARN:
      guard let text = value.string else { return value }
      return .string(text.split(separator: "/").last.map(String.init) ?? text)
    case .omitted:
      if !value.isNull { omitted(path) }
      return .null
    case .renamed(_, let inner): return inner.shaped(value, path: path, omitted: omitted)
    case .pairs(let separator):
      guard case .object(let fields) = value else { return value }
      return .list(
        fields.entries.map { .text([.string($0.key + separator), $0.value]) })
    case .entries(let keyName, let valueName):
      guard case .object(let fields) = value else { return value }
      return .list(
        fields.entries.map { entry in
          [keyName: .string(entry.key), valueName: entry.value]
        })
    case .nested(let shapes):
      switch value {
      case .object(let fields):
        return .object(Self.nested(fields, shapes, path: path, omitted: omitted))
      case .list(let items):
        return .list(
          items.enumerated().map { index, item in
            shaped(item, path: "\(path)[\(index)]", omitted: omitted)
          })
      default: return value
      }
    }
  }

  /// The fields of a block; those that are not given are left out.
  private static func nested(
    _ fields: Fields, _ shapes: [String: TerraformShape], path: String,
    omitted: (String) -> Void
  ) -> Fields {
    var shaped = Fields()
    for entry in fields.entries where !entry.value.isNull {
      let shape = shapes[entry.key] ?? .same
      let value = shape.shaped(
        entry.value, path: path.isEmpty ? entry.key : "\(path).\(entry.key)", omitted: omitted)
      if let name = shape.name(of: entry.key), !value.isNull { shaped[name] = value }
    }
    return shaped
  }
}

extension Fields {
  /// Sets a field; blocks of the same name from several arguments stand one after the other.
  public mutating func addTerraform(_ value: Datum, as name: String) {
    if case .list(let more) = value, case .list(let blocks)? = self[name] {
      self[name] = .list(blocks + more)
    } else {
      self[name] = value
    }
  }
}

extension Schema {
  /// The arguments as Terraform names and shapes them, without those that are not given.
  ///
  /// A default of ours is written out, since Terraform's may be another. `values` stand in the
  /// order of the arguments; `omitted` is called with the path of each value that is given and
  /// has no place there.
  public func terraformArguments(_ values: [Datum], omitted: (String) -> Void = { _ in })
    -> [(argument: ArgumentSchema, name: String, value: Datum)]
  {
    var shaped: [(argument: ArgumentSchema, name: String, value: Datum)] = []
    for (argument, given) in zip(arguments, values) {
      var value = given
      var isDefault = false
      if case .defaulted(let standard) = argument.presence {
        isDefault = value.isNull || value == standard
        if isDefault { value = standard }
      }
      let written = argument.terraform.shaped(value, path: argument.name) { path in
        if !isDefault { omitted(path) }
      }
      if let name = argument.terraform.name(of: argument.name), !written.isNull {
        shaped.append((argument, name, written))
      }
    }
    return shaped
  }

  /// The arguments in the order of the schema, out of fields by name.
  public func values(of fields: Fields) -> [Datum] {
    arguments.map { fields[$0.name] ?? .null }
  }
}
