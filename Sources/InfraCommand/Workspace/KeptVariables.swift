import FoundationEssentials
import InfraCrypto
import InfraModel

/// A copy of the variables that a machine keeps for itself, outside of the state's folder: whoever
/// loses that folder loses with it which images this machine can have.
struct KeptVariables {
  private let file: String
  private let copy: String?

  /// The copy lies in `infra/variables/` of `$XDG_DATA_HOME`, by default `~/.local/share`, under
  /// the name of the project and a digest of its folder: another clone may have others.
  init(_ workspace: Workspace) {
    file = workspace.project.folder + "/state/.variables"
    let variables = workspace.runtime.variables
    let data =
      variables["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? variables["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.local/share" : nil }
    // Without libcrypto nothing else works either: then there is no copy.
    guard let data, let digest = try? SHA256.hash(Array(workspace.project.folder.utf8)).hex else {
      copy = nil
      return
    }
    copy = "\(data)/infra/variables/\(workspace.runtime.catalogue.project)-\(digest.prefix(12))"
  }

  /// Keeps the variables as they are now. A convenience: that it cannot be done stops nothing.
  func keep() {
    let files = FileManager.default
    guard let copy, let now = files.contents(atPath: file), files.contents(atPath: copy) != now
    else { return }
    let folder = URL(fileURLWithPath: copy).deletingLastPathComponent()
    try? files.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try? now.write(to: URL(fileURLWithPath: copy), options: .atomic)
    try? files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy)
  }

  /// Brings the variables back where they are gone; answers what they are, or nothing.
  func restore() -> String? {
    let files = FileManager.default
    guard let copy, !files.fileExists(atPath: file), let kept = files.contents(atPath: copy) else {
      return nil
    }
    let url = URL(fileURLWithPath: file)
    try? files.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    guard (try? kept.write(to: url, options: .atomic)) != nil else { return nil }
    return String(decoding: kept, as: UTF8.self)
  }
}
