import InfraCrypto
import InfraModel

/// One place where credentials may be.
protocol CredentialSource: Sendable {
  /// What the place is, in a few words.
  var name: String { get }
  /// What is there.
  func find() async -> CredentialFinding
}

/// What a place said.
enum CredentialFinding: Sendable {
  /// Credentials.
  case found(AWSCredentials)
  /// Nothing, and why: the next place is asked.
  case absent(String)
  /// It is set up and does not work: no other place is asked, since that would be somebody else.
  /// With what to do about it and what to type, where that is known.
  case broken(String, hints: [String] = [], commands: [String] = [])

  /// The command that hands the credentials of a profile over as variables, by AWS's own tool.
  static func export(_ profile: String) -> String {
    "eval \"$(aws configure export-credentials --profile \(profile) --format env)\""
  }
}

/// The variables of the process.
struct VariableCredentials: CredentialSource {
  let variables: [String: String]
  var name: String { CredentialChain.variablesName }

  func find() async -> CredentialFinding {
    let id = variables["AWS_ACCESS_KEY_ID"] ?? ""
    let secret = variables["AWS_SECRET_ACCESS_KEY"] ?? ""
    switch (id.isEmpty, secret.isEmpty) {
    case (true, true): return .absent("AWS_ACCESS_KEY_ID is not set")
    case (true, false): return .broken("AWS_SECRET_ACCESS_KEY is set, AWS_ACCESS_KEY_ID is not")
    case (false, true): return .broken("AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is not")
    case (false, false): break
    }
    let token = variables["AWS_SESSION_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    return .found(
      AWSCredentials(
        accessKeyID: id, secretKey: SecretBytes(Array(secret.utf8)),
        sessionToken: token.map { SecretBytes(Array($0.utf8)) }, origin: name))
  }
}

/// The keys of a profile.
struct ProfileKeys {
  /// The credentials that a profile's settings hold; nothing if it has no keys.
  static func find(_ settings: [String: String], profile: String) -> AWSCredentials? {
    guard let id = settings["aws_access_key_id"], let secret = settings["aws_secret_access_key"]
    else { return nil }
    return AWSCredentials(
      accessKeyID: id, secretKey: SecretBytes(Array(secret.utf8)),
      sessionToken: settings["aws_session_token"].map { SecretBytes(Array($0.utf8)) },
      origin: "profile \"\(profile)\"")
  }
}

extension AWSCredentials {
  /// Temporary credentials as services answer them, whatever they call the members.
  init?(answer: Datum, origin: String) {
    guard let id = answer["AccessKeyId"].string, let secret = answer["SecretAccessKey"].string
    else { return nil }
    let token = answer["SessionToken"].string ?? answer["Token"].string
    let expiry = answer["Expiration"].string
    self.init(
      accessKeyID: id, secretKey: SecretBytes(Array(secret.utf8)),
      sessionToken: token.map { SecretBytes(Array($0.utf8)) },
      expiry: expiry.flatMap { UTCTime(parsing: $0) }?.seconds, origin: origin)
  }
}
