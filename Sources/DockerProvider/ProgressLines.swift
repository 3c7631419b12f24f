import InfraModel

/// Cuts the stream of a pull or build into its JSON messages, one a line.
struct ProgressLines {
  private var rest: [UInt8] = []
  /// A line may not be longer: a broken stream must not fill the memory.
  private static let limit = 16 << 20

  /// The messages that are complete with these bytes.
  mutating func take(_ bytes: [UInt8]) -> [Datum] {
    rest += bytes
    var messages: [Datum] = []
    var start = rest.startIndex
    while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
      if let message = try? JSONParser.parse(rest[start..<end]) { messages.append(message) }
      start = end + 1
    }
    rest.removeSubrange(..<start)
    if rest.count > Self.limit { rest.removeAll() }
    return messages
  }

  /// The last message, if the stream does not end with a line's end.
  mutating func finish() -> [Datum] { take([UInt8(ascii: "\n")]) }
}
