import AWSClient
import Foundation
import InfraHTTP
import InfraModel
import Synchronization

@testable import AWSProvider

/// AWS's services as a test scripts them: recorded answers for what moto cannot do, on a clock
/// that waits for nobody.
///
///     let aws = ScriptedAWS { request, count in
///       switch request.operation {
///       case "DescribeServices": .json(["services": [count == 0 ? begun : done]])
///       default: .json([:])
///       }
///     }
///     let provider = try aws.provider()
final class ScriptedAWS: Sendable {
  /// What was asked.
  struct Request: Sendable {
    /// The operation's name; of a REST operation the verb and the path, as `GET /2013-04-01/x`.
    let operation: String
    /// What it was given: a JSON body, or the members of a form.
    let input: Datum
    /// The body as it came.
    let body: String
  }

  /// What is answered.
  enum Answer: Sendable {
    /// A JSON document.
    case json(Datum)
    /// An XML document.
    case xml(String)
    /// An error of the JSON protocols.
    case refused(_ code: String, _ message: String = "", status: Int = 400)
    /// An error of the protocols of XML, in its document.
    case failed(_ document: String, status: Int = 400)
    /// Nothing: the connection ends, and nobody knows what became of the request.
    case lost
  }

  private let answer: @Sendable (Request, Int) -> Answer
  private let requests = Mutex<[Request]>([])
  private let clock = Mutex(1_800_000_000.0)

  /// Answers by what is asked, and how often that operation was asked before.
  init(_ answer: @escaping @Sendable (_ request: Request, _ count: Int) -> Answer) {
    self.answer = answer
  }

  /// What was asked, in order.
  var seen: [Request] { requests.withLock { $0 } }

  /// The names of the operations that were asked, in order.
  var operations: [String] { seen.map(\.operation) }

  /// What the requests of an operation were given, in order.
  func inputs(_ operation: String) -> [Datum] {
    seen.filter { $0.operation == operation }.map(\.input)
  }

  /// Seconds that were waited.
  var waited: Double { clock.withLock { $0 } - 1_800_000_000 }

  /// A provider that works on the script.
  func provider() throws -> AWSProvider { AWSProvider(try client()) }

  /// A client of the script.
  func client() throws -> AWSClient {
    let variables = [
      "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_REGION": "eu-central-1",
      "AWS_ACCESS_KEY_ID": "scripted", "AWS_SECRET_ACCESS_KEY": "scripted",
    ]
    return try AWSClient(
      world: AWSWorld(
        now: { self.clock.withLock { $0 } },
        sleep: { seconds in
          try Task.checkCancellation()
          self.clock.withLock { $0 += seconds }
        },
        random: { 0.5 }, variables: variables, read: { _ in nil },
        send: { endpoint, request throws(HTTPError) in try self.respond(endpoint, request) }))
  }

  private func respond(_ endpoint: HTTPEndpoint, _ request: HTTPRequest) throws(HTTPError)
    -> HTTPResponse
  {
    let asked = Self.request(request)
    let count = requests.withLock { requests in
      let before = requests.count { $0.operation == asked.operation }
      requests.append(asked)
      return before
    }
    switch answer(asked, count) {
    case .json(let document): return HTTPResponse(status: 200, body: JSONWriter.bytes(document))
    case .xml(let document): return HTTPResponse(status: 200, body: Array(document.utf8))
    case .refused(let code, let message, let status):
      return HTTPResponse(
        status: status,
        body: JSONWriter.bytes(["__type": .string(code), "message": .string(message)]))
    case .failed(let document, let status):
      return HTTPResponse(status: status, body: Array(document.utf8))
    case .lost:
      throw HTTPError(
        kind: .closed, detail: "scripted", endpoint: "\(endpoint)", isSafeToRetry: false)
    }
  }

  /// What a request of any of the protocols asks for.
  static func request(_ request: HTTPRequest) -> Request {
    var body = ""
    if case .bytes(let bytes, _) = request.body { body = String(decoding: bytes, as: UTF8.self) }
    if let target = request.headers.first(where: { $0.name == "X-Amz-Target" })?.value {
      let operation = String(target.split(separator: ".").last ?? "")
      return Request(
        operation: operation, input: (try? JSONParser.parse(body)) ?? .null, body: body)
    }
    if body.hasPrefix("Action=") {
      var fields = Fields()
      for pair in body.split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let texts = parts.map { String($0).removingPercentEncoding ?? "" }
        fields[texts[0]] = .string(texts.count > 1 ? texts[1] : "")
      }
      return Request(
        operation: fields["Action"]?.string ?? "", input: .object(fields), body: body)
    }
    let path = request.target.split(separator: "?", maxSplits: 1).first.map(String.init) ?? "/"
    return Request(
      operation: "\(request.method.rawValue) \(path)",
      input: (try? JSONParser.parse(body)) ?? .null, body: body)
  }
}

/// That something has happened, seen by all.
final class Once: Sendable {
  private let state = Mutex(false)
  var isSet: Bool { state.withLock { $0 } }
  func set() { state.withLock { $0 = true } }
}
