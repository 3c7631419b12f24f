/// The shared configuration and credentials files of AWS's tools.
public struct ProfileFiles: Sendable {
  /// The settings of each profile of the configuration file.
  let config: [String: [String: String]]
  /// The settings of each profile of the credentials file, which hold above the others.
  let credentials: [String: [String: String]]
  /// Where they were looked for, and whether they are there.
  let configPath: String
  let credentialsPath: String
  let hasConfig: Bool
  let hasCredentials: Bool
  /// The profile chosen by the argument, `AWS_PROFILE` or `AWS_DEFAULT_PROFILE`.
  public let chosen: String

  /// Reads the files that the variables name, or those in the home folder.
  public init(_ world: AWSWorld, profile: String? = nil) {
    let variables = world.variables
    func path(_ variable: String, _ name: String) -> String {
      let home = variables["HOME"] ?? ""
      guard let set = variables[variable], !set.isEmpty else { return "\(home)/.aws/\(name)" }
      return set.hasPrefix("~/") ? home + set.dropFirst() : set
    }
    configPath = path("AWS_CONFIG_FILE", "config")
    credentialsPath = path("AWS_SHARED_CREDENTIALS_FILE", "credentials")
    let configBytes = world.read(configPath)
    let credentialBytes = world.read(credentialsPath)
    hasConfig = configBytes != nil
    hasCredentials = credentialBytes != nil
    config = Self.parse(configBytes ?? [], isConfig: true)
    credentials = Self.parse(credentialBytes ?? [], isConfig: false)
    let named = [profile, variables["AWS_PROFILE"], variables["AWS_DEFAULT_PROFILE"]]
    chosen = named.compactMap { $0 }.first { !$0.isEmpty } ?? "default"
  }

  /// The settings of a profile from both files; empty if there is none of the name.
  public func profile(_ name: String) -> [String: String] {
    (config[name] ?? [:]).merging(credentials[name] ?? [:]) { _, mine in mine }
  }

  /// Every profile's name, sorted.
  var names: [String] { Set(config.keys).union(credentials.keys).sorted() }

  /// The sections of a file: `[default]`, `[profile name]` in the one, `[name]` in the other;
  /// indented lines belong to a setting that holds several, and are none of these.
  static func parse(_ bytes: [UInt8], isConfig: Bool) -> [String: [String: String]] {
    var profiles: [String: [String: String]] = [:]
    var current: String?
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let text = trimmed(line)
      if text.isEmpty || text.hasPrefix("#") || text.hasPrefix(";") { continue }
      if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
        current = section(text[text.index(after: text.startIndex)..<end], isConfig: isConfig)
        if let current { profiles[current, default: [:]].merge([:]) { $1 } }
        continue
      }
      guard let current, line.first?.isWhitespace == false,
        let equals = text.firstIndex(of: "=")
      else { continue }
      let name = trimmed(text[..<equals]).lowercased()
      var value = trimmed(text[text.index(after: equals)...])
      for mark in [" #", " ;"] {
        if let comment = value.range(of: mark) {
          value = trimmed(value[..<comment.lowerBound])
        }
      }
      profiles[current, default: [:]][name] = String(value)
    }
    return profiles
  }

  private static func section(_ name: Substring, isConfig: Bool) -> String? {
    let words = name.split(whereSeparator: \.isWhitespace)
    if !isConfig || words == ["default"] { return words.joined(separator: " ") }
    guard words.first == "profile" else { return nil }
    return words.dropFirst().joined(separator: " ")
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
