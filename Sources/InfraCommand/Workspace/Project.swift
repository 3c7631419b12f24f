import FoundationEssentials
import InfraModel

/// The project's folder: where `Infra/`, `state/` and the files that declarations name lie.
struct Project: Sendable {
  /// The absolute path.
  let folder: String

  /// Finds the project: the folder given, or the nearest above the current one that has a
  /// `Package.swift` and a folder `Infra`.
  init(given: String?, from current: String, _ variables: [String: String])
    throws(Diagnostics)
  {
    if let given = given ?? variables["INFRA_PROJECT"] {
      let path = given.hasPrefix("/") ? given : current + "/" + given
      folder = URL(fileURLWithPath: path).standardizedFileURL.path
      guard Self.isProject(folder) else {
        throw Diagnostics([
          Diagnostic(
            "No project", "\(folder) has no Package.swift with a folder Infra beside it.",
            hints: ["name the project's folder:"], commands: ["infra … --project FOLDER"])
        ])
      }
      return
    }
    var candidate = URL(fileURLWithPath: current).standardizedFileURL
    while !Self.isProject(candidate.path) {
      let parent = candidate.deletingLastPathComponent()
      guard candidate.path != "/", parent.path != candidate.path else {
        throw Diagnostics([
          Diagnostic(
            "No project",
            "Neither \(current) nor a folder above it has a Package.swift with a folder Infra.",
            hints: ["go to the project's folder, or name it:"],
            commands: ["infra … --project FOLDER"])
        ])
      }
      candidate = parent
    }
    folder = candidate.path
  }

  private static func isProject(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/Package.swift")
      && FileManager.default.fileExists(atPath: path + "/Infra")
  }

  /// The variables that a machine keeps for itself: lines `name=value` in `state/.variables`.
  /// `Infra/up` writes there which images can be had.
  var keptVariables: [String: String] {
    guard let data = FileManager.default.contents(atPath: folder + "/state/.variables") else {
      return [:]
    }
    return Self.pairs(String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  /// `NAME=VALUE` texts as a dictionary; others are left out.
  static func pairs(_ texts: [String]) -> [String: String] {
    var pairs: [String: String] = [:]
    for text in texts {
      guard let equals = text.firstIndex(of: "=") else { continue }
      pairs[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    return pairs
  }
}
