import InfraHTTP
import InfraModel
import Synchronization

/// A Docker Engine: its HTTP API with the version agreed upon, every failure a `ProviderError`.
final class Engine: Sendable {
  /// What the engine says of itself.
  struct Facts: Sendable {
    /// The version that is spoken.
    let version: APIVersion
    /// Whether it builds with BuildKit.
    let hasBuildKit: Bool
  }

  let endpoint: DockerEndpoint
  private let client: HTTPClient
  private let known = Mutex<Facts?>(nil)
  /// The images that resources were made with while this process runs.
  private let wanted = Mutex<Set<String>>([])

  init(_ endpoint: DockerEndpoint, log: HTTPLog? = nil) {
    self.endpoint = endpoint
    client = HTTPClient(endpoint: endpoint.http, log: log)
  }

  /// Remembers an image that a resource was made with: a replaced resource whose image turned out
  /// the same must not take it away.
  func want(image id: String) { _ = wanted.withLock { $0.insert(id) } }

  /// Whether a resource was made with an image while this process runs.
  func isWanted(image id: String) -> Bool { wanted.withLock { $0.contains(id) } }

  /// What the engine says of itself; asked once.
  func facts() async throws(ProviderError) -> Facts {
    if let facts = known.withLock({ $0 }) { return facts }
    var answer = try await exchange(EngineRequest(.head, "/_ping"), "/_ping")
    // Proxies exist that refuse HEAD.
    if answer.status != 200 || answer.headers["Api-Version"] == nil {
      answer = try await exchange(EngineRequest(.get, "/_ping"), "/_ping")
    }
    guard answer.status == 200, let version = answer.headers["Api-Version"].flatMap(APIVersion.init)
    else { throw notAnEngine(answer) }
    guard version >= .oldest else {
      throw ProviderError(
        .refused, request: "GET /_ping", status: answer.status,
        message: "The Docker Engine at \(endpoint.http) speaks version \(version) of its API; "
          + "at least \(APIVersion.oldest) is needed (Engine 20.10).",
        hints: ["upgrade the engine", "or choose another one with --host or DOCKER_HOST"])
    }
    // An engine before 23 has BuildKit and does not say so; one that says 1 was told not to use it.
    let hasBuildKit =
      answer.headers["Builder-Version"] != "1" && answer.headers["OSType"] != "windows"
    let facts = Facts(version: min(version, .newest), hasBuildKit: hasBuildKit)
    known.withLock { $0 = facts }
    return facts
  }

  /// Sends a request and receives the whole answer; a status of 400 and more is an error unless
  /// the request expects it.
  func send(_ request: EngineRequest) async throws(ProviderError) -> EngineAnswer {
    let version = try await facts().version
    let response = try await exchange(request, "/v\(version)\(request.target)")
    let answer = EngineAnswer(
      status: response.status, headers: response.headers, body: response.body)
    if response.status >= 400, !request.expected.contains(response.status) {
      throw request.error(answer)
    }
    return answer
  }

  /// Sends a request and hands over the body's pieces as they come.
  func stream(_ request: EngineRequest, _ take: ([UInt8]) throws(ProviderError) -> Void)
    async throws(ProviderError)
  {
    let version = try await facts().version
    let stream = try await translating(request) { () throws(HTTPError) in
      try await self.client.open(request.http("/v\(version)\(request.target)"))
    }
    if stream.status >= 400 {
      let body = try await translating(request) { () throws(HTTPError) in
        try await stream.collect(limit: 1 << 20)
      }
      throw request.error(EngineAnswer(status: stream.status, headers: stream.headers, body: body))
    }
    let iterator = stream.makeAsyncIterator()
    let next = { () async throws(HTTPError) in try await iterator.next() }
    while let chunk = try await translating(request, next) { try take(chunk) }
  }

  private func translating<Result>(
    _ request: EngineRequest, _ body: () async throws(HTTPError) -> Result
  ) async throws(ProviderError) -> Result {
    do throws(HTTPError) { return try await body() } catch { throw self.error(error, request) }
  }

  private func exchange(_ request: EngineRequest, _ target: String) async throws(ProviderError)
    -> HTTPResponse
  {
    do throws(HTTPError) { return try await client.send(request.http(target)) } catch {
      throw self.error(error, request)
    }
  }
}
