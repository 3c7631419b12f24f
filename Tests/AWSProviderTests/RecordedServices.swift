import Foundation
import InfraModel

/// The services of `Recorded`, which behave as AWS documents them where moto does not: a process
/// of their own beside moto, ended with the test process.
struct RecordedServices: Sendable {
  /// What a service was asked, and what it was given; passwords as `secret`.
  struct Request: Sendable {
    let operation: String
    let given: Datum
  }

  let server: LocalServer
  /// The variables that lead to them, and to moto for everything else.
  let variables: [String: String]

  /// The process of the tests that only ask, started by the first of them.
  static func shared() async throws -> RecordedServices { try await starting.value }

  private static let starting = Task { try await start() }

  /// A process for one suite, whose tests slow it down or count what is left.
  static func start() async throws -> RecordedServices {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Recorded/server.py").path
    let server = try await LocalServer(
      "python3", variables: ["PYTHONDONTWRITEBYTECODE": "1"], upOnceItAnswers: "/recorded/requests"
    ) { port in [script, String(port)] }
    var variables = try await Moto.server().variables
    for name in ["ELASTICACHE", "BACKUP", "EFS", "DYNAMODB"] {
      variables["AWS_ENDPOINT_URL_\(name)"] = server.endpoint
    }
    variables["CACHE_PASSWORD"] = "the-first-password-1"
    variables["OTHER_PASSWORD"] = "the-other-password-2"
    return RecordedServices(server: server, variables: variables)
  }

  /// Lets so many reads see an object on its way after each change of it.
  func slow(_ reads: Int) async throws {
    try await server.post("/recorded/slow", "{\"reads\": \(reads)}")
  }

  /// Loses the next answer to an operation, which does its work.
  func lose(_ operation: String) async throws {
    try await server.post("/recorded/lose", "{\"operation\": \"\(operation)\"}")
  }

  /// The names of what is there.
  func left() async throws -> [String] {
    let told = try JSONParser.parse(try await server.post("/recorded/left", ""))
    return told.elements.compactMap(\.string)
  }

  /// What was asked since the last time.
  func requests() async throws -> [Request] {
    let told = try JSONParser.parse(try await server.post("/recorded/requests", ""))
    return told.elements.map {
      Request(operation: $0["operation"].string ?? "", given: $0["given"])
    }
  }
}
