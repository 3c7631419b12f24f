import InfraState
import Synchronization

/// A disk that counts what a journal costs: bytes that are appended, and flushes of files.
final class CountingDisk: Disk {
  struct Counts {
    var bytes = 0
    var flushes = 0
  }

  private let disk: any Disk
  private let state = Mutex(Counts())

  init(_ disk: any Disk) { self.disk = disk }

  var counts: Counts { state.withLock { $0 } }

  func read(_ path: String) throws(DiskError) -> [UInt8]? { try disk.read(path) }
  func list(_ folder: String) throws(DiskError) -> [String] { try disk.list(folder) }
  func makeFolder(_ path: String) throws(DiskError) { try disk.makeFolder(path) }
  func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try disk.write(bytes, to: path)
  }
  func create(_ path: String) throws(DiskError) { try disk.create(path) }
  func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
    if path.hasSuffix(".journal") { state.withLock { $0.bytes += bytes.count } }
    try disk.append(bytes, to: path)
  }
  func sync(_ path: String) throws(DiskError) {
    if path.hasSuffix(".journal") { state.withLock { $0.flushes += 1 } }
    try disk.sync(path)
  }
  func syncFolder(_ folder: String) throws(DiskError) { try disk.syncFolder(folder) }
  func rename(_ path: String, to newPath: String) throws(DiskError) {
    try disk.rename(path, to: newPath)
  }
  func remove(_ path: String) throws(DiskError) { try disk.remove(path) }
  func swap(_ path: String, from expected: [UInt8]?, to replacement: [UInt8]?)
    throws(DiskError) -> Bool
  {
    try disk.swap(path, from: expected, to: replacement)
  }
}
