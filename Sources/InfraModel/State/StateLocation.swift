/// Where an environment's state is kept.
public enum StateLocation: Hashable, Sendable {
  /// In the project's folder `state/`: no server, no account.
  case folder
  /// In a bucket, for teams; see `S3StateLocation`.
  case bucket(S3StateLocation)

  /// In an S3 bucket: every machine that may use the bucket works on the same state.
  ///
  /// - Parameters:
  ///   - bucket: The bucket's name; it must be there already.
  ///   - prefix: What the keys begin with, so that several projects can share a bucket.
  ///   - region: The bucket's region; that of `AWS_REGION` or the profile if none is given.
  ///   - profile: The profile of AWS's shared configuration; `AWS_PROFILE` if none is given.
  ///   - endpoint: The URL of another store than AWS's that speaks its protocol.
  public static func s3(
    bucket: String, prefix: String = "", region: String? = nil, profile: String? = nil,
    endpoint: String? = nil
  ) -> StateLocation {
    .bucket(
      S3StateLocation(
        bucket: bucket, prefix: prefix, region: region, profile: profile, endpoint: endpoint))
  }
}

/// A place in an S3 bucket, also as text: `s3://bucket/prefix?region=eu-central-1`.
public struct S3StateLocation: Hashable, Sendable, CustomStringConvertible {
  /// The bucket's name.
  public let bucket: String
  /// What the keys begin with, without a slash at its ends; empty for the bucket itself.
  public let prefix: String
  /// The bucket's region, if it is said.
  public let region: String?
  /// The profile of AWS's shared configuration, if it is said.
  public let profile: String?
  /// The URL of another store than AWS's, if it is said.
  public let endpoint: String?

  /// Makes a place; slashes at the prefix's ends do not count.
  public init(
    bucket: String, prefix: String = "", region: String? = nil, profile: String? = nil,
    endpoint: String? = nil
  ) {
    self.bucket = bucket
    self.prefix = prefix.split(separator: "/").joined(separator: "/")
    self.region = region
    self.profile = profile
    self.endpoint = endpoint
  }

  /// Reads the text of a place; an error says what is wrong with it.
  public init(parsing text: String) throws(Diagnostic) {
    guard text.hasPrefix(Self.scheme) else {
      throw Self.invalid(text, "it does not begin with \(Self.scheme)")
    }
    let parts = text.dropFirst(Self.scheme.count)
      .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var settings: [String: String] = [:]
    for setting in parts.count > 1 ? parts[1].split(separator: "&") : [] {
      let pair = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2, Self.settings.contains(pair[0]) else {
        let guess = nearest(to: pair.first ?? "", in: Self.settings)
        throw Self.invalid(
          text, "\"\(setting)\" is none of its settings", guess.map { "did you mean \($0)=…?" })
      }
      settings[pair[0]] = pair[1]
    }
    self.init(
      bucket: String(path[0]), prefix: path.count > 1 ? String(path[1]) : "",
      region: settings["region"], profile: settings["profile"], endpoint: settings["endpoint"])
    if let problem { throw problem }
  }

  private static let scheme = "s3://"
  private static let settings = ["region", "profile", "endpoint"]

  /// The bucket and the prefix, as messages name the place: `s3://bucket/prefix`.
  public var place: String { Self.scheme + (prefix.isEmpty ? bucket : "\(bucket)/\(prefix)") }

  /// All of it, as `init(parsing:)` reads it.
  public var description: String {
    let settings = [("region", region), ("profile", profile), ("endpoint", endpoint)]
      .compactMap { name, value in value.map { "\(name)=\($0)" } }
    return settings.isEmpty ? place : "\(place)?\(settings.joined(separator: "&"))"
  }

  /// What is wrong with the names, before any request; nothing if nothing is.
  ///
  /// Buckets by S3's rules for general purpose buckets; of prefixes only what needs no care with
  /// any tool.
  public var problem: Diagnostic? {
    let isSmall = { (byte: UInt8) in (97...122).contains(byte) || (48...57).contains(byte) }
    let name = Array(bucket.utf8)
    if !(3...63).contains(name.count)
      || !name.allSatisfy({ isSmall($0) || $0 == 0x2D || $0 == 0x2E })
      || !(name.first.map(isSmall) ?? false) || !(name.last.map(isSmall) ?? false)
    {
      return Self.invalid(
        description,
        "\"\(bucket)\" is no bucket's name: 3 to 63 small letters, digits, - and ., the first and "
          + "the last a letter or a digit")
    }
    let isPlain = prefix.utf8.allSatisfy {
      isSmall($0 | 0x20) || [0x2D, 0x2E, 0x2F, 0x5F].contains($0)
    }
    return isPlain
      ? nil
      : Self.invalid(
        description, "the prefix \"\(prefix)\" has other characters than letters, digits, -_./")
  }

  private static func invalid(_ text: String, _ what: String, _ hint: String? = nil) -> Diagnostic {
    Diagnostic(
      "Invalid place of states", "\"\(text)\" is no place of states: \(what).",
      hints: (hint.map { [$0] } ?? []) + [
        "a bucket is written so: \(scheme)example-states/backend?region=eu-central-1"
      ])
  }
}
