/// The rules of a `.dockerignore` file: which paths of a folder are left out.
///
/// As Docker's own matcher (moby/patternmatcher): one pattern a line, `#` for remarks, `!` for
/// exceptions, `*` and `?` within a name, `[…]` for a set, `**` across names, a leading slash
/// without meaning; a pattern that matches a folder matches all in it; the last match decides.
public struct IgnoreRules: Sendable {
  private struct Rule: Sendable {
    let names: [[UInt8]]
    let isException: Bool
  }

  private let rules: [Rule]

  /// Reads the rules from the text of the file.
  public init(_ text: String) {
    var rules: [Rule] = []
    for line in text.split(whereSeparator: \.isNewline) {
      guard line.first != "#" else { continue }
      var pattern = line.trimmingWhitespace
      guard !pattern.isEmpty else { continue }
      let isException = pattern.first == "!"
      if isException { pattern = pattern.dropFirst().trimmingWhitespace }
      var names: [[UInt8]] = []
      for name in pattern.split(separator: "/") where name != "." {
        if name == "..", !names.isEmpty {
          names.removeLast()
        } else {
          names.append(Array(name.utf8))
        }
      }
      guard !names.isEmpty else { continue }
      rules.append(Rule(names: names, isException: isException))
    }
    self.rules = rules
  }

  /// Whether a path, relative to the folder, is left out.
  public func excludes(_ path: String) -> Bool {
    guard !rules.isEmpty else { return false }
    let names = path.split(separator: "/").map { Array($0.utf8) }
    var isExcluded = false
    for rule in rules where rule.isException == isExcluded {
      if Self.matches(rule.names[...], names[...]) { isExcluded = !rule.isException }
    }
    return isExcluded
  }

  /// Whether an exception could bring back something inside of a folder that is left out.
  public var hasExceptions: Bool { rules.contains { $0.isException } }

  /// Whether a pattern matches a path or a folder that it is in.
  private static func matches(_ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<[UInt8]>) -> Bool {
    guard let first = pattern.first else { return true }
    if first == [42, 42] {
      let rest = pattern.dropFirst()
      if rest.isEmpty { return !path.isEmpty }
      return path.indices.contains { matches(rest, path[$0...]) }
    }
    guard let name = path.first, matchesName(first[...], name[...]) else { return false }
    return matches(pattern.dropFirst(), path.dropFirst())
  }

  /// Whether the pattern of one name matches one name.
  private static func matchesName(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case UInt8(ascii: "*"):
      for end in name.startIndex...name.endIndex where matchesName(rest, name[end...]) {
        return true
      }
      return false
    case UInt8(ascii: "?"): return !name.isEmpty && matchesName(rest, name.dropFirst())
    case UInt8(ascii: "["):
      guard let end = rest.dropFirst().firstIndex(of: UInt8(ascii: "]")), let byte = name.first
      else { return false }
      return isMember(byte, of: rest[..<end])
        && matchesName(pattern[(end + 1)...], name.dropFirst())
    case UInt8(ascii: "\\"):
      guard let literal = rest.first else { return false }
      return name.first == literal && matchesName(rest.dropFirst(), name.dropFirst())
    default: return name.first == first && matchesName(rest, name.dropFirst())
    }
  }

  /// Whether a byte is in a set as `a-z0` or, negated, `^a-z`.
  private static func isMember(_ byte: UInt8, of set: ArraySlice<UInt8>) -> Bool {
    var rest = set
    let isNegated = rest.first == UInt8(ascii: "^")
    if isNegated { rest = rest.dropFirst() }
    var isFound = false
    while let low = rest.popFirst() {
      var high = low
      if rest.first == UInt8(ascii: "-"), let last = rest.dropFirst().first {
        high = last
        rest = rest.dropFirst(2)
      }
      if low <= byte, byte <= high { isFound = true }
    }
    return isFound != isNegated
  }
}

extension Substring {
  fileprivate var trimmingWhitespace: Substring {
    var rest = self
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return rest
  }
}
