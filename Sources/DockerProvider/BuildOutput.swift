import FoundationEssentials
import InfraModel

/// What a build has said so far: its last lines, and its failure.
struct BuildOutput {
  /// The last lines of what its commands wrote, at most 60.
  private(set) var lines: [String] = []
  /// Why it failed, without a final full stop.
  var problem: String?
  private var lastStep = ""

  /// Takes a message in; answers the step that begins, if one does.
  mutating func take(_ message: Datum) -> String? {
    if let text = message["errorDetail"]["message"].string ?? message["error"].string {
      problem = text.trimming { ". \n".contains($0) }
    }
    if message["id"].string == "moby.buildkit.trace", let text = message["aux"].string {
      return take(trace: text)
    }
    guard let text = message["stream"].string else { return nil }
    append(text)
    return text.hasPrefix("Step ")
      ? step(text.trimming(\.isWhitespace)) : nil
  }

  /// BuildKit's own progress: base64 of a `StatusResponse` (moby/buildkit, control.proto).
  private mutating func take(trace: String) -> String? {
    guard let data = Data(base64Encoded: trace) else { return nil }
    let status = ProtobufMessage([UInt8](data)[...])
    for log in status.messages(3) { append(log.text(4) ?? "") }
    // A vertex that has started (5) and not yet completed (6) is a step that runs.
    let running = status.messages(1).last { $0.has(5) && !$0.has(6) }
    return running?.text(3).flatMap { step($0) }
  }

  private mutating func step(_ text: String) -> String? {
    guard text != lastStep else { return nil }
    lastStep = text
    return text
  }

  private mutating func append(_ text: String) {
    lines += PlainLines.lines(of: text)
    if lines.count > 60 { lines.removeFirst(lines.count - 60) }
  }
}

/// A protocol buffer as far as it is read here: fields of a number that are texts or messages.
struct ProtobufMessage {
  private var fields: [(number: UInt64, bytes: ArraySlice<UInt8>)] = []

  /// Reads the fields; what does not fit the encoding ends the reading.
  init(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while let key = Self.varint(&rest) {
      switch key & 7 {
      case 0:
        guard Self.varint(&rest) != nil else { return }
        fields.append((key >> 3, []))
      case 1: rest = rest.dropFirst(8)
      case 2:
        guard let length = Self.varint(&rest), length <= UInt64(rest.count) else { return }
        fields.append((key >> 3, rest.prefix(Int(length))))
        rest = rest.dropFirst(Int(length))
      case 5: rest = rest.dropFirst(4)
      default: return
      }
    }
  }

  func has(_ number: UInt64) -> Bool { fields.contains { $0.number == number } }

  func text(_ number: UInt64) -> String? {
    fields.first { $0.number == number }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  func messages(_ number: UInt64) -> [ProtobufMessage] {
    fields.filter { $0.number == number }.map { ProtobufMessage($0.bytes) }
  }

  private static func varint(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7f) << shift
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}
