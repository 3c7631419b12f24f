import InfraModel

/// The input variables of an exported configuration: secrets, and what only we know.
struct TerraformVariables {
  /// The blocks by their names.
  private(set) var blocks: [String: Datum] = [:]
  private var names: [String: String] = [:]

  /// The variable of a secret.
  mutating func name(of source: SecretSource) -> String {
    let preferred: String
    switch source {
    case .environment(let name): preferred = name.lowercased()
    case .file(let path): preferred = "file_\(path)"
    case .generated(let name): preferred = "generated_\(name)"
    case .generatedKey(let name): preferred = "generated_key_\(name)"
    }
    return declare(
      source.text, preferred,
      [
        "type": "string", "sensitive": true, "nullable": false,
        "description": .string("The content of the \(source)."),
      ])
  }

  /// The variable of an attribute that Terraform cannot know.
  mutating func name(of reference: Reference) -> String {
    let address = reference.address
    return declare(
      "attribute:\(reference)",
      "\(address.type)_\(TerraformNames.plain(address))_\(reference.attribute)",
      [
        "nullable": false,
        "description": .string("What \(reference) is, which Terraform does not manage."),
      ])
  }

  private mutating func declare(_ key: String, _ preferred: String, _ block: Datum) -> String {
    if let name = names[key] { return name }
    var name = TerraformNames.sanitized(preferred)
    // These names are Terraform's own ("reserved due to its special meaning inside module
    // blocks").
    let reserved = [
      "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
    ]
    if blocks[name] != nil || reserved.contains(name) {
      name += "_" + TerraformNames.suffix(key)
    }
    names[key] = name
    blocks[name] = block
    return name
  }
}
