import InfraState

/// A disk that does not do what it says, as one mutant's code would use it.
struct MutantDisk: Disk {
  let disk: any Disk
  let mutant: Mutant

  func read(_ path: String) throws(DiskError) -> [UInt8]? {
    if mutant == .noReplay, path.hasSuffix(".journal") {
      try disk.remove(path)
      return nil
    }
    return try disk.read(path)
  }

  func list(_ folder: String) throws(DiskError) -> [String] { try disk.list(folder) }
  func makeFolder(_ path: String) throws(DiskError) { try disk.makeFolder(path) }
  func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try disk.write(bytes, to: path)
  }
  func create(_ path: String) throws(DiskError) { try disk.create(path) }
  func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try disk.append(bytes, to: path)
  }
  func sync(_ path: String) throws(DiskError) {
    if mutant != .noFlush { try disk.sync(path) }
  }
  func syncFolder(_ folder: String) throws(DiskError) {
    if mutant != .noFolderFlush { try disk.syncFolder(folder) }
  }
  func rename(_ path: String, to newPath: String) throws(DiskError) {
    guard mutant == .snapshotInPlace, let bytes = try disk.read(path) else {
      return try disk.rename(path, to: newPath)
    }
    try disk.write(bytes, to: newPath)
    try disk.sync(newPath)
    try disk.remove(path)
  }
  func remove(_ path: String) throws(DiskError) { try disk.remove(path) }
  func swap(_ path: String, from expected: [UInt8]?, to replacement: [UInt8]?)
    throws(DiskError) -> Bool
  {
    try disk.swap(path, from: expected, to: replacement)
  }
}
