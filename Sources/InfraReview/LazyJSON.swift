import InfraModel

/// A JSON document whose long lists are made while it is written, item by item, so that it never
/// stands in memory whole.
indirect enum LazyJSON {
  /// A value that is there.
  case value(Datum)
  /// An object, its fields in any order, each name once.
  case object([(key: String, value: LazyJSON)])
  /// A list whose items are made when their turn comes.
  case list(count: Int, item: (Int) -> LazyJSON)

  /// After this many bytes what is written is handed over.
  static let pieceSize = 1 << 16

  /// The document as a value.
  var datum: Datum {
    switch self {
    case .value(let value): value
    case .object(let fields):
      .object(Fields(fields.map { Fields.Entry(key: $0.key, value: $0.value.datum) }))
    case .list(let count, let item): .list((0..<count).map { item($0).datum })
    }
  }

  /// Writes the document on one line with a newline at its end, in pieces of whole characters.
  func write(_ take: (String) -> Void) {
    var writer = JSONWriter()
    write(to: &writer, take)
    writer.raw("\n")
    take(String(decoding: writer.takeBytes(), as: UTF8.self))
  }

  private func write(to writer: inout JSONWriter, _ take: (String) -> Void) {
    switch self {
    case .value(let value): writer.write(value)
    case .object(let fields):
      let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      writer.raw("{")
      for (index, field) in sorted.enumerated() {
        if index > 0 { writer.raw(",") }
        writer.string(field.key)
        writer.raw(":")
        field.value.write(to: &writer, take)
      }
      writer.raw("}")
    case .list(let count, let item):
      writer.raw("[")
      for index in 0..<count {
        if index > 0 { writer.raw(",") }
        item(index).write(to: &writer, take)
      }
      writer.raw("]")
    }
    if writer.count >= Self.pieceSize {
      take(String(decoding: writer.takeBytes(), as: UTF8.self))
    }
  }
}
