import Foundation
import InfraState
import TestKit

/// A disk in memory whose flushes take 5 ms, as those of a real one do.
struct SlowDisk: Disk {
  let memory = MemoryDisk()

  func read(_ path: String) throws(DiskError) -> [UInt8]? { try memory.read(path) }
  func list(_ folder: String) throws(DiskError) -> [String] { try memory.list(folder) }
  func makeFolder(_ path: String) throws(DiskError) { try memory.makeFolder(path) }
  func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try memory.write(bytes, to: path)
  }
  func create(_ path: String) throws(DiskError) { try memory.create(path) }
  func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try memory.append(bytes, to: path)
  }
  func sync(_ path: String) throws(DiskError) {
    Thread.sleep(forTimeInterval: 0.005)
    try memory.sync(path)
  }
  func syncFolder(_ folder: String) throws(DiskError) { try memory.syncFolder(folder) }
  func rename(_ path: String, to newPath: String) throws(DiskError) {
    try memory.rename(path, to: newPath)
  }
  func remove(_ path: String) throws(DiskError) { try memory.remove(path) }
  func swap(_ path: String, from expected: [UInt8]?, to replacement: [UInt8]?)
    throws(DiskError) -> Bool
  {
    try memory.swap(path, from: expected, to: replacement)
  }
}
