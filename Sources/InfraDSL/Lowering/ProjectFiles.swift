import InfraModel

/// The files of the project, as far as declarations need them; a parameter, so that lowering is
/// the same for the same files.
public protocol ProjectFiles: Sendable {
  /// The bytes of a file; its path is relative to the project's folder.
  func read(_ path: String) throws(ProjectFileError) -> [UInt8]
  /// A digest of all that a folder holds: names, contents, executable bits; nothing that
  /// `.dockerignore` excludes. Equal digests are equal build contexts.
  func digest(ofFolder path: String) throws(ProjectFileError) -> String
  /// The absolute path of a path that is relative to the project's folder.
  func absolute(_ path: String) -> String
}

/// Why a file of the project could not be read.
public struct ProjectFileError: Error, Sendable {
  /// What the system said, as "no such file".
  public let message: String

  /// Makes an error.
  public init(_ message: String) { self.message = message }
}

/// A project without files, for declarations that need none.
public struct NoFiles: ProjectFiles {
  /// No files.
  public init() {}
  /// There is none.
  public func read(_ path: String) throws(ProjectFileError) -> [UInt8] {
    throw ProjectFileError("no such file")
  }
  /// There is none.
  public func digest(ofFolder path: String) throws(ProjectFileError) -> String {
    throw ProjectFileError("no such folder")
  }
  /// The path itself.
  public func absolute(_ path: String) -> String { path }
}
