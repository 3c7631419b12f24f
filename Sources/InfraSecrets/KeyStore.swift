import FoundationEssentials
import Glibc
import InfraModel

/// The folder in which one environment's generated secrets lie: mode 0700, its files 0600.
struct KeyStore: Sendable {
  let folder: String
  private let environment: String

  init(root: String, environment: String) {
    folder = "\(root)/\(environment)"
    self.environment = environment
  }

  /// Where all environments' secrets lie. A relative `XDG_DATA_HOME` does not count (XDG Base
  /// Directory Specification 0.8); a relative `INFRA_SECRETS_DIR` is relative to the project.
  static func root(variables: [String: String], home: String, project: String) -> String {
    if let chosen = variables["INFRA_SECRETS_DIR"], !chosen.isEmpty {
      return chosen.hasPrefix("/") ? chosen : "\(project)/\(chosen)"
    }
    if let data = variables["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/infra/secrets" }
    return "\(home)/.local/share/infra/secrets"
  }

  /// The name of a secret's file, after the name was checked.
  struct FileName {
    let text: String
  }

  /// The file of a generated text. Names that end as keys' files do would be mistaken for one.
  static func text(_ name: String) throws(Diagnostic) -> FileName {
    if name.hasSuffix(".pem") { throw SecretProblem.invalidName(name, "it ends in .pem") }
    return FileName(text: try checked(name))
  }

  /// The file of a generated key.
  static func key(_ name: String) throws(Diagnostic) -> FileName {
    FileName(text: try checked(name) + ".pem")
  }

  /// The file, or nothing if the secret is not made yet.
  func read(_ name: FileName, _ source: SecretSource) throws(Diagnostic) -> SecretFile? {
    _ = try Self.checked(environment)
    return try SecretFile.read("\(folder)/\(name.text)", source)
  }

  /// Keeps a new secret, unless another process was faster; answers what is kept.
  ///
  /// The file appears whole or not at all: it is written and synced under another name, then
  /// linked to its own, which fails where there is one already, then its folder is synced.
  func keep(_ content: [UInt8], as name: FileName, _ source: SecretSource)
    throws(Diagnostic) -> [UInt8]
  {
    try makeFolder(source)
    let path = "\(folder)/\(name.text)"
    // Hidden, as no name is: never taken for a secret. Not drawn from the store's randomness,
    // which repeats in tests.
    let draft = "\(folder)/.\(name.text).\(UUID().uuidString)"
    defer { unlink(draft) }
    do throws(SystemFailure) {
      try SecretFile.write(content, to: draft)
      if link(draft, path) != 0, errno != EEXIST { throw SystemFailure() }
      try SecretFile.sync(folder: folder)
    } catch {
      throw SecretProblem.notKept(source, path: path, error)
    }
    guard let kept = try read(name, source) else {
      throw SecretProblem.notKept(source, path: path, SystemFailure(code: ENOENT))
    }
    return kept.content
  }

  private func makeFolder(_ source: SecretSource) throws(Diagnostic) {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      if mkdir(path, 0o700) == 0 || errno == EEXIST { continue }
      // A folder above may be closed or read-only and there nonetheless.
      let failure = SystemFailure()
      if access(path, F_OK) != 0 { throw SecretProblem.notKept(source, path: path, failure) }
    }
  }

  /// A name is one path component that hides nothing and leads nowhere else.
  private static func checked(_ name: String) throws(Diagnostic) -> String {
    let isAllowed = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    if name.isEmpty { throw SecretProblem.invalidName(name, "it is empty") }
    if name.hasPrefix(".") { throw SecretProblem.invalidName(name, "it begins with a dot") }
    if name.utf8.count > 128 { throw SecretProblem.invalidName(name, "it is too long") }
    if !isAllowed { throw SecretProblem.invalidName(name, "it has other characters") }
    return name
  }
}
