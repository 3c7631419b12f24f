import InfraModel

/// How a declared value is written for a service and read back.
indirect enum Shape: Sendable {
  /// Text.
  case text
  /// A whole number; on the wire a number, or in XML its digits.
  case number
  /// A number with a fraction.
  case decimal
  /// A truth value.
  case flag
  /// Something that the service wants as text: `quoted(.number)` is `"30"`.
  case quoted(Shape)
  /// A document in JSON, as a policy: compared by what it says, not by its bytes.
  case json
  /// A list whose order counts.
  case list(Shape)
  /// A list whose order does not count.
  case set(Shape)
  /// A list or value that the wire has under one name more: `{"Item": […]}`.
  case under(String, Shape)
  /// A map from texts to values of a shape.
  case map(Shape)
  /// A map that the wire has as a list of objects with these two members.
  case entries(key: String, value: String)
  /// One object; declared as an object or as a list of one.
  case block([Member])
  /// A list of objects whose order counts.
  case blocks([Member])
  /// A list of objects whose order does not count.
  case blockSet([Member])
  /// Anything else: how it is written, and how it is read with the declared value at hand.
  case odd(
    write: @Sendable (Datum) -> Datum, read: @Sendable (_ seen: Datum, _ declared: Datum?) -> Datum)

  /// A declared value as the wire has it.
  func written(_ value: Datum) -> Datum {
    if value.isNull { return .null }
    switch self {
    case .text, .number, .decimal, .flag, .json: return value
    case .quoted(let inner): return inner.written(value).scalarText.map { .string($0) } ?? .null
    case .list(let inner), .set(let inner):
      return .list((value.list ?? [value]).map(inner.written))
    case .under(let name, let inner): return .object(Fields([name: inner.written(value)]))
    case .map(let inner):
      return .object(
        Fields(
          (value.object?.entries ?? []).map {
            Fields.Entry(key: $0.key, value: inner.written($0.value))
          }))
    case .entries(let key, let name):
      return .list(
        (value.object?.entries ?? []).map {
          .object(Fields([key: .string($0.key), name: $0.value]))
        })
    case .block(let members): return Member.written(members, value.list?.first ?? value)
    case .blocks(let members), .blockSet(let members):
      return .list((value.list ?? [value]).map { Member.written(members, $0) })
    case .odd(let write, _): return write(value)
    }
  }
}
