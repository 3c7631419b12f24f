import InfraHTTP
import InfraModel

/// The credentials that a container's host gives it (ECS, EKS).
struct ContainerCredentials: CredentialSource {
  let transport: Transport
  let world: AWSWorld

  var name: String { "container" }

  /// Hosts that may be asked without TLS: the machine itself and the two of AWS's.
  private static let plainHosts: Set<String> = [
    "localhost", "127.0.0.1", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23",
  ]

  func find() async -> CredentialFinding {
    let relative = world.variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] ?? ""
    let full = world.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] ?? ""
    let url = relative.isEmpty ? full : "http://169.254.170.2" + relative
    if url.isEmpty { return .absent("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is not set") }
    guard let parts = URLParts(url), parts.isSecure || Self.plainHosts.contains(parts.host) else {
      return .broken("\"\(url)\" is no address that credentials may come from without TLS")
    }
    var headers = [HTTPHeader("Host", parts.authority)]
    switch token() {
    case .failure(let problem): return .broken(problem.reason)
    case .success(let token?): headers.append(HTTPHeader("Authorization", token))
    case .success(nil): break
    }
    let request = HTTPRequest(
      .get, parts.path.isEmpty ? "/" : parts.path, headers: headers,
      timeouts: HTTPTimeouts(connect: .seconds(2), idle: .seconds(2), total: .seconds(5)))
    do throws(HTTPError) {
      let response = try await transport.client(parts.endpoint).send(request)
      guard response.status == 200, let answer = try? JSONParser.parse(response.body),
        let found = AWSCredentials(answer: answer, origin: name)
      else { return .broken("\(parts.authority) answered status \(response.status)") }
      return .found(found)
    } catch { return .broken("\(parts.authority): \(error.detail)") }
  }

  private struct Problem: Error { let reason: String }

  private func token() -> Result<String?, Problem> {
    if let file = world.variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"], !file.isEmpty {
      guard let bytes = world.read(file) else {
        return .failure(Problem(reason: "the token file \(file) cannot be read"))
      }
      return .success(
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).joined())
    }
    return .success(world.variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"])
  }
}
