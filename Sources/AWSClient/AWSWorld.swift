import FoundationEssentials
import InfraHTTP

/// Time, chance, variables, files and the network, as parameters.
public struct AWSWorld: Sendable {
  /// Seconds since 1970.
  public let now: @Sendable () -> Double
  /// Waits so many seconds; throws when the task is cancelled.
  public let sleep: @Sendable (_ seconds: Double) async throws -> Void
  /// A number from 0 up to 1, not included.
  public let random: @Sendable () -> Double
  /// The process's environment variables.
  public let variables: [String: String]
  /// The content of a file by its path; nothing if there is none.
  public let read: @Sendable (_ path: String) -> [UInt8]?
  /// Sends a request to an endpoint; nothing for clients of one's own that keep connections.
  public let send: Send?

  /// Sends a request and receives its response whole.
  public typealias Send =
    @Sendable (HTTPEndpoint, HTTPRequest) async throws(HTTPError) ->
    HTTPResponse

  /// Makes a world.
  public init(
    now: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void,
    random: @escaping @Sendable () -> Double, variables: [String: String],
    read: @escaping @Sendable (_ path: String) -> [UInt8]?, send: Send? = nil
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
    self.variables = variables
    self.read = read
    self.send = send
  }

  /// The system's clock, chance and files.
  public static func system(variables: [String: String]) -> AWSWorld {
    AWSWorld(
      now: { Date().timeIntervalSince1970 },
      sleep: { try await Task.sleep(for: .milliseconds(Int($0 * 1_000))) },
      random: { Double.random(in: 0..<1) }, variables: variables,
      read: { path in FileManager.default.contents(atPath: path).map { [UInt8]($0) } })
  }
}
