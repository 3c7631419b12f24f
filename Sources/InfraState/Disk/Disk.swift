/// Everything that the state's room does to files, so that a simulator can stand in for it.
///
/// What is durable, after a loss of power at any instant:
/// - written or appended bytes are durable only once `sync` on their file has returned; until
///   then any part of them may be there or not, in any order;
/// - a file's appearance, renaming and removal are durable only once `syncFolder` on its folder
///   has returned;
/// - a rename is atomic: the name means either the old file or the new one, each as durable as it
///   was.
///
/// After a mere crash of the process everything that returned is there.
public protocol Disk: Sendable {
  /// The bytes of a file; nothing if there is no such file.
  func read(_ path: String) throws(DiskError) -> [UInt8]?

  /// The names in a folder, sorted; none if there is no such folder.
  func list(_ folder: String) throws(DiskError) -> [String]

  /// Makes a folder and those above it that are missing; durable when it returns.
  func makeFolder(_ path: String) throws(DiskError)

  /// Makes a file, or empties the one that is there, and writes the bytes.
  func write(_ bytes: [UInt8], to path: String) throws(DiskError)

  /// Makes an empty file; fails if one is there.
  func create(_ path: String) throws(DiskError)

  /// Writes bytes at the end of a file; fails if there is none.
  func append(_ bytes: [UInt8], to path: String) throws(DiskError)

  /// Makes a file's content durable.
  func sync(_ path: String) throws(DiskError)

  /// Makes the names in a folder durable.
  func syncFolder(_ folder: String) throws(DiskError)

  /// Gives a file another name in place of whatever bore it.
  func rename(_ path: String, to newPath: String) throws(DiskError)

  /// Removes a file; there may be none.
  func remove(_ path: String) throws(DiskError)

  /// Compares a file with what it is thought to be and replaces it, as one step that no other
  /// process can come between; nothing stands for no file.
  ///
  /// Answers whether the file was as thought, which is whether it was replaced. Durable when it
  /// returns. Locks are made of this, and of an object store's conditional write elsewhere.
  func swap(_ path: String, from expected: [UInt8]?, to replacement: [UInt8]?)
    throws(DiskError) -> Bool
}

extension Disk {
  /// Replaces a file so that after a crash at any instant it is wholly the old or wholly the new
  /// one; durable when it returns.
  public func replace(_ path: String, with bytes: [UInt8], temporary: String) throws(DiskError) {
    try write(bytes, to: temporary)
    try sync(temporary)
    try rename(temporary, to: path)
    try syncFolder(folder(of: path))
  }
}

/// The folder that a path lies in.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
