/// The full path of a resource in its environment: `module/path/type.key`.
///
/// Addresses sort by their text, which is the order of every listing, state file and plan.
public struct Address: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The whole path, as it is shown, stored and typed on the command line.
  public let text: String

  /// Makes an address of its parts; the parts are checked by `Address.problem(inKey:)` before.
  public init(module: [String], type: String, key: String) {
    var text = ""
    for part in module {
      text += part
      text += "/"
    }
    text += type
    text += "."
    text += key
    self.text = text
  }

  /// Takes an address as it was written, or nothing if it is not of the form `path/type.key`.
  public init?(parsing text: String) {
    guard let (path, type, key) = Address.split(text) else { return nil }
    let names = path + [key]
    guard names.allSatisfy({ Address.problem(inKey: $0) == nil }), !type.isEmpty else {
      return nil
    }
    self.text = text
  }

  /// The keys of the modules that the resource is in, outermost first.
  public var module: [String] { Address.split(text)?.path ?? [] }

  /// The resource's type, as `docker_container`.
  public var type: String { Address.split(text)?.type ?? "" }

  /// The resource's name within its module.
  public var key: String { Address.split(text)?.key ?? text }

  /// The address itself.
  public var description: String { text }

  /// Orders addresses by their bytes, so that every list of them has one order.
  public static func < (left: Address, right: Address) -> Bool { left.text < right.text }

  /// Says why a key cannot be used, or nothing if it can.
  ///
  /// A key is what Terraform, Docker and DNS all accept: a letter, then letters, digits, `-`, `_`.
  public static func problem(inKey key: String) -> String? {
    guard let first = key.utf8.first else { return "a key cannot be empty" }
    if key.utf8.count > 63 { return "a key has at most 63 characters, \"\(key)\" is longer" }
    let isLetter = { (byte: UInt8) in (65...90).contains(byte) || (97...122).contains(byte) }
    guard isLetter(first) else { return "a key begins with a letter, \"\(key)\" does not" }
    let allowed = key.utf8.allSatisfy {
      isLetter($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
    }
    return allowed ? nil : "a key has only letters, digits, - and _, \"\(key)\" has others"
  }

  private static func split(_ text: String) -> (path: [String], type: String, key: String)? {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.popLast(), let dot = last.firstIndex(of: ".") else { return nil }
    return (parts, String(last[..<dot]), String(last[last.index(after: dot)...]))
  }
}
