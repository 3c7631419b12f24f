import InfraModel

extension Shape {
  /// What a service says, as it would be declared. Of objects only those members are taken that
  /// are declared, if it is known what is: services fill in others.
  func read(_ seen: Datum, declared: Datum?) -> Datum {
    switch self {
    case .text: return seen.scalarText.map { .string($0) } ?? .null
    case .number: return seen.int.map { .int($0) } ?? seen.scalarText.flatMap(Self.number) ?? .null
    case .decimal: return Self.decimal(seen)
    case .flag: return Self.flag(seen)
    case .quoted(let inner): return inner.read(seen, declared: declared)
    case .json: return .string(Self.document(seen.string ?? ""))
    case .list(let inner), .set(let inner):
      if seen.isNull { return .null }
      return .list(seen.elements.map { inner.read($0, declared: nil) })
    case .under(let name, let inner): return inner.read(seen[name], declared: declared)
    case .map(let inner):
      guard let fields = seen.object else { return .null }
      return .object(
        Fields(
          fields.entries.map {
            Fields.Entry(key: $0.key, value: inner.read($0.value, declared: nil))
          }))
    case .entries(let key, let name):
      return .object(
        Fields(
          seen.elements.compactMap { item in
            item[key].string.map { Fields.Entry(key: $0, value: item[name]) }
          }))
    case .block(let members):
      let isList = declared?.list != nil
      guard let object = seen.object ?? seen.list?.first?.object else {
        return isList ? .list([]) : .null
      }
      let inner = declared?.list?.first ?? declared
      let found = Member.read(members, .object(object), declared: inner?.object)
      return isList ? .list([.object(found)]) : .object(found)
    case .blocks(let members):
      return .list(
        seen.elements.enumerated().map { index, item in
          let mine = declared?.list.flatMap { index < $0.count ? $0[index] : nil }
          return .object(Member.read(members, item, declared: mine?.object))
        })
    case .blockSet(let members): return Self.matched(members, seen, declared)
    case .odd(_, let read): return read(seen, declared)
    }
  }

  /// Whether a declared value and one that was read mean the same.
  func isSame(_ declared: Datum, _ seen: Datum) -> Bool {
    if declared == seen || (declared.isNothing && seen.isNothing) { return true }
    switch self {
    case .json: return PolicyText.isSame(declared.string ?? "", seen.string ?? "")
    case .quoted(let inner), .under(_, let inner): return inner.isSame(declared, seen)
    case .set, .blockSet: return declared.sorted == seen.sorted
    case .decimal:
      return Self.fraction(seen).map { $0 == Self.fraction(declared) } ?? false
    default: return false
    }
  }

  /// Objects in any order, each read as that declared one which it is.
  private static func matched(_ members: [Member], _ seen: Datum, _ declared: Datum?) -> Datum {
    var left = declared?.list ?? []
    return .list(
      seen.elements.map { item in
        let index = left.firstIndex { mine in
          Datum.object(Member.read(members, item, declared: mine.object)) == mine
        }
        if let index { return left.remove(at: index) }
        return .object(Member.read(members, item, declared: nil))
      })
  }

  private static func number(_ text: String) -> Datum? {
    Int(text).map { .int($0) } ?? Double(text).flatMap { Int(exactly: $0) }.map { .int($0) }
  }

  private static func fraction(_ value: Datum) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  private static func decimal(_ seen: Datum) -> Datum {
    switch seen {
    case .double, .int: seen
    default:
      number(seen.scalarText ?? "") ?? Double(seen.scalarText ?? "").map { .double($0) } ?? .null
    }
  }

  private static func flag(_ seen: Datum) -> Datum {
    switch seen {
    case .bool: seen
    case .string("true"), .string("True"): true
    case .string("false"), .string("False"): false
    default: .null
    }
  }

  /// A document without the percent-encoding that IAM puts on it.
  private static func document(_ text: String) -> String {
    text.hasPrefix("%7B") ? PolicyText.decoded(text) : text
  }
}

extension Datum {
  /// Whether it says nothing: what services leave out where it is declared as the plain default.
  var isNothing: Bool {
    switch self {
    case .null, .bool(false), .int(0), .string(""): true
    case .list(let items): items.isEmpty
    case .object(let fields): fields.entries.allSatisfy(\.value.isNothing)
    default: false
    }
  }

  /// The same with every list in an order that depends on its elements alone.
  var sorted: Datum {
    switch self {
    case .list(let items):
      let texts = items.map(\.sorted).map { (JSONWriter.text($0, symbols: .marked), $0) }
      return .list(texts.sorted { $0.0 < $1.0 }.map(\.1))
    case .object(let fields):
      return .object(
        Fields(fields.entries.map { Fields.Entry(key: $0.key, value: $0.value.sorted) }))
    default: return self
    }
  }

  /// An object of the fields that are not `null`.
  static func fields(_ fields: KeyValuePairs<String, Datum>) -> Datum {
    .object(
      Fields(fields.filter { !$0.value.isNull }.map { Fields.Entry(key: $0.key, value: $0.value) }))
  }

  /// The same with a value put at a path of names joined by dots; `null` puts nothing.
  func setting(_ path: String, _ value: Datum) -> Datum {
    if value.isNull { return self }
    var fields = object ?? Fields()
    guard let dot = path.firstIndex(of: ".") else {
      fields[path] = value
      return .object(fields)
    }
    let first = String(path[..<dot])
    fields[first] = (fields[first] ?? .null)
      .setting(String(path[path.index(after: dot)...]), value)
    return .object(fields)
  }

  /// The fields of both; the other's hold.
  func merging(_ other: Datum) -> Datum {
    .object(Fields((object?.entries ?? []) + (other.object?.entries ?? [])))
  }
}
