import InfraModel

/// Whether values have the shapes that Terraform's provider knows.
enum TerraformShapes {
  /// What is wrong with a value of an attribute or of a block.
  static func problems(
    of value: Datum, as entry: TerraformTable.Entry, at path: String
  ) -> [String] {
    if !entry.canBeGiven { return ["\(path) cannot be given"] }
    if entry.isBlock { return blocks(value, entry, path) }
    return fits(value, entry.shape[...]) ? [] : ["\(path) is not \(entry.shape): \(value)"]
  }

  private static func blocks(
    _ value: Datum, _ entry: TerraformTable.Entry, _ path: String
  ) -> [String] {
    guard let items = value.list else { return ["\(path) is a block and no list: \(value)"] }
    var problems: [String] = []
    if let maximum = Int(entry.shape.drop { $0 != "." }.dropFirst(2)), items.count > maximum {
      problems.append("\(path) has \(items.count) blocks")
    }
    for item in items {
      guard let fields = item.object else { return ["\(path) holds no block: \(item)"] }
      for field in fields.entries {
        // The table has statements once, not those within others, which are the same.
        if field.key == "statement", path.contains("statement") { continue }
        if let known = entry.entries[field.key] {
          problems += self.problems(of: field.value, as: known, at: "\(path).\(field.key)")
        } else {
          problems.append("\(path).\(field.key) is not known")
        }
      }
      for known in entry.entries.values where known.isRequired && fields[known.name] == nil {
        problems.append("\(path).\(known.name) is required")
      }
    }
    return problems
  }

  private static func fits(_ value: Datum, _ shape: Substring) -> Bool {
    switch value {
    case .reference, .null: return true
    case .segments, .secret, .string: return shape == "string"
    case .bool: return shape == "bool"
    case .int, .double: return shape == "number"
    case .list(let items):
      guard shape.hasPrefix("list(") || shape.hasPrefix("set(") else { return false }
      return items.allSatisfy { fits($0, inner(shape)) }
    case .object(let fields) where shape.hasPrefix("{"):
      let types = members(shape)
      return Set(fields.keys).isSubset(of: Set(types.keys))
        && fields.entries.allSatisfy { fits($0.value, types[$0.key] ?? "") }
    case .object(let fields):
      return shape.hasPrefix("map(") && fields.entries.allSatisfy { fits($0.value, inner(shape)) }
    }
  }

  /// The members of an object with their shapes, of a text such as `{a:string,b:list(string)}`.
  private static func members(_ shape: Substring) -> [String: Substring] {
    var members: [String: Substring] = [:]
    for member in shape.dropFirst().dropLast().split(separator: ",") {
      let parts = member.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { members[String(parts[0])] = parts[1] }
    }
    return members
  }

  private static func inner(_ shape: Substring) -> Substring {
    shape.drop { $0 != "(" }.dropFirst().dropLast()
  }
}
