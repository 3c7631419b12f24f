import AWSClient
import Foundation
import InfraModel
import Testing

/// AWS's services on this machine, started by the first test that needs them and ended with the
/// test process: moto, mended as `Recorded/mended` says, with signatures and policies checked.
final class Moto: Sendable {
  /// Whether tests that need it run: they are left out where it is not installed, unless `CI` is
  /// set, which makes that a failure.
  static var isWanted: Bool {
    if FileManager.default.isExecutableFile(atPath: LocalServer.tools + "/moto_server") {
      return true
    }
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

  /// A server of a suite's own, which looks for everything that there is: moto's Resource Groups
  /// Tagging API breaks (500) on some of what other suites have.
  static func own() async throws -> Moto { try await start() }

  private static func start() async throws -> Moto {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Recorded/mended_moto.py").path
    let server = try await LocalServer(
      "python3",
      // Rollouts are completed at once where at least as many tasks run as are wanted.
      variables: [
        "INITIAL_NO_AUTH_ACTION_COUNT": "inf", "MOTO_ECS_SERVICE_RUNNING": "100",
        "MOTO_ACM_VALIDATION_WAIT": "2", "PYTHONDONTWRITEBYTECODE": "1",
      ], upOnceItAnswers: "/moto-api/reset"
    ) { port in [script, "-H", "127.0.0.1", "-p", String(port)] }
    return try await prepared(server)
  }

  /// A user with a key who may do everything; then signatures and policies are checked.
  private static func prepared(_ server: LocalServer) async throws -> Moto {
    let endpoint = server.endpoint
    let first = variables(endpoint, id: "first", secret: "first")
    let client = try AWSClient(
      region: "us-east-1", endpoint: endpoint, world: .system(variables: first))
    let key = try await user("admin", policy: "*", client)
    try await server.post("/moto-api/reset-auth", "0")
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
}
