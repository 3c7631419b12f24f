import InfraState
import TestKit

/// The machine's disk as one process sees it: it dies at an operation, finds the disk full, and
/// must not write a secret.
struct ProcessDisk: Disk {
  let memory: MemoryDisk
  let process: SimulatedProcess
  let onWrite: @Sendable (_ path: String, _ bytes: [UInt8]) -> Void

  private func change<Result>(
    _ operation: DiskError.Operation, _ path: String, _ bytes: [UInt8] = [], grows: Bool = false,
    partly: ([UInt8]) throws(DiskError) -> Void = { _ throws(DiskError) in },
    _ body: () throws(DiskError) -> Result
  ) throws(DiskError) -> Result {
    guard let number = process.nextDiskOperation() else {
      throw DiskError(operation, path, .other, reason: "the process is dead")
    }
    if !bytes.isEmpty { onWrite(path, bytes) }
    let isFull = grows && number >= process.attempt.fullAt ?? .max
    let dies = process.attempt.crash == .atDisk(number)
    if dies || isFull, !bytes.isEmpty {
      try partly(Array(bytes.prefix(process.number(below: bytes.count + 1))))
    }
    if dies {
      process.die()
      throw DiskError(operation, path, .other, reason: "the process dies here")
    }
    if isFull { throw DiskError(operation, path, .full, reason: "No space left on device") }
    return try body()
  }

  private func check(_ operation: DiskError.Operation, _ path: String) throws(DiskError) {
    if process.isDead {
      throw DiskError(operation, path, .other, reason: "the process is dead")
    }
  }

  func read(_ path: String) throws(DiskError) -> [UInt8]? {
    try check(.read, path)
    return try memory.read(path)
  }

  func list(_ folder: String) throws(DiskError) -> [String] {
    try check(.list, folder)
    return try memory.list(folder)
  }

  func makeFolder(_ path: String) throws(DiskError) {}

  func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try change(
      .write, path, bytes, grows: true,
      partly: { part throws(DiskError) in try memory.write(part, to: path) }
    ) { () throws(DiskError) in try memory.write(bytes, to: path) }
  }

  func create(_ path: String) throws(DiskError) {
    try change(.create, path, grows: true) { () throws(DiskError) in try memory.create(path) }
  }

  func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try change(
      .append, path, bytes, grows: true,
      partly: { part throws(DiskError) in try memory.append(part, to: path) }
    ) { () throws(DiskError) in try memory.append(bytes, to: path) }
  }

  func sync(_ path: String) throws(DiskError) {
    try change(.sync, path) { () throws(DiskError) in try memory.sync(path) }
  }

  func syncFolder(_ folder: String) throws(DiskError) {
    try change(.syncFolder, folder) { () throws(DiskError) in try memory.syncFolder(folder) }
  }

  func rename(_ path: String, to newPath: String) throws(DiskError) {
    try change(.rename, path) { () throws(DiskError) in try memory.rename(path, to: newPath) }
  }

  func remove(_ path: String) throws(DiskError) {
    try change(.remove, path) { () throws(DiskError) in try memory.remove(path) }
  }

  func swap(_ path: String, from expected: [UInt8]?, to replacement: [UInt8]?)
    throws(DiskError) -> Bool
  {
    let isWriting = replacement != nil
    return try change(.swap, path, grows: isWriting) { () throws(DiskError) in
      try memory.swap(path, from: expected, to: replacement)
    }
  }
}
