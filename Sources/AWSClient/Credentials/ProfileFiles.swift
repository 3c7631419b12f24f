import InfraModel

/// The shared configuration and credentials files of AWS's tools.
public struct ProfileFiles: Sendable {
  /// A line that is none of these files.
  struct Fault: Hashable, Sendable {
    let path: String
    /// From 1.
    let line: Int
    /// What is wrong with it, after its place.
    let reason: String
  }

  /// The settings of each profile of the configuration file.
  let config: [String: [String: String]]
  /// The settings of each profile of the credentials file, which hold above the others.
  let credentials: [String: [String: String]]
  /// Where they were looked for, and whether they are there.
  let configPath: String
  let credentialsPath: String
  let hasConfig: Bool
  let hasCredentials: Bool
  /// The lines that cannot be read, those of the configuration file first.
  let faults: [Fault]
  /// Sections of the configuration file that would be profiles with the word in front.
  private let unmarked: [String]
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
    let configuration = Self.parse(configBytes ?? [], isConfig: true)
    let keys = Self.parse(credentialBytes ?? [], isConfig: false)
    config = configuration.profiles
    credentials = keys.profiles
    unmarked = configuration.unmarked
    faults = [(configPath, configuration), (credentialsPath, keys)].flatMap { path, parsed in
      parsed.faults.map { Fault(path: path, line: $0.line, reason: $0.reason) }
    }
    let named = [profile, variables["AWS_PROFILE"], variables["AWS_DEFAULT_PROFILE"]]
    chosen = named.compactMap { $0 }.first { !$0.isEmpty } ?? "default"
  }

  /// The settings of a profile from both files; empty if there is none of the name.
  public func profile(_ name: String) -> [String: String] {
    (config[name] ?? [:]).merging(credentials[name] ?? [:]) { _, mine in mine }
  }

  /// Every profile's name, sorted.
  var names: [String] { Set(config.keys).union(credentials.keys).sorted() }

  /// What to do where a profile is asked for that is in neither file.
  func advice(onMissing profile: String) -> String {
    if unmarked.contains(profile) {
      return "\(configPath) has [\(profile)]: write it as [profile \(profile)]"
    }
    if let guess = nearest(to: profile, in: names) { return "did you mean \"\(guess)\"?" }
    return names.isEmpty
      ? "add the profile, or unset AWS_PROFILE" : "there are \(names.joined(separator: ", "))"
  }

  /// What a file says.
  struct Parsed {
    var profiles: [String: [String: String]] = [:]
    var faults: [(line: Int, reason: String)] = []
    var unmarked: [String] = []
  }

  /// The sections of a file: `[default]`, `[profile name]` in the one, `[name]` in the other;
  /// indented lines belong to a setting that holds several, and are none of these.
  static func parse(_ bytes: [UInt8], isConfig: Bool) -> Parsed {
    var parsed = Parsed()
    var current: String?
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let text = trimmed(line)
      if text.isEmpty || text.hasPrefix("#") || text.hasPrefix(";") { continue }
      if text.hasPrefix("[") {
        guard let end = text.firstIndex(of: "]") else {
          parsed.faults.append((index + 1, "begins with [ and has no ]"))
          continue
        }
        let name = text[text.index(after: text.startIndex)..<end]
        current = section(name, isConfig: isConfig)
        if let current {
          parsed.profiles[current, default: [:]].merge([:]) { $1 }
        } else {
          parsed.unmarked.append(String(trimmed(name)))
        }
        continue
      }
      if line.first?.isWhitespace == true { continue }
      guard let equals = text.firstIndex(of: "=") else {
        parsed.faults.append((index + 1, "is neither a [section] nor a setting with ="))
        continue
      }
      guard let current else { continue }
      let name = trimmed(text[..<equals]).lowercased()
      var value = trimmed(text[text.index(after: equals)...])
      for mark in [" #", " ;"] {
        if let comment = value.firstRange(of: mark) {
          value = trimmed(value[..<comment.lowerBound])
        }
      }
      parsed.profiles[current, default: [:]][name] = String(value)
    }
    return parsed
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
