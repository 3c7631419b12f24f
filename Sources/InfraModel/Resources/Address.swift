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
    var bytes = text
    guard bytes.withUTF8(Address.isAddress) else { return nil }
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
    guard isLetter(first) else { return "a key begins with a letter, \"\(key)\" does not" }
    return key.utf8.allSatisfy(isInKey)
      ? nil : "a key has only letters, digits, - and _, \"\(key)\" has others"
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

  private static func isInKey(_ byte: UInt8) -> Bool {
    isLetter(byte) || (48...57).contains(byte) || byte == 45 || byte == 95
  }

  /// Whether bytes are keys with a `/` after each, then a type, a dot and a key. In one pass over
  /// the bytes, since a large state holds some ten thousand addresses.
  private static func isAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    for index in bytes.indices where bytes[index] == 47 {
      guard isKey(bytes[start..<index]) else { return false }
      start = index + 1
    }
    guard let dot = bytes[start...].firstIndex(of: 46), dot > start else { return false }
    return isKey(bytes[(dot + 1)...])
  }

  private static func isKey(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = bytes.first, bytes.count <= 63 else { return false }
    return isLetter(first) && bytes.allSatisfy(isInKey)
  }

  private static func split(_ text: String) -> (path: [String], type: String, key: String)? {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.popLast(), let dot = last.firstIndex(of: ".") else { return nil }
    return (parts, String(last[..<dot]), String(last[last.index(after: dot)...]))
  }
}
