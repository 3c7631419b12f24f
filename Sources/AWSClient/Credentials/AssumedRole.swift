/// What is said when a role is assumed.
public struct AssumedRole: Hashable, Sendable {
  /// The role.
  public var arn: String
  /// What the session is called in logs.
  public var sessionName: String
  /// What the role's owner asks for, if anything.
  public var externalID: String?
  /// How long it is assumed, in seconds; an hour if not said.
  public var duration: Int?

  /// Makes a description.
  public init(
    arn: String, sessionName: String = "infra", externalID: String? = nil, duration: Int? = nil
  ) {
    self.arn = arn
    self.sessionName = sessionName
    self.externalID = externalID
    self.duration = duration
  }

  /// The role that a profile's settings or the variables name.
  init(arn: String, settings: [String: String]) {
    self.init(
      arn: arn, sessionName: settings["role_session_name"] ?? "infra",
      externalID: settings["external_id"],
      duration: settings["duration_seconds"].flatMap(Int.init))
  }
}
