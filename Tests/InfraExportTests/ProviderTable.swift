import Foundation
import InfraModel

/// The schema of Terraform's Docker provider, read from the table that the Docker tests hold too.
struct ProviderTable {
  /// One attribute or block.
  struct Entry {
    let kind: String
    let isRequired: Bool
    let isSet: Bool

    var isBlock: Bool { kind.hasPrefix("Block") }
    var isSingle: Bool { kind.contains("Max: 1") || kind.hasPrefix("Block, ") }
  }

  private var blocks: [String: [String: Entry]] = [:]

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../DockerTests/Fixtures/terraform-schema.md")
    var type = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("## ") { type = String(line.dropFirst(3)) }
      guard let match = line.firstMatch(of: #/^- (\S+) \[(req|opt|ro)\] (.*)$/#) else { continue }
      let path = match.1 == "(top)" ? type : "\(type).\(match.1)"
      for text in match.3.split(separator: "; ") {
        let parts = text.split(separator: ":", maxSplits: 1)
        blocks[path, default: [:]][String(parts[0])] = Entry(
          kind: String(parts[1]), isRequired: match.2 == "req", isSet: match.2 != "ro")
      }
    }
  }

  /// The number of types in it.
  var typeCount: Int { blocks.keys.count { !$0.contains(".") } }

  /// Whether a reference to it holds.
  func has(_ type: String, _ name: String) -> Bool { blocks[type]?[name] != nil }

  /// What is wrong with a block as it is exported: unknown and missing names, other types.
  func problems(_ block: Datum, at path: String) -> [String] {
    guard let entries = blocks[path] else { return ["\(path) is not known"] }
    guard let fields = block.object else { return ["\(path) is no block"] }
    var problems = entries.filter { $0.value.isRequired && fields[$0.key] == nil }.map {
      "\(path).\($0.key) is missing"
    }
    for field in fields.entries {
      guard let entry = entries[field.key], entry.isSet else {
        problems.append("\(path).\(field.key) is not known")
        continue
      }
      let place = "\(path).\(field.key)"
      if entry.isBlock {
        let inner = field.value.list ?? [field.value]
        if entry.isSingle, inner.count > 1 { problems.append("\(place) is there twice") }
        problems += inner.flatMap { self.problems($0, at: place) }
      } else if !Self.fits(field.value, entry.kind) {
        problems.append("\(place) is no \(entry.kind): \(JSONWriter.text(field.value))")
      }
    }
    return problems.sorted()
  }

  private static func fits(_ value: Datum, _ kind: String) -> Bool {
    let isReference = value.string?.hasPrefix("${") ?? false
    switch kind.prefix(while: { $0 != "," }) {
    case "String": return value.string != nil
    case "Number":
      if case .double = value { return true }
      return value.int != nil || isReference
    case "Boolean": return value.bool != nil || isReference
    case "[String]", "Set<String>":
      return isReference || value.list?.allSatisfy { $0.string != nil } ?? false
    case "{String}":
      return isReference || value.object?.entries.allSatisfy { $0.value.string != nil } ?? false
    default: return false
    }
  }
}
