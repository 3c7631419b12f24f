import InfraModel

/// A role assumed with other credentials.
struct RoleCredentials: CredentialSource {
  let role: AssumedRole
  let base: any CredentialSource
  let transport: Transport
  let region: String

  var name: String { "role \(role.arn)" }

  func find() async -> CredentialFinding {
    let credentials: AWSCredentials
    switch await base.find() {
    case .found(let found): credentials = found
    case .absent(let reason): return .broken("\(base.name), which it is assumed with: \(reason)")
    case .broken(let reason, let hints, let commands):
      return .broken(reason, hints: hints, commands: commands)
    }
    var input = Fields([
      "RoleArn": .string(role.arn), "RoleSessionName": .string(role.sessionName),
    ])
    input["ExternalId"] = role.externalID.map { .string($0) }
    input["DurationSeconds"] = role.duration.map { .int($0) }
    return await Self.assume(
      AWSCall(.sts, "AssumeRole", .object(input)), credentials, transport, region, origin: name)
  }

  static func assume(
    _ call: AWSCall, _ credentials: AWSCredentials?, _ transport: Transport, _ region: String,
    origin: String
  ) async -> CredentialFinding {
    do throws(AWSFailure) {
      let answer = try await transport.send(call, region: region, credentials)
      guard let found = AWSCredentials(answer: answer["Credentials"], origin: origin) else {
        return .broken("\(call.operation) answered no credentials")
      }
      return .found(found)
    } catch {
      let code = error.code.isEmpty ? "" : "\(error.code): "
      return .broken("\(call.operation) of \(origin) failed: \(code)\(error.message)")
    }
  }
}

/// A role assumed by a token in a file, as GitHub's and Kubernetes' identities are.
struct WebIdentityCredentials: CredentialSource {
  let role: AssumedRole
  let tokenFile: String
  let transport: Transport
  let region: String
  let world: AWSWorld

  var name: String { "web identity of role \(role.arn)" }

  func find() async -> CredentialFinding {
    guard let bytes = world.read(tokenFile) else {
      return .broken("the token file \(tokenFile) cannot be read")
    }
    let token = String(decoding: bytes, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined()
    var input = Fields([
      "RoleArn": .string(role.arn), "RoleSessionName": .string(role.sessionName),
      "WebIdentityToken": .string(token),
    ])
    input["DurationSeconds"] = role.duration.map { .int($0) }
    return await RoleCredentials.assume(
      AWSCall(.sts, "AssumeRoleWithWebIdentity", .object(input)), nil, transport, region,
      origin: name)
  }
}

/// What the variables say of a web identity.
struct VariableWebIdentity: CredentialSource {
  let transport: Transport
  let region: String
  let world: AWSWorld

  var name: String { "web identity" }

  func find() async -> CredentialFinding {
    let file = world.variables["AWS_WEB_IDENTITY_TOKEN_FILE"] ?? ""
    let arn = world.variables["AWS_ROLE_ARN"] ?? ""
    if file.isEmpty { return .absent("AWS_WEB_IDENTITY_TOKEN_FILE is not set") }
    if arn.isEmpty { return .broken("AWS_WEB_IDENTITY_TOKEN_FILE is set, AWS_ROLE_ARN is not") }
    let session = world.variables["AWS_ROLE_SESSION_NAME"] ?? ""
    let role = AssumedRole(arn: arn, sessionName: session.isEmpty ? "infra" : session)
    return await WebIdentityCredentials(
      role: role, tokenFile: file, transport: transport, region: region, world: world
    ).find()
  }
}
