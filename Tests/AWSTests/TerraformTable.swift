import Foundation
import InfraModel

/// What Terraform's provider says of the types, read from the table in `Fixtures`.
struct TerraformTable {
  /// An attribute or a block, and what is in it.
  final class Entry {
    let name: String
    let isBlock: Bool
    /// `RO…` of an attribute; how a block nests.
    let flags: String
    /// An attribute's type; how many blocks there may be.
    let shape: String
    var entries: [String: Entry] = [:]

    init(_ line: Substring) {
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      isBlock = line.hasPrefix("[")
      name = words[0].trimmingCharacters(in: ["[", "]"])
      flags = words.count > 1 ? String(words[1]) : ""
      shape = words.count > 2 ? String(words[2]) : ""
    }

    var isRequired: Bool {
      isBlock ? !shape.hasPrefix("0") : flags.contains("R")
    }
    var canBeGiven: Bool { isBlock || flags.contains("R") || flags.contains("O") }
  }

  /// What the table calls a type.
  static func name(of schema: Schema) -> String {
    schema.isDataSource ? "data.\(schema.type)" : schema.type
  }

  private(set) var types: [String: Entry] = [:]

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/terraform-schema.txt")
    var path: [Entry] = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let depth = line.prefix { $0 == " " }.count
      let entry = Entry(line.dropFirst(depth))
      path.removeLast(path.count - depth)
      if let parent = path.last {
        parent.entries[entry.name] = entry
      } else {
        types[entry.name] = entry
      }
      path.append(entry)
    }
  }
}
