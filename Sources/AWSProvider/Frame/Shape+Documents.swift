import InfraModel

extension Shape {
  /// A document in JSON whose lists have an order, as a dashboard: spaces and the order of names
  /// do not count.
  static let document = Shape.odd(
    write: { $0 }, read: { seen, declared in sameDocument(seen, declared) { $0 == $1 } })

  /// A document in JSON into which the service fills what it was not told: what is declared counts.
  static let filledDocument = Shape.odd(
    write: { $0 }, read: { seen, declared in sameDocument(seen, declared, holds) })

  /// A block of which there is one or none, a list without a declaration too.
  static func one(_ members: [Member]) -> Shape {
    .odd(
      write: { $0.list?.isEmpty == true ? .null : Shape.block(members).written($0) },
      read: { seen, declared in
        Shape.block(members).read(seen, declared: declared ?? .list([]))
      })
  }

  /// A block with one argument, whose value the service has without a block.
  static func alone(_ name: String, _ shape: Shape = .text) -> Shape {
    .odd(
      write: { value in (value.list?.first?[name]).map(shape.written) ?? .null },
      read: { seen, _ in
        let value = shape.read(seen, declared: nil)
        return value.isNull ? .list([]) : [.object(Fields([name: value]))]
      })
  }

  /// A truth value that is said only if it is true: where false is what a service takes it for,
  /// and not every kind of object may say so.
  static let saidIfTrue = Shape.odd(
    write: { $0 == true ? true : .null },
    read: { seen, _ in .bool(Shape.flag.read(seen, declared: nil) == true) })

  /// A list whose order does not count, and that is not said at all if it is empty.
  static let textSet = Shape.odd(
    write: { value in value.list?.isEmpty == true ? .null : value },
    read: { seen, declared in
      let found = Shape.set(.text).read(seen.isNull ? .list([]) : seen, declared: nil)
      return declared?.sorted == found.sorted ? declared ?? found : found
    })

  private static func sameDocument(
    _ seen: Datum, _ declared: Datum?, _ isSame: (_ declared: Datum, _ seen: Datum) -> Bool
  ) -> Datum {
    guard let text = seen.string, !text.isEmpty else { return .null }
    guard let declared, let mine = declared.string, let left = try? JSONParser.parse(mine),
      let right = try? JSONParser.parse(text)
    else { return .string(text) }
    return isSame(left.withWholeNumbers, right.withWholeNumbers) ? declared : .string(text)
  }

  /// Whether everything that is declared is as seen.
  private static func holds(_ declared: Datum, _ seen: Datum) -> Bool {
    switch (declared, seen) {
    case (.object(let mine), .object):
      mine.entries.allSatisfy { holds($0.value, seen[$0.key]) }
    case (.list(let mine), .list(let other)):
      mine.count == other.count && zip(mine, other).allSatisfy(holds)
    default: declared == seen || (declared.isNothing && seen.isNothing)
    }
  }
}

extension Datum {
  /// The same with every number without a fraction as a whole number.
  fileprivate var withWholeNumbers: Datum {
    switch self {
    case .list(let items): .list(items.map(\.withWholeNumbers))
    case .object(let fields):
      .object(
        Fields(
          fields.entries.map { Fields.Entry(key: $0.key, value: $0.value.withWholeNumbers) }))
    case .double(let number): Int(exactly: number).map { .int($0) } ?? self
    default: self
    }
  }
}
