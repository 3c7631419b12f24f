import Foundation
import InfraCrypto
import InfraModel
import InfraSecrets
import Synchronization

/// A project's folder and a home of its own, gone with the last that holds it.
final class Workshop: Sendable {
  let root: URL
  private let heard = Mutex<[Diagnostic]>([])

  init() throws {
    root = FileManager.default.temporaryDirectory
      .appending(path: "infra-secrets-\(UUID().uuidString)")
    for name in ["project", "home"] {
      try FileManager.default.createDirectory(
        at: root.appending(path: name), withIntermediateDirectories: true)
    }
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  var warnings: [Diagnostic] { heard.withLock { $0 } }

  /// Where generated secrets of `prod` lie when nothing else is said.
  var keys: String { path("home/.local/share/infra/secrets/prod") }

  func path(_ name: String) -> String { root.appending(path: name).path }

  func store(
    _ variables: [String: String] = [:], environment: String = "prod",
    random: any RandomSource = SystemRandom()
  ) -> SecretStore {
    SecretStore(
      environment: environment, project: path("project"), variables: variables,
      home: path("home"), random: random,
      warn: { [weak self] warning in self?.heard.withLock { $0.append(warning) } })
  }

  func write(_ text: String, to name: String, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: root.appending(path: name))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
  }

  func mode(_ path: String) throws -> Int? {
    let value = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    return (value as? NSNumber)?.intValue
  }

  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}

/// The text of a secret.
func text(_ content: [UInt8]) -> String { String(decoding: content, as: UTF8.self) }

/// What opening a secret had to say; nothing if it could be opened.
func problem(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch { return error as? Diagnostic }
}
