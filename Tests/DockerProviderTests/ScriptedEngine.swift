import Foundation
import InfraHTTP
import Synchronization

@testable import DockerProvider

/// A server on a Unix socket that answers as a test says: for engines and registries that no test
/// machine has. One connection serves one request.
final class ScriptedEngine: Sendable {
  struct Answer: Sendable {
    var status = 200
    var headers: [String: String] = [:]
    var body = ""
  }

  let path = NSTemporaryDirectory() + "infra-test-\(UInt32.random(in: 0 ... .max)).sock"
  private let descriptor: Int32
  private let answers: [String: Answer]
  private let requests = Mutex<[String]>([])

  /// - Parameters:
  ///   - version: What it says its API's version is.
  ///   - answers: By method and path without version and query, as `POST /images/create`.
  init(version: String?, _ answers: [String: Answer] = [:]) throws {
    var answers = answers
    let ping = Answer(headers: version.map { ["Api-Version": $0, "OSType": "linux"] } ?? [:])
    answers["HEAD /_ping"] = answers["HEAD /_ping"] ?? ping
    answers["GET /_ping"] = answers["GET /_ping"] ?? ping
    self.answers = answers
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard status == 0, listen(descriptor, 16) == 0 else { throw FreePort.Failure() }
    Thread.detachNewThread { [self] in serve() }
  }

  /// What was asked, in order, with the version and the query.
  var seen: [String] { requests.withLock { $0 } }

  /// Ends the listening, and with it the thread that waits for the next connection, which closes
  /// the descriptor: closed here, its number could be another's before that thread has woken.
  func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    unlink(path)
  }

  var endpoint: DockerEndpoint { DockerEndpoint(.unix(path: path), origin: "a test") }
  var provider: DockerProvider { DockerProvider(endpoint: endpoint, project: "/nowhere") }

  private func serve() {
    defer { close(descriptor) }
    while true {
      let connection = accept(descriptor, nil, nil)
      guard connection >= 0 else { return }
      let head = Self.head(of: connection)
      requests.withLock { $0.append(head) }
      let parts = head.split(separator: " ").map(String.init)
      var target = parts.count > 1 ? String(parts[1].prefix { $0 != "?" }) : ""
      if target.hasPrefix("/v1."), let end = target.dropFirst().firstIndex(of: "/") {
        target = String(target[end...])
      }
      let answer = answers["\(parts.first ?? "") \(target)"] ?? Answer(status: 404)
      var text = "HTTP/1.1 \(answer.status) Said\r\nConnection: close\r\n"
      for (name, value) in answer.headers { text += "\(name): \(value)\r\n" }
      text += "Content-Length: \(answer.body.utf8.count)\r\n\r\n"
      let bytes = Array((text + (parts.first == "HEAD" ? "" : answer.body)).utf8)
      _ = bytes.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      shutdown(connection, Int32(SHUT_WR))
      // What the client still sends is read away, or the kernel would reset the connection.
      var rest = [UInt8](repeating: 0, count: 65_536)
      while rest.withUnsafeMutableBytes({ read(connection, $0.baseAddress, $0.count) }) > 0 {}
      close(connection)
    }
  }

  private static func head(of connection: Int32) -> String {
    var bytes: [UInt8] = []
    var byte = [UInt8](repeating: 0, count: 1)
    while !bytes.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)),
      byte.withUnsafeMutableBytes({ read(connection, $0.baseAddress, 1) }) == 1
    {
      bytes.append(byte[0])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
