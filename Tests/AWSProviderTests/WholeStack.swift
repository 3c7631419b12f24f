import InfraDSL
import Testing

/// An environment of these tests that changes, from its version one to two, all that can change
/// where it is.
struct WholeStack: Sendable, CustomTestStringConvertible {
  let name: String
  let variables: [String: String]
  let make: @Sendable (_ inputs: Inputs, _ prefix: String) -> any Environment

  var testDescription: String { name }

  /// Every one of them.
  static func all() throws -> [WholeStack] { [try names(), watching] }

  static func names() throws -> WholeStack {
    let own = [try OwnCertificate("one.example"), try OwnCertificate("two.example")]
    return WholeStack(
      name: "names", variables: ["CERTIFICATE_KEY": own[0].key, "OTHER_KEY": own[1].key]
    ) { NamesStack($0, prefix: $1, ownCertificates: own.map(\.certificate)) }
  }

  static let watching = WholeStack(name: "watching", variables: [:]) {
    WatchingStack($0, prefix: $1)
  }
}
