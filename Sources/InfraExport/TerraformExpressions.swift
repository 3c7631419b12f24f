import InfraModel
// The standard library's own table of composed forms, which only Foundation's larger half offers by
// a public name.
@_spi(_Unicode) import Swift

extension TerraformWriter {
  /// A value in an expression's place of the JSON syntax.
  mutating func expression(_ value: Datum, of resource: DesiredResource? = nil) -> Datum {
    json(inlined(value), resource)
  }

  /// The value with references that Terraform's shapes do not allow replaced by what they refer
  /// to: an argument that is written otherwise there, or not at all.
  func inlined(_ value: Datum) -> Datum {
    value.replacing { part in
      guard case .reference(let reference) = part, let target = self[reference.address],
        let argument = target.schema.argument(reference.attribute)
      else { return nil }
      var value = target[argument.name]
      if value.isNull, case .defaulted(let standard) = argument.presence { value = standard }
      let isWritten = argument.terraform.isSame && exported(reference.address) != nil
      return isWritten || value.isNull ? nil : self.inlined(value)
    }
  }

  private mutating func json(_ value: Datum, _ resource: DesiredResource?) -> Datum {
    switch value {
    case .null, .bool, .int, .double: return value
    case .string(let text):
      checkForm(text, resource)
      return .string(TerraformText.escaped(text))
    case .list(let items): return .list(items.map { json($0, resource) })
    case .object(let fields):
      return .object(
        Fields(
          fields.entries.map { entry in
            .init(key: TerraformText.escaped(entry.key), value: json(entry.value, resource))
          }))
    case .reference, .secret: return .string("${\(hcl(value))}")
    case .segments(let parts): return .string(template(parts, resource))
    }
  }

  private mutating func template(_ parts: [Datum], _ resource: DesiredResource?) -> String {
    // A template of one interpolation and nothing else keeps that value's type; text is meant.
    if parts.count == 1, case .reference = parts[0] { return "${tostring(\(hcl(parts[0])))}" }
    var text = ""
    for (index, part) in parts.enumerated() {
      if let literal = part.scalarText {
        checkForm(literal, resource)
        text +=
          index + 1 < parts.count
          ? TerraformText.escapedBeforeInterpolation(literal) : TerraformText.escaped(literal)
      } else {
        text += "${\(hcl(part))}"
      }
    }
    return text
  }

  /// A value as an expression in HCL's own syntax, for within `${}`.
  mutating func hcl(_ value: Datum) -> String {
    switch value {
    case .null: return "null"
    case .bool, .int, .double: return value.scalarText ?? "null"
    case .string(let text): return TerraformText.quoted(text)
    case .list(let items): return "[\(items.map { hcl($0) }.joined(separator: ", "))]"
    case .object(let fields):
      let written = fields.entries.map { "\(TerraformText.quoted($0.key)) = \(hcl($0.value))" }
      return "{\(written.joined(separator: ", "))}"
    case .secret(let secret): return "var.\(variables.name(of: secret.source))"
    case .segments(let parts):
      // `join` spares a second kind of template with its own escapes.
      return "join(\"\", [\(parts.map { hcl($0) }.joined(separator: ", "))])"
    case .reference(let reference): return traversal(reference) ?? variable(reference)
    }
  }

  /// A reference to an exported resource, as `docker_network.backend.name`; nothing if Terraform
  /// has no such resource or attribute.
  mutating func traversal(_ reference: Reference) -> String? {
    guard let target = exported(reference.address) else { return nil }
    let name: String?
    if let argument = target.schema.argument(reference.attribute) {
      name = argument.terraform.isSame ? argument.terraform.name(of: argument.name) : nil
    } else {
      name = target.schema.attribute(reference.attribute)?.terraform
    }
    guard let name else { return nil }
    referred.insert(reference.address)
    return AttributeSchema.terraformExpression(name, of: self.name(of: reference.address))
  }

  private mutating func variable(_ reference: Reference) -> String {
    let name = variables.name(of: reference)
    warn(
      "A value becomes a variable in Terraform",
      "Terraform does not know \(reference). It is the variable \(name), to be set by hand.",
      self[reference.address])
    return "var.\(name)"
  }

  /// Tells of text that Terraform changes.
  private mutating func checkForm(_ text: String, _ resource: DesiredResource?) {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    // Compared by scalars: to Swift the two forms of a text are equal.
    guard !text._nfc.elementsEqual(text.unicodeScalars) else { return }
    warn(
      "Text is normalised by Terraform",
      "Terraform turns text into Unicode's composed form (NFC); a text here is in another form"
        + " and will arrive with other bytes.", resource)
  }
}
