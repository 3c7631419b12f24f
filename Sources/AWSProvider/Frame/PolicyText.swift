import InfraModel

/// Documents in JSON that services keep in a spelling of their own.
enum PolicyText {
  /// Whether two documents say the same: the order of lists does not count, and one text is a
  /// list of one.
  static func isSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    guard let mine = try? JSONParser.parse(left), let other = try? JSONParser.parse(right) else {
      return false
    }
    return plain(mine).sorted == plain(other).sorted
  }

  private static func plain(_ value: Datum) -> Datum {
    switch value {
    case .list(let items) where items.count == 1: plain(items[0])
    case .list(let items): .list(items.map(plain))
    case .object(let fields):
      .object(
        Fields(fields.entries.map { Fields.Entry(key: $0.key, value: plain($0.value)) }))
    case .int, .bool: .string(value.scalarText ?? "")
    default: value
    }
  }

  /// A text without percent-encoding.
  static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var index = 0
    while index < source.count {
      if source[index] == 0x25, index + 2 < source.count,
        let byte = UInt8(
          String(decoding: source[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        index += 3
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
