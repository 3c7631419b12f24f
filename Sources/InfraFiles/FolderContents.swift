import FoundationEssentials
import Glibc

/// All that a folder holds and `.dockerignore` does not leave out, in one order: by path, as bytes.
///
/// Both the digest of a build's folder and what is sent to the engine are made of it, so that
/// equal digests are equal builds.
public struct FolderContents: Sendable {
  /// One file, folder or symbolic link.
  public struct Entry: Hashable, Sendable {
    /// What an entry is.
    public enum Kind: Hashable, Sendable {
      /// A file, its size in bytes, and whether it may be run.
      case file(size: Int, isExecutable: Bool)
      /// A folder.
      case folder
      /// A symbolic link and where it points.
      case link(String)
    }

    /// Its path, relative to the folder, with slashes between the names.
    public let path: String
    /// What it is.
    public let kind: Kind
  }

  /// Why a folder cannot be read.
  public struct Failure: Error, Hashable, Sendable {
    /// What the system said, with the path.
    public let message: String
  }

  /// The most entries a folder may hold: a million is a home folder taken by mistake.
  public static let limit = 1_000_000

  /// The absolute path of the folder.
  public let folder: String
  /// What it holds.
  public let entries: [Entry]

  /// Reads a folder.
  ///
  /// - Parameters:
  ///   - folder: The absolute path.
  ///   - kept: Paths that are taken although a rule leaves them out, as the Dockerfile.
  public init(of folder: String, keeping kept: Set<String> = []) throws(Failure) {
    self.folder = folder
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw Failure(message: "no such folder")
    }
    guard isFolder else { throw Failure(message: "it is not a folder") }
    let text = (try? String(contentsOfFile: folder + "/.dockerignore", encoding: .utf8)) ?? ""
    let rules = IgnoreRules(text)
    var found: [Entry] = []
    var pending = [""]
    while let current = pending.popLast() {
      for name in try Self.names(in: current.isEmpty ? folder : folder + "/" + current) {
        let path = current.isEmpty ? name : current + "/" + name
        let kind = try Self.kind(of: folder + "/" + path)
        let isExcluded = rules.excludes(path) && !kept.contains(path) && !Self.isDockerfile(name)
        let mayHold =
          rules.hasExceptions || kept.contains { $0.hasPrefix(path + "/") }
        if kind == .folder, !isExcluded || mayHold { pending.append(path) }
        if let kind, !isExcluded { found.append(Entry(path: path, kind: kind)) }
        guard found.count <= Self.limit else {
          throw Failure(message: "it holds more than \(Self.limit) files")
        }
      }
    }
    entries = found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Whether a name says that the file tells how to build: such a file counts although a rule
  /// leaves it out, since the engine needs it.
  private static func isDockerfile(_ name: String) -> Bool {
    name == "Dockerfile" || name.hasPrefix("Dockerfile.") || name.hasSuffix(".Dockerfile")
  }

  private static func names(in folder: String) throws(Failure) -> [String] {
    do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw Failure(message: "\(folder) cannot be listed")
    }
  }

  /// What a path is, links not followed; nothing for sockets, devices and pipes, which no build
  /// takes.
  private static func kind(of path: String) throws(Failure) -> Entry.Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      throw Failure(message: "\(path): \(String(cString: strerror(errno)))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      return .file(size: Int(status.st_size), isExecutable: status.st_mode & S_IXUSR != 0)
    case S_IFDIR: return .folder
    case S_IFLNK:
      do {
        return .link(try FileManager.default.destinationOfSymbolicLink(atPath: path))
      } catch { throw Failure(message: "\(path): the link cannot be read") }
    default: return nil
    }
  }
}
