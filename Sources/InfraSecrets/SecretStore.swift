import FoundationEssentials
import InfraCrypto
import InfraModel
import Synchronization

/// Finds the content of an environment's secrets: variables, files, and the user's key store.
///
///     let store = SecretStore(
///       environment: "prod", project: folder, variables: ProcessInfo.processInfo.environment,
///       home: NSHomeDirectory())
///     let token = try store.open(.environment("PAGERDUTY_TOKEN"))
///
/// Generated secrets lie in `$INFRA_SECRETS_DIR/<environment>/`, or without that variable in
/// `infra/secrets/<environment>/` of `$XDG_DATA_HOME`, which is `~/.local/share` by default.
/// No error and no description of it holds any content.
public final class SecretStore: SecretResolver {
  private let project: String
  private let variables: [String: String]
  private let keys: KeyStore
  private let random: any RandomSource
  private let warn: @Sendable (Diagnostic) -> Void
  private let warned = Mutex<Set<String>>([])

  /// Makes a store; nothing is read or made before a secret is opened.
  ///
  /// - Parameters:
  ///   - environment: The environment's name, which parts the generated secrets.
  ///   - project: The absolute path of the folder that secret files are relative to.
  ///   - variables: The environment variables of the process.
  ///   - home: The absolute path of the user's home folder.
  ///   - random: What generated texts are drawn from; keys are drawn by libcrypto itself.
  ///   - warn: Takes each warning once, such as a secret file that others may read.
  public init(
    environment: String, project: String, variables: [String: String], home: String,
    random: any RandomSource = SystemRandom(),
    warn: @escaping @Sendable (Diagnostic) -> Void = { _ in }
  ) {
    self.project = project
    self.variables = variables
    self.random = random
    self.warn = warn
    keys = KeyStore(
      root: KeyStore.root(variables: variables, home: home, project: project),
      environment: environment)
  }

  /// The content of a secret; a generated one is made if it is not there yet.
  ///
  /// - Throws: a diagnostic that says which source is missing, empty or damaged, and how to
  ///   provide it; the caller adds where it is declared.
  public func open(_ source: SecretSource) throws(Diagnostic) -> [UInt8] {
    if let content = try openIfPresent(source) { return content }
    switch source {
    case .generated(let name):
      let text: String
      do { text = try drawn() } catch { throw SecretProblem.notMade(source, "\(error)") }
      return try check(keys.keep(Array(text.utf8), as: KeyStore.text(name), source), source)
    case .generatedKey(let name):
      let pem: [UInt8]
      do { pem = try PrivateKey.generateP256().pem().reveal() } catch {
        throw SecretProblem.notMade(source, "\(error)")
      }
      return try check(keys.keep(pem, as: KeyStore.key(name), source), source)
    case .environment, .file: throw SecretProblem.notSet(source, path: nil)
    }
  }

  /// 32 random bytes as text of letters, digits and `-`, which every service takes for a password:
  /// ElastiCache refuses the `_` of Base64URL. Every second draw has none; the bound is for a
  /// source that is not random.
  private func drawn() throws -> String {
    var text = Base64URL.encode(try random.bytes(32))
    for _ in 1..<100 where text.contains("_") { text = Base64URL.encode(try random.bytes(32)) }
    return text
  }

  /// The content of a secret without making one: nothing for a generated one that is not made yet.
  ///
  /// - Throws: as `open`, also for a variable or file that is missing.
  public func openIfPresent(_ source: SecretSource) throws(Diagnostic) -> [UInt8]? {
    switch source {
    case .environment(let name):
      guard let text = variables[name] else { throw SecretProblem.notSet(source, path: nil) }
      if text.isEmpty { throw SecretProblem.empty(source, path: nil) }
      return Array(text.utf8)
    case .file(let name):
      let path = name.hasPrefix("/") ? name : "\(project)/\(name)"
      guard let file = try SecretFile.read(path, source) else {
        throw SecretProblem.notSet(source, path: path)
      }
      noteReaders(of: file, source)
      return try check(file.contentWithoutFinalNewline, source, path: path)
    case .generated(let name):
      guard let file = try keys.read(KeyStore.text(name), source) else { return nil }
      noteReaders(of: file, source)
      return try check(file.contentWithoutFinalNewline, source, path: file.path)
    case .generatedKey(let name):
      guard let file = try keys.read(KeyStore.key(name), source) else { return nil }
      noteReaders(of: file, source)
      return try check(file.content, source, path: file.path)
    }
  }

  private func check(_ content: [UInt8], _ source: SecretSource, path: String? = nil)
    throws(Diagnostic) -> [UInt8]
  {
    if content.isEmpty { throw SecretProblem.empty(source, path: path) }
    if case .generatedKey = source {
      do { _ = try PrivateKey(pem: content) } catch {
        throw SecretProblem.damagedKey(source, path: path, "\(error)")
      }
    }
    return content
  }

  private func noteReaders(of file: SecretFile, _ source: SecretSource) {
    guard file.isReadableByOthers, warned.withLock({ $0.insert(file.path).inserted }) else {
      return
    }
    warn(SecretProblem.readableByOthers(source, path: file.path))
  }
}

extension SecretStore: CustomStringConvertible, CustomReflectable {
  /// Names the folder of the generated secrets.
  public var description: String { "secret store in \(keys.folder)" }

  /// Nothing: `dump` and failed expectations look here, and variables hold contents.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
