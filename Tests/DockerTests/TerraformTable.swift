import Foundation

/// The names that Terraform's provider knows, read from the table in `Fixtures`.
struct TerraformTable {
  /// For each type: for each block (`(top)` is the type itself) the names in it.
  private(set) var types: [String: [String: Set<String>]] = [:]

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/terraform-schema.md")
    var type = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("## ") {
        type = String(line.dropFirst(3))
        continue
      }
      guard line.hasPrefix("- "), let bracket = line.firstIndex(of: "["),
        let end = line.firstIndex(of: "]")
      else { continue }
      let block = line[line.index(line.startIndex, offsetBy: 2)..<bracket]
        .trimmingCharacters(in: .whitespaces)
      for entry in line[line.index(after: end)...].split(separator: ";") {
        let name = entry.prefix { $0 != ":" }.trimmingCharacters(in: .whitespaces)
        types[type, default: [:]][block, default: []].insert(name)
      }
    }
  }

  func names(of type: String, in block: String = "(top)") -> Set<String> {
    types[type]?[block] ?? []
  }
}
