import Foundation
import Synchronization

/// A server between the program and moto: passes requests on, loses answers, or answers itself as
/// the service does where moto does not.
final class Between: Sendable {
  /// A request as it came.
  struct Request: Sendable {
    let method: String
    /// The path with its query.
    let target: String
    /// The operation, as `PutRule`; of a service with paths the method and the path.
    let operation: String
    let body: String
  }

  /// What becomes of a request.
  enum Fate: Sendable {
    /// It is passed on, and the answer back.
    case pass
    /// It is passed on, and the connection ends without an answer.
    case lose
    /// It is passed on, and the body of the answer is changed.
    case amend(@Sendable (_ body: String) -> String)
    /// It is answered here, with these lines in the head besides.
    case answer(status: Int, body: String, headers: [String] = [])
  }

  private let descriptor: Int32
  private let behind: UInt16
  private let decide: @Sendable (Request) -> Fate
  let endpoint: String

  /// Listens before the server at an endpoint.
  init(_ endpoint: String, _ decide: @escaping @Sendable (Request) -> Fate) throws {
    behind = UInt16(endpoint.split(separator: ":").last ?? "") ?? 0
    self.decide = decide
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let port = try Self.listening(descriptor)
    self.endpoint = "http://127.0.0.1:\(port)"
    Thread.detachNewThread { [self] in
      defer { close(descriptor) }
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        Thread.detachNewThread { [self] in serve(connection) }
      }
    }
  }

  /// Ends the listening, and with it the thread that waits for the next connection, which closes
  /// the descriptor: closed here, its number could be another's before that thread has woken.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func serve(_ connection: Int32) {
    defer { close(connection) }
    guard let (head, body) = Self.message(connection) else { return }
    let request = Self.request(head, body)
    switch decide(request) {
    case .pass:
      if let answer = forward(head, body) { Self.say(connection, answer.head, answer.body) }
    case .lose: _ = forward(head, body)
    case .amend(let change):
      guard let answer = forward(head, body) else { return }
      let text = change(String(decoding: answer.body, as: UTF8.self))
      Self.say(connection, answer.head, Array(text.utf8))
    case .answer(let status, let body, let headers):
      let type =
        body.hasPrefix("<html")
        ? "text/html" : body.hasPrefix("<") ? "text/xml" : "application/json"
      Self.say(
        connection, ["HTTP/1.1 \(status) Said", "Content-Type: \(type)"] + headers,
        Array(body.utf8))
    }
  }

  private func forward(_ head: [String], _ body: [UInt8]) -> (head: [String], body: [UInt8])? {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(server) }
    var address = Self.address(behind)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { return nil }
    Self.say(server, head, body)
    return Self.message(server)
  }

  private static func request(_ head: [String], _ body: [UInt8]) -> Request {
    let first = (head.first ?? "").split(separator: " ").map(String.init)
    let text = String(decoding: body, as: UTF8.self)
    let target = head.first { $0.lowercased().hasPrefix("x-amz-target:") }
    let action = text.split(separator: "&").first { $0.hasPrefix("Action=") }
    let path = first.count > 1 ? String(first[1].prefix { $0 != "?" }) : ""
    let operation =
      target?.split(separator: ".").last.map(String.init)
      ?? action.map { String($0.dropFirst(7)) } ?? "\(first.first ?? "") \(path)"
    return Request(
      method: first.first ?? "", target: first.count > 1 ? first[1] : "", operation: operation,
      body: text)
  }

  /// Writes a message whose length is that of its body, the last one of its connection.
  private static func say(_ connection: Int32, _ head: [String], _ body: [UInt8]) {
    let lines =
      head.filter { line in
        let name = line.prefix { $0 != ":" }.lowercased()
        return !["content-length", "connection", "transfer-encoding"].contains(name)
      } + ["Content-Length: \(body.count)", "Connection: close"]
    var bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes.removeFirst(count)
    }
  }

  /// Reads one message: the lines of its head, its body.
  private static func message(_ connection: Int32) -> (head: [String], body: [UInt8])? {
    var bytes: [UInt8] = []
    var end: Int?
    while end == nil {
      guard let more = more(connection) else { return nil }
      bytes += more
      end = bytes.indices.dropLast(3).first { Array(bytes[$0..<($0 + 4)]) == [13, 10, 13, 10] }
    }
    let lines = String(decoding: bytes[..<(end ?? 0)], as: UTF8.self)
      .split(separator: "\r\n").map(String.init)
    let length =
      lines.first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
    var body = Array(bytes[((end ?? 0) + 4)...])
    while body.count < length {
      guard let more = more(connection) else { return nil }
      body += more
    }
    return (lines, body)
  }

  private static func more(_ connection: Int32) -> [UInt8]? {
    var part = [UInt8](repeating: 0, count: 65_536)
    let count = part.withUnsafeMutableBytes { read(connection, $0.baseAddress, $0.count) }
    return count > 0 ? Array(part[..<count]) : nil
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = port.bigEndian
    return address
  }

  private static func listening(_ descriptor: Int32) throws -> UInt16 {
    var address = address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
          && listen(descriptor, 64) == 0
      }
    }
    guard isListening else {
      throw LocalServer.NotStarted(description: "no port is free")
    }
    return UInt16(bigEndian: address.sin_port)
  }
}
