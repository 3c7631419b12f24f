import InfraModel

extension TerraformWriter {
  /// The settings of provider blocks that have the same name and meaning here and there.
  private static let settings: [String: Set<String>] = [
    "docker": [
      "host", "context", "cert_path", "ca_material", "cert_material", "key_material", "ssh_opts",
    ],
    "aws": ["region", "profile"],
  ]

  private var kinds: [String] {
    let used = desired.resources.filter(\.schema.isKnownToTerraform).map { resource in
      String(resource.provider.prefix { $0 != "." })
    }
    return Set(used).sorted()
  }

  /// The `terraform` block: which providers are needed.
  mutating func requirements() -> Fields {
    var required = Fields()
    for kind in kinds {
      guard let provider = TerraformProvider.of(kind: kind) else {
        warn(
          "A provider is not known",
          "No Terraform provider is known for \(kind): add it to required_providers by hand.")
        continue
      }
      // What is built in needs no entry.
      guard let version = provider.version else { continue }
      required[kind] = ["source": .string(provider.source), "version": .string(version)]
    }
    // `removed` blocks came with 1.7, checks and imports with 1.5.
    var block = Fields(["required_version": ">= 1.7"])
    if !required.isEmpty { block["required_providers"] = .object(required) }
    return block
  }

  /// The provider blocks by kind; several of a kind as a list, all but one with an alias.
  mutating func providerBlocks() -> [String: Datum] {
    var blocks: [String: [Datum]] = [:]
    for configuration in desired.providers.sorted(by: { $0.name < $1.name }) {
      let kind = configuration.kind
      guard kinds.contains(kind), TerraformProvider.of(kind: kind)?.version != nil else {
        continue
      }
      var block = Fields()
      if configuration.name != kind {
        block["alias"] = .string(String(configuration.name.dropFirst(kind.count + 1)))
      }
      for entry in configuration.settings.entries where !entry.value.isNull {
        if Self.settings[kind]?.contains(entry.key) == true {
          block[entry.key] = expression(entry.value)
        } else if kind == "aws", entry.key == "default_tags" {
          block["default_tags"] = ["tags": expression(entry.value)]
        } else if kind == "aws", entry.key == "assume_role" {
          block["assume_role"] = expression(entry.value)
        } else {
          warn(
            "A provider setting has no counterpart in Terraform",
            "\(entry.key) of the provider \(configuration.name) is left out.")
        }
      }
      // The tags that say whose an object is stand in no declaration.
      if kind == "aws", state != nil {
        block["ignore_tags"] = ["key_prefixes": ["infra:"]]
      }
      blocks[kind, default: []].append(.object(block))
    }
    return blocks.mapValues { $0.count == 1 ? $0[0] : .list($0) }
  }
}
