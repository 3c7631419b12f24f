/// One header field.
public struct HTTPHeader: Hashable, Sendable {
  /// The name as written; compared without regard to case.
  public var name: String
  /// The value, without the white space around it.
  public var value: String

  /// A field with this name and value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether a byte may stand in a name (`tchar`, RFC 9110, section 5.6.2).
  static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

/// A response's header fields, in the order received, repeated ones kept.
public struct HTTPHeaders: Hashable, Sendable, RandomAccessCollection {
  private var fields: [HTTPHeader]

  /// The fields given.
  public init(_ fields: [HTTPHeader] = []) {
    self.fields = fields
  }

  /// The value of the first field of that name, whatever its case.
  public subscript(name: String) -> String? {
    fields.first { Self.same($0.name, name) }?.value
  }

  /// The values of all fields of that name, whatever its case.
  public func values(of name: String) -> [String] {
    fields.filter { Self.same($0.name, name) }.map(\.value)
  }

  /// The first field's position.
  public var startIndex: Int { fields.startIndex }
  /// The position after the last field.
  public var endIndex: Int { fields.endIndex }
  /// The field at a position.
  public subscript(position: Int) -> HTTPHeader { fields[position] }

  mutating func append(_ field: HTTPHeader) { fields.append(field) }

  /// Continues the last value (an obsolete folded line, RFC 9112, section 5.2).
  mutating func extendLast(with text: String) {
    guard let last = fields.indices.last else { return }
    fields[last].value += " " + text
  }

  private static func same(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
      && zip(left.utf8, right.utf8).allSatisfy { lowercase($0) == lowercase($1) }
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
