import FoundationEssentials
import InfraDSL

/// The files of a project on disk.
public struct DiskProjectFiles: ProjectFiles {
  /// The absolute path of the project's folder.
  public let folder: String

  /// The files under a folder, given by its absolute path.
  public init(folder: String) { self.folder = folder }

  /// The bytes of a file.
  public func read(_ path: String) throws(ProjectFileError) -> [UInt8] {
    let absolute = absolute(path)
    guard FileManager.default.fileExists(atPath: absolute) else {
      throw ProjectFileError("no such file")
    }
    do { return [UInt8](try Data(contentsOf: URL(fileURLWithPath: absolute))) } catch {
      throw ProjectFileError("it cannot be read")
    }
  }

  /// The digest of a build's folder.
  public func digest(ofFolder path: String) throws(ProjectFileError) -> String {
    do throws(FolderContents.Failure) {
      return try FolderContents(of: absolute(path)).digest()
    } catch { throw ProjectFileError(error.message) }
  }

  /// The absolute path of a path that is relative to the project's folder.
  public func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "." || path.isEmpty { return folder }
    let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return folder.hasSuffix("/") ? folder + relative : "\(folder)/\(relative)"
  }
}
