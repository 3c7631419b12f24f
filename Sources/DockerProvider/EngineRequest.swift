import FoundationEssentials
import InfraHTTP
import InfraModel

/// One request to an engine, its path without the version.
struct EngineRequest: Sendable {
  var method: HTTPMethod
  var path: String
  var query: [(name: String, value: String)]
  var headers: [HTTPHeader] = []
  var body: HTTPBody = .none
  /// Statuses of 400 and more that the caller deals with.
  var expected: Set<Int> = []
  var timeouts = HTTPTimeouts(idle: .seconds(60), total: .seconds(120))

  init(
    _ method: HTTPMethod, _ path: String, query: [(name: String, value: String)] = [],
    expecting expected: Set<Int> = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.expected = expected
  }

  /// A request with a JSON body.
  init(
    _ method: HTTPMethod, _ path: String, query: [(name: String, value: String)] = [],
    json: Datum, expecting expected: Set<Int> = []
  ) {
    self.init(method, path, query: query, expecting: expected)
    body = .bytes(JSONWriter.bytes(json), contentType: "application/json")
  }

  /// The request as errors name it: no value of a query, since a filter may hold anything.
  var name: String { "\(method.rawValue) \(path)" }

  /// Path and query, percent-encoded.
  var target: String {
    guard !query.isEmpty else { return path }
    return path + "?"
      + query.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }.joined(separator: "&")
  }

  func http(_ target: String) -> HTTPRequest {
    HTTPRequest(method, target, headers: headers, body: body, timeouts: timeouts)
  }

  /// The error of an answer: what the engine says, and the kind by its status.
  func error(_ answer: EngineAnswer) -> ProviderError {
    let kind: ProviderError.Kind =
      switch answer.status {
      case 429, 503: .throttled(retryAfter: answer.headers["Retry-After"].flatMap(Double.init))
      case 500, 502, 504: .uncertain
      default: .refused
      }
    return ProviderError(
      kind, request: name, status: answer.status,
      message: "The Docker Engine answered: \(answer.message).")
  }

  /// A part of a path or a query.
  static func encode(_ text: String) -> String { PercentEncoding.encode(text) }

  /// A `filters` parameter.
  static func filters(_ filters: [String: [String]]) -> (name: String, value: String) {
    let json = Datum.object(Fields(filters.mapValues { .list($0.map { .string($0) }) }))
    return ("filters", JSONWriter.text(json))
  }
}

/// An engine's answer.
struct EngineAnswer: Sendable {
  let status: Int
  let headers: HTTPHeaders
  let body: [UInt8]

  /// The body as JSON; `null` if it is none.
  var json: Datum { (try? JSONParser.parse(body)) ?? .null }

  /// The engine's message without its final full stop; the body may be empty, or HTML of a proxy.
  var message: String {
    var text = json["message"].string ?? String(decoding: body.prefix(300), as: UTF8.self)
    while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
    return text.isEmpty ? "status \(status) without a message" : text
  }
}
