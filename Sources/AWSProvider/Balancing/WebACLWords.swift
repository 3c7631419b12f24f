import FoundationEssentials
import InfraModel

/// How Terraform's blocks of a web ACL and the firewall's own documents are turned into each
/// other: blocks into objects, and names by a rule with exceptions.
enum WebACLWords {
  /// A block's fields as the firewall has them.
  static func written(_ block: Datum) -> Datum {
    guard let fields = block.object else { return block }
    return .object(
      Fields(
        fields.entries.compactMap { entry in
          if entry.value.isNull { return nil }
          let name = word(entry.key)
          return Fields.Entry(key: name, value: written(entry.value, named: entry.key))
        }))
  }

  private static func written(_ value: Datum, named name: String) -> Datum {
    if name == "search_string", let text = value.string {
      return .string(Data(text.utf8).base64EncodedString())
    }
    guard let items = value.list else { return value }
    if items.contains(where: { $0.object == nil }) || items.isEmpty { return value }
    return lists.contains(name) || items.count > 1
      ? .list(items.map(written)) : written(items[0])
  }

  /// A document of the firewall as blocks.
  static func read(_ document: Datum) -> Datum {
    guard let fields = document.object else { return document }
    return .object(
      Fields(
        fields.entries.map { entry in
          let name = word(back: entry.key)
          return Fields.Entry(key: name, value: read(entry.value, named: name))
        }))
  }

  private static func read(_ value: Datum, named name: String) -> Datum {
    if name == "search_string", let text = value.string, let bytes = Data(base64Encoded: text) {
      return .string(String(decoding: bytes, as: UTF8.self))
    }
    switch value {
    case .object: return .list([read(value)])
    case .list(let items) where items.allSatisfy({ $0.object != nil }):
      return .list(items.map(read))
    default: return value
    }
  }

  /// Blocks that are lists there too; they have a plural's name.
  private static let lists: Set<String> = [
    "rule", "text_transformation", "rule_action_override", "rule_label", "response_header",
  ]

  private static let exceptions: [String: String] = [
    "rule": "Rules", "text_transformation": "TextTransformations",
    "rule_action_override": "RuleActionOverrides", "rule_label": "RuleLabels",
    "response_header": "ResponseHeaders", "arn": "ARN",
    "cloudwatch_metrics_enabled": "CloudWatchMetricsEnabled",
    "forwarded_ip_config": "ForwardedIPConfig",
    "ip_set_reference_statement": "IPSetReferenceStatement",
  ]
  private static let backwards = Dictionary(
    uniqueKeysWithValues: exceptions.map { ($0.value, $0.key) })

  private static func word(_ name: String) -> String {
    exceptions[name]
      ?? name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func word(back name: String) -> String {
    if name == "Statements" { return "statement" }
    if let known = backwards[name] { return known }
    var text = ""
    for character in name {
      if character.isUppercase, !text.isEmpty { text += "_" }
      text += character.lowercased()
    }
    return text
  }

  /// A rule as the firewall has it: statements that hold several have them under a plural.
  static func rule(_ block: Datum) -> Datum { joined(written(block)) }

  private static func joined(_ value: Datum) -> Datum {
    switch value {
    case .list(let items): return .list(items.map(joined))
    case .object(let fields):
      return .object(
        Fields(
          fields.entries.map { entry in
            var inner = joined(entry.value)
            if ["AndStatement", "OrStatement"].contains(entry.key), var parts = inner.object {
              parts["Statements"] = .list(parts["Statement"]?.elements ?? [])
              parts["Statement"] = nil
              inner = .object(parts)
            }
            return Fields.Entry(key: entry.key, value: inner)
          }))
    default: return value
    }
  }
}
