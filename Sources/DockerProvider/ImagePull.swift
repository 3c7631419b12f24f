import Docker
import FoundationEssentials
import InfraHTTP
import InfraModel

/// Pulls an image: `POST /images/create`, which answers 200 and fails within its stream.
struct ImagePull {
  let engine: Engine
  let registries: RegistryCredentials

  func pull(_ reference: ImageReference, platform: String?, _ context: ProviderContext)
    async throws(ProviderError)
  {
    var query = [
      ("fromImage", reference.repository), ("tag", reference.digest ?? reference.tag ?? "latest"),
    ]
    if let platform { query.append(("platform", platform)) }
    var request = EngineRequest(.post, "/images/create", query: query)
    if let header = try await registries.header(for: reference) { request.headers = [header] }
    request.timeouts = HTTPTimeouts(idle: .seconds(300), total: .seconds(3_600))
    context.progress("pulling \(reference.text)")
    var lines = ProgressLines()
    var layers = PullProgress()
    var problem: String?
    do throws(ProviderError) {
      try await engine.stream(request) { (bytes) throws(ProviderError) in
        for message in lines.take(bytes) {
          problem = message["errorDetail"]["message"].string ?? message["error"].string ?? problem
          if let text = layers.take(message) {
            context.progress("pulling \(reference.text): \(text)")
          }
        }
      }
    } catch {
      guard let status = error.status else { throw error }
      throw refused(reference, status: status, error.message)
    }
    for message in lines.finish() {
      problem = message["errorDetail"]["message"].string ?? message["error"].string ?? problem
    }
    if let problem { throw refused(reference, status: 200, problem) }
  }

  /// What a registry's refusal means: an unknown image, missing credentials, or no registry.
  private func refused(_ reference: ImageReference, status: Int, _ said: String) -> ProviderError {
    let registry = RegistryCredentials.registry(of: reference)
    let host = registry == RegistryCredentials.hub ? "Docker Hub" : registry
    let login = "docker login" + (registry == RegistryCredentials.hub ? "" : " \(registry)")
    // The sentence that it stands in has a full stop of its own.
    let said = said.trimming { ". \n".contains($0) }
    let text = said.lowercased()
    let hasAny = { (words: [String]) in words.contains { text.contains($0) } }
    var kind = ProviderError.Kind.refused
    var hints: [String]
    var commands: [String] = []
    if hasAny(["toomanyrequests", "rate limit"]) {
      kind = .throttled(retryAfter: nil)
      hints = ["log in to \(host) for a higher limit"]
      commands = [login]
    } else if hasAny(["denied", "unauthorized", "authentication required", "no basic auth"]) {
      hints = ["check the name; if the repository is private, log in to \(host)"]
      commands = [login]
    } else if hasAny(["manifest unknown", "not found", "does not exist"]) {
      hints = ["check the tag or digest: \(host) knows none such"]
    } else if hasAny(["dial tcp", "lookup ", "timeout", "i/o", "connection refused", "tls", "eof"])
    {
      kind = .unreachable
      hints = ["check that the engine's machine reaches \(host), perhaps by a proxy or mirror"]
    } else {
      hints = ["check the engine's log"]
    }
    return ProviderError(
      kind, request: "POST /images/create", status: status,
      message: "The image \(reference.text) could not be pulled from \(host): \(said).",
      hints: hints, commands: commands)
  }
}

/// How far the layers of a pull are.
struct PullProgress {
  private var layers: [String: (current: Int, total: Int)] = [:]
  private var last = ""

  /// Takes a message in; answers what to tell, if that is news.
  mutating func take(_ message: Datum) -> String? {
    guard message["status"].string == "Downloading", let id = message["id"].string,
      let current = message["progressDetail"]["current"].int,
      let total = message["progressDetail"]["total"].int
    else { return nil }
    layers[id] = (current, total)
    let sum = layers.values.reduce((0, 0)) { ($0.0 + $1.current, $0.1 + $1.total) }
    let text = "\(sum.0 / 1_000_000) of \(sum.1 / 1_000_000) MB"
    guard text != last else { return nil }
    last = text
    return text
  }
}
