import AWSClient
import Foundation
import InfraHTTP
import InfraModel
import Testing

/// AWS's services on this machine, started by the first test that needs them and ended with the
/// test process: moto with signatures and policies checked.
final class Moto: Sendable {
  /// The folder of the tests' Python programs.
  static let tools =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".tools/moto/bin").path

  /// Whether tests that need it run: they are left out where it is not installed, unless `CI` is
  /// set, which makes that a failure.
  static var isWanted: Bool {
    if FileManager.default.isExecutableFile(atPath: tools + "/moto_server") { return true }
    if ProcessInfo.processInfo.environment["CI"] == "true" { return true }
    print("moto is not installed (Tests/run unit installs it): tests of AWS are left out.")
    return false
  }

  let endpoint: String
  /// The variables that lead to it, with the keys of a user who may do everything.
  let variables: [String: String]

  private init(endpoint: String, variables: [String: String]) {
    self.endpoint = endpoint
    self.variables = variables
  }

  /// The one server of this process.
  static func server() async throws -> Moto { try await shared.value }

  private static let shared = Task { try await start() }

  struct NotStarted: Error, CustomStringConvertible {
    let description: String
  }

  private static func start() async throws -> Moto {
    let port = try freePort()
    let endpoint = "http://127.0.0.1:\(port)"
    let process = Process()
    // It ends with this process: the shell waits for the end of its input, which this one holds,
    // whatever signals it gets.
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [
      "-c",
      "trap '' INT TERM HUP; \"$0\" -H 127.0.0.1 -p \(port) </dev/null >/dev/null 2>&1 & "
        + "server=$!; cat; kill -9 $server",
      tools + "/moto_server",
    ]
    let input = Pipe()
    process.standardInput = input
    process.environment = ProcessInfo.processInfo.environment.merging(
      // Rollouts are completed at once where at least as many tasks run as are wanted.
      [
        "INITIAL_NO_AUTH_ACTION_COUNT": "inf", "MOTO_ECS_SERVICE_RUNNING": "100",
        "MOTO_ACM_VALIDATION_WAIT": "2",
      ]
    ) { $1 }
    guard FileManager.default.isExecutableFile(atPath: tools + "/moto_server") else {
      throw NotStarted(
        description: "moto is missing; install it: Tests/run unit, or python3 -m venv .tools/moto "
          + "&& .tools/moto/bin/pip install -r Tests/AWSProviderTests/requirements.txt")
    }
    try process.run()
    held.append(input)
    for _ in 0..<300 {
      if (try? await post(endpoint, "/moto-api/reset", "")) != nil {
        return try await prepared(endpoint)
      }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw NotStarted(description: "moto does not answer at \(endpoint)")
  }

  /// The pipes that keep the servers up.
  // Safe: only the one task that starts the server writes it.
  nonisolated(unsafe) private static var held: [Pipe] = []

  /// A user with a key who may do everything; then signatures and policies are checked.
  private static func prepared(_ endpoint: String) async throws -> Moto {
    let first = variables(endpoint, id: "first", secret: "first")
    let client = try AWSClient(
      region: "us-east-1", endpoint: endpoint, world: .system(variables: first))
    let key = try await user("admin", policy: "*", client)
    try await post(endpoint, "/moto-api/reset-auth", "0")
    return Moto(endpoint: endpoint, variables: variables(endpoint, id: key.id, secret: key.secret))
  }

  /// Makes a user who may do what a pattern of actions says, and a key for it.
  static func user(_ name: String, policy action: String, _ client: AWSClient) async throws -> (
    id: String, secret: String
  ) {
    _ = try await client.send(AWSCall(.iam, "CreateUser", ["UserName": .string(name)]))
    let statement: Datum = [
      "Version": "2012-10-17",
      "Statement": [["Effect": "Allow", "Action": .string(action), "Resource": "*"]],
    ]
    _ = try await client.send(
      AWSCall(
        .iam, "PutUserPolicy",
        [
          "UserName": .string(name), "PolicyName": "all",
          "PolicyDocument": .string(JSONWriter.text(statement)),
        ]))
    let answer = try await client.send(
      AWSCall(.iam, "CreateAccessKey", ["UserName": .string(name)]))
    return (
      answer["AccessKey.AccessKeyId"].string ?? "", answer["AccessKey.SecretAccessKey"].string ?? ""
    )
  }

  static func variables(_ endpoint: String, id: String, secret: String) -> [String: String] {
    [
      "AWS_ENDPOINT_URL": endpoint, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": id,
      "AWS_SECRET_ACCESS_KEY": secret, "AWS_EC2_METADATA_DISABLED": "true",
    ]
  }

  /// A client with the rights of the user who may do everything.
  ///
  /// - Parameter send: What requests are sent by, where a test comes between.
  func client(region: String = "us-east-1", send: AWSWorld.Send? = nil) throws -> AWSClient {
    let world = AWSWorld.system(variables: variables)
    return try AWSClient(
      region: region,
      world: AWSWorld(
        now: world.now, sleep: world.sleep, random: world.random, variables: variables,
        read: world.read, send: send))
  }

  private static func post(_ endpoint: String, _ path: String, _ body: String) async throws {
    let port = try #require(endpoint.split(separator: ":").last.flatMap { Int($0) })
    let client = HTTPClient(endpoint: .tcp(host: "127.0.0.1", port: port))
    let response = try await client.send(
      HTTPRequest(.post, path, body: .bytes(Array(body.utf8), contentType: "text/plain")))
    try #require(response.status == 200)
  }

  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
      }
    }
    try #require(bound)
    return UInt16(bigEndian: address.sin_port)
  }
}
