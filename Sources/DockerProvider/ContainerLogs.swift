import InfraModel

/// The last lines that a container wrote.
struct ContainerLogs {
  let engine: Engine

  /// At most so many lines, from both streams in the order of their writing; none where the log
  /// driver keeps nothing to read.
  func last(_ count: Int, of id: String, hasTerminal: Bool) async -> [String] {
    let query = [
      (name: "stdout", value: "1"), (name: "stderr", value: "1"),
      (name: "tail", value: String(count)),
    ]
    // What cannot be read is left out: the logs only explain another error.
    guard
      let answer = try? await engine.send(
        EngineRequest(.get, "/containers/\(id)/logs", query: query))
    else { return [] }
    let bytes = hasTerminal ? answer.body : Self.payload(of: answer.body)
    return Array(PlainLines.lines(of: String(decoding: bytes, as: UTF8.self)).suffix(count))
  }

  /// The contents of the frames: each has 8 bytes before it, a type (1 and 2 are the streams, 3 an
  /// error of the engine), three zeros, and its length, big end first.
  static func payload(of bytes: [UInt8]) -> [UInt8] {
    var payload: [UInt8] = []
    var offset = 0
    while offset + 8 <= bytes.count, bytes[offset] <= 3 {
      let length = bytes[(offset + 4)..<(offset + 8)].reduce(0) { $0 << 8 | Int($1) }
      let end = min(offset + 8 + length, bytes.count)
      payload += bytes[(offset + 8)..<end]
      offset = end
    }
    return payload
  }
}
