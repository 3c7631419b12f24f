import InfraCrypto

/// What requests are signed with. Nothing of it but the key's id and origin can be shown.
public struct AWSCredentials: Sendable, CustomStringConvertible {
  /// The id of the access key, which is no secret.
  public let accessKeyID: String
  /// The secret access key.
  let secretKey: HiddenText
  /// The token of temporary credentials.
  let sessionToken: HiddenText?
  /// When they end, in seconds since 1970; nothing if they do not.
  public let expiry: Int?
  /// Where they come from, for messages.
  public let origin: String

  /// Makes credentials.
  public init(
    accessKeyID: String, secretKey: SecretBytes, sessionToken: SecretBytes? = nil,
    expiry: Int? = nil, origin: String
  ) {
    self.accessKeyID = accessKeyID
    self.secretKey = HiddenText(bytes: secretKey)
    self.sessionToken = sessionToken.map(HiddenText.init)
    self.expiry = expiry
    self.origin = origin
  }

  /// The key's id and the origin.
  public var description: String { "\(accessKeyID) from \(origin)" }
}

/// Text that shows nowhere but where it is asked for by name.
struct HiddenText: Sendable, CustomStringConvertible {
  let bytes: SecretBytes

  init(bytes: SecretBytes) { self.bytes = bytes }

  init(_ text: String) { bytes = SecretBytes(Array(text.utf8)) }

  /// The text itself, for a header.
  var text: String { String(decoding: bytes.reveal(), as: UTF8.self) }

  var description: String { bytes.description }
}
