import Foundation

/// The repository's files.
struct SourceTree {
  /// A file by its path in the repository.
  struct File: CustomStringConvertible {
    let path: String
    let text: String
    /// What the file is as Swift; nothing in it if it is none.
    let source: SourceText

    init(path: String, text: String) {
      self.path = path
      self.text = text
      source = SourceText(path.hasSuffix(".swift") ? text : "")
    }

    /// The path, as test output names it.
    var description: String { path }
    /// The room: the target that the file belongs to.
    var room: String {
      let parts = path.split(separator: "/").map(String.init)
      switch parts.first {
      case "Infra": return "Environments"
      case "Modules": return "Modules"
      default: return parts.count > 1 ? parts[1] : path
      }
    }
    /// Whether it is a part of the product, and no test.
    var isProduct: Bool { !path.hasPrefix("Tests/") && path != "Package.swift" }
  }

  /// All files that are text, but for what is built and the state.
  let files: [File]

  /// The Swift files.
  var swift: [File] { files.filter { $0.path.hasSuffix(".swift") } }

  /// The tree that this file lies in, read once.
  static let shared = SourceTree()

  private init() {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var files: [File] = []
    for name in ["Package.swift", "README.md"] {
      if let text = try? String(contentsOfFile: root.path + "/" + name, encoding: .utf8) {
        files.append(File(path: name, text: text))
      }
    }
    for folder in ["Sources", "Tests", "Infra", "Modules", ".github"] {
      let paths = FileManager.default.enumerator(atPath: root.path + "/" + folder)
      while let path = paths?.nextObject() as? String {
        let isCache = path.contains("__pycache__") || path.contains(".venv")
        guard !isCache,
          let text = try? String(contentsOfFile: "\(root.path)/\(folder)/\(path)", encoding: .utf8)
        else { continue }
        files.append(File(path: folder + "/" + path, text: text))
      }
    }
    self.files = files.sorted { $0.path < $1.path }
  }
}
