import InfraHTTP
import InfraModel

/// The credentials of the role of the EC2 instance that this runs on: version 2 of its metadata
/// service, which asks for a token first.
struct InstanceCredentials: CredentialSource {
  let transport: Transport
  let world: AWSWorld

  var name: String { "EC2 instance metadata" }

  /// One second each, as the SDKs have it: most machines are no instances.
  private static let timeouts = HTTPTimeouts(
    connect: .seconds(1), idle: .seconds(1), total: .seconds(2))

  func find() async -> CredentialFinding {
    if world.variables["AWS_EC2_METADATA_DISABLED"]?.lowercased() == "true" {
      return .absent("AWS_EC2_METADATA_DISABLED is true")
    }
    let set = world.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? ""
    let url = set.isEmpty ? "http://169.254.169.254" : set
    guard let parts = URLParts(url) else {
      return .broken("AWS_EC2_METADATA_SERVICE_ENDPOINT is \"\(set)\", which is no address")
    }
    let client = transport.client(parts.endpoint)
    func ask(_ method: HTTPMethod, _ path: String, _ header: HTTPHeader) async throws(HTTPError)
      -> HTTPResponse
    {
      try await client.send(
        HTTPRequest(
          method, path, headers: [HTTPHeader("Host", parts.authority), header],
          timeouts: Self.timeouts))
    }
    do throws(HTTPError) {
      let lifetime = HTTPHeader("X-aws-ec2-metadata-token-ttl-seconds", "21600")
      let token = try await ask(.put, "/latest/api/token", lifetime)
      guard token.status == 200 else { return .absent("no token, status \(token.status)") }
      let header = HTTPHeader(
        "X-aws-ec2-metadata-token", String(decoding: token.body, as: UTF8.self))
      let path = "/latest/meta-data/iam/security-credentials/"
      let roles = try await ask(.get, path, header)
      let role =
        String(decoding: roles.body, as: UTF8.self)
        .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      guard roles.status == 200, !role.isEmpty else { return .absent("the instance has no role") }
      let answer = try await ask(.get, path + PercentEncoding.encode(role), header)
      guard answer.status == 200, let content = try? JSONParser.parse(answer.body),
        let found = AWSCredentials(answer: content, origin: "\(name), role \(role)")
      else { return .broken("no credentials of role \(role), status \(answer.status)") }
      return .found(found)
    } catch { return .absent("\(parts.authority): \(error.detail)") }
  }
}
