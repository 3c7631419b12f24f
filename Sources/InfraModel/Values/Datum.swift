/// A value without its Swift type: what arguments, attributes and the APIs' JSON are made of.
///
/// Plain data are the first seven cases. The last three are symbolic: they stand for something
/// that is known after an apply, or that must never be written down. There is no closure in a
/// value, so that it can be compared, saved, shown and exported. Texts are equal if their bytes
/// are.
///
/// Only the two cases that are larger than a string are boxed: a plan holds some hundred thousand
/// values, and a box for each was a fifth of its time.
public enum Datum: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case list([Datum])
  case object(Fields)
  /// Another resource's attribute.
  indirect case reference(Reference)
  /// Text and references, one after the other.
  case segments([Datum])
  /// A secret, by where it comes from; its content is never held here.
  indirect case secret(SealedSecret)

  /// Text, or nothing if this is not text.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// A whole number, or nothing if this is none.
  public var int: Int? { if case .int(let value) = self { value } else { nil } }

  /// A truth value, or nothing if this is none.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The elements of a list, or nothing if this is none.
  public var list: [Datum]? { if case .list(let value) = self { value } else { nil } }

  /// The fields of an object, or nothing if this is none.
  public var object: Fields? { if case .object(let value) = self { value } else { nil } }

  /// Whether there is nothing here.
  public var isNull: Bool { if case .null = self { true } else { false } }

  /// The field of an object; `null` where there is none, or where this is no object.
  public subscript(field: String) -> Datum {
    if case .object(let fields) = self { fields[field] ?? .null } else { .null }
  }

  /// Whether no part of it is a reference: its meaning is known now.
  public var isKnown: Bool {
    switch self {
    case .null, .bool, .int, .double, .string, .secret: true
    case .list(let items), .segments(let items): items.allSatisfy(\.isKnown)
    case .object(let fields): fields.entries.allSatisfy { $0.value.isKnown }
    case .reference: false
    }
  }

  /// Whether some part of it is a secret.
  public var holdsSecret: Bool {
    switch self {
    case .null, .bool, .int, .double, .string, .reference: false
    case .list(let items), .segments(let items): items.contains(where: \.holdsSecret)
    case .object(let fields): fields.entries.contains { $0.value.holdsSecret }
    case .secret: true
    }
  }

  /// Calls `body` for each reference in it, in order.
  public func forEachReference(_ body: (Reference) -> Void) {
    switch self {
    case .null, .bool, .int, .double, .string, .secret: break
    case .list(let items), .segments(let items):
      for item in items { item.forEachReference(body) }
    case .object(let fields):
      for entry in fields.entries { entry.value.forEachReference(body) }
    case .reference(let reference): body(reference)
    }
  }

  /// Calls `body` for each secret in it, in order.
  public func forEachSecret(_ body: (SealedSecret) -> Void) {
    switch self {
    case .null, .bool, .int, .double, .string, .reference: break
    case .list(let items), .segments(let items):
      for item in items { item.forEachSecret(body) }
    case .object(let fields):
      for entry in fields.entries { entry.value.forEachSecret(body) }
    case .secret(let secret): body(secret)
    }
  }

  /// The same value with each reference and secret that `replacement` answers put in its place.
  ///
  /// Segments that are all text afterwards become one string.
  public func replacing(_ replacement: (Datum) throws -> Datum?) rethrows -> Datum {
    switch self {
    case .null, .bool, .int, .double, .string: return self
    case .reference, .secret: return try replacement(self) ?? self
    case .list(let items): return .list(try items.map { try $0.replacing(replacement) })
    case .object(let fields):
      return .object(
        Fields(
          sorted: try fields.entries.map {
            Fields.Entry(key: $0.key, value: try $0.value.replacing(replacement))
          }))
    case .segments(let items):
      return Datum.text(try items.map { try $0.replacing(replacement) })
    }
  }

  /// Text made of parts: one string if all are plain, segments otherwise.
  public static func text(_ parts: [Datum]) -> Datum {
    var merged: [Datum] = []
    for part in parts {
      switch part {
      case .segments(let inner):
        for item in inner { append(item, to: &merged) }
      default: append(part, to: &merged)
      }
    }
    if merged.isEmpty { return .string("") }
    if merged.count == 1, case .string = merged[0] { return merged[0] }
    return .segments(merged)
  }

  private static func append(_ part: Datum, to merged: inout [Datum]) {
    guard let text = part.scalarText else {
      merged.append(part)
      return
    }
    if case .string(let before)? = merged.last {
      merged[merged.count - 1] = .string(before + text)
    } else {
      merged.append(.string(text))
    }
  }

  /// A scalar as it stands inside a text: strings as they are, numbers and truth values written.
  public var scalarText: String? {
    switch self {
    case .string(let value): value
    case .int(let value): String(value)
    case .double(let value): String(value)
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object, .reference, .segments, .secret: nil
    }
  }
}

extension Datum {
  /// Whether both are the same; text is compared by its bytes.
  public static func == (left: Datum, right: Datum) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.list(let left), .list(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.reference(let left), .reference(let right)): left == right
    case (.segments(let left), .segments(let right)): left == right
    case (.secret(let left), .secret(let right)): left == right
    // Written out, so that the compiler asks for a line when a case is added.
    case (.null, _), (.bool, _), (.int, _), (.double, _), (.string, _), (.list, _), (.object, _),
      (.reference, _), (.segments, _), (.secret, _):
      false
    }
  }
}

extension Datum: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A list.
  public init(arrayLiteral elements: Datum...) { self = .list(elements) }
  /// An object; of a repeated key the last one holds.
  public init(dictionaryLiteral elements: (String, Datum)...) {
    self = .object(Fields(elements.map { Fields.Entry(key: $0.0, value: $0.1) }))
  }
}
