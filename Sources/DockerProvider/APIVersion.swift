/// A version of the Engine's API, as `1.41`.
struct APIVersion: Comparable, Hashable, Sendable, CustomStringConvertible {
  let major: Int
  let minor: Int

  /// The oldest that is supported: Engine 20.10 of 2020.
  static let oldest = APIVersion(major: 1, minor: 41)
  /// The newest that is asked for; newer engines still answer it.
  static let newest = APIVersion(major: 1, minor: 51)
  /// From here on a container can be created in several networks at once.
  static let severalNetworks = APIVersion(major: 1, minor: 44)

  init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  init?(_ text: String) {
    let parts = text.split(separator: ".")
    guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
    self.init(major: major, minor: minor)
  }

  var description: String { "\(major).\(minor)" }

  static func < (left: APIVersion, right: APIVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }
}
