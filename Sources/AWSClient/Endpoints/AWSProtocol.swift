/// How the requests and answers of a service are written.
public enum AWSProtocol: Hashable, Sendable {
  /// A form in the body, lists as `Name.member.1`; XML comes back.
  case query
  /// A form in the body, lists as `Name.1`; XML comes back.
  case ec2Query
  /// JSON both ways, the operation named in a header by this prefix.
  case json(version: String, target: String)
  /// Paths and methods, with JSON in the bodies.
  case restJSON
  /// Paths and methods, with XML in the bodies.
  case restXML(namespace: String)
}
