import InfraState
import Synchronization

/// A disk in memory that loses what was not made durable, as its protocol allows.
public final class MemoryDisk: Disk {
  /// A file's bytes, apart from its names.
  private struct File {
    var bytes: [UInt8] = []
    var durable: [UInt8] = []
  }

  /// A change of a folder's names that is not durable yet.
  private enum Naming {
    case named(String, Int)
    case unnamed(String)
    case renamed(from: String, to: String, Int)
  }

  private struct State {
    var files: [Int: File] = [:]
    var names: [String: Int] = [:]
    var durableNames: [String: Int] = [:]
    var pending: [Naming] = []
    var operations = 0
    var syncs = 0
    var log: [(operation: DiskError.Operation, path: String)] = []
    var failAt: Int?
    var failure: DiskError.Kind = .other
    var hasFailed = false
  }

  private let state = Mutex(State())

  /// Makes an empty disk.
  public init() {}

  /// How many changing operations there were.
  public var operations: Int { state.withLock { $0.operations } }
  /// How often a file's content was made durable.
  public var syncs: Int { state.withLock { $0.syncs } }
  /// The changing operations by name, in order.
  public var log: [String] {
    state.withLock { $0.log }.map { "\($0.operation.rawValue) \($0.path)" }
  }
  /// The bytes of every file, by path.
  public var contents: [String: [UInt8]] {
    state.withLock { state in state.names.compactMapValues { state.files[$0]?.bytes } }
  }

  /// Whether an operation has failed.
  public var hasFailed: Bool { state.withLock { $0.hasFailed } }

  /// Lets every changing operation fail from the one with this number on, counted from one.
  public func fail(from operation: Int?, _ kind: DiskError.Kind = .other) {
    state.withLock {
      $0.failAt = operation
      $0.failure = kind
    }
  }

  /// What a new boot finds after a loss of power: of all that was not durable, any part.
  public func afterPowerLoss(seed: UInt64) -> MemoryDisk {
    var random = SeededRandom(seed: seed)
    let survivor = MemoryDisk()
    let state = state.withLock { $0 }
    survivor.state.withLock { new in
      var names = state.durableNames
      for naming in state.pending where Bool.random(using: &random) {
        switch naming {
        case .named(let path, let file): names[path] = file
        case .unnamed(let path): names[path] = nil
        case .renamed(let old, let path, let file):
          names[old] = nil
          names[path] = file
        }
      }
      new.names = names
      new.durableNames = names
      for (number, file) in state.files.sorted(by: { $0.key < $1.key }) {
        let bytes = Self.torn(file, &random)
        new.files[number] = File(bytes: bytes, durable: bytes)
      }
    }
    return survivor
  }

  /// What the next process finds after this one was killed: everything.
  public func afterKill() -> MemoryDisk {
    let survivor = MemoryDisk()
    let state = state.withLock { $0 }
    survivor.state.withLock { new in
      new = state
      new.operations = 0
      new.syncs = 0
      new.log = []
      new.failAt = nil
      new.hasFailed = false
    }
    return survivor
  }

  /// Durable bytes, and of those behind them some: cut, or with a hole of zeros.
  private static func torn(_ file: File, _ random: inout SeededRandom) -> [UInt8] {
    guard file.bytes != file.durable else { return file.bytes }
    let kept = file.bytes.starts(with: file.durable) ? file.durable.count : 0
    if kept == 0, !file.durable.isEmpty, Bool.random(using: &random) { return file.durable }
    let end = Int.random(in: kept...file.bytes.count, using: &random)
    var bytes = Array(file.bytes[..<end])
    if end > kept, Bool.random(using: &random) {
      let hole = Int.random(in: kept..<end, using: &random)
      for index in hole..<min(end, hole + 7) { bytes[index] = 0 }
    }
    return bytes
  }

  private func change<Result>(
    _ operation: DiskError.Operation, _ path: String,
    _ body: (inout State) throws(DiskError) -> Result
  ) throws(DiskError) -> Result {
    try state.withLock { state throws(DiskError) in
      state.operations += 1
      state.log.append((operation, path))
      if let failAt = state.failAt, state.operations >= failAt {
        state.hasFailed = true
        throw DiskError(operation, path, state.failure, reason: "the test's disk fails here")
      }
      return try body(&state)
    }
  }

  private static func missing(_ operation: DiskError.Operation, _ path: String) -> DiskError {
    DiskError(operation, path, .other, reason: "No such file or directory")
  }

  /// The bytes of a file.
  public func read(_ path: String) throws(DiskError) -> [UInt8]? {
    state.withLock { state in state.names[path].flatMap { state.files[$0]?.bytes } }
  }

  /// The names in a folder.
  public func list(_ folder: String) throws(DiskError) -> [String] {
    contents.keys.filter { $0.hasPrefix(folder + "/") }
      .map { String($0.dropFirst(folder.count + 1)) }.sorted()
  }

  /// Folders need not be made.
  public func makeFolder(_ path: String) throws(DiskError) {}

  /// Writes a file.
  public func write(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try change(.write, path) { state throws(DiskError) in
      Self.write(bytes, to: path, &state)
    }
  }

  private static func write(_ bytes: [UInt8], to path: String, _ state: inout State) {
    if let number = state.names[path] {
      state.files[number]?.bytes = bytes
    } else {
      let number = state.files.count
      state.files[number] = File(bytes: bytes)
      state.names[path] = number
      state.pending.append(.named(path, number))
    }
  }

  /// Makes an empty file.
  public func create(_ path: String) throws(DiskError) {
    try change(.create, path) { state throws(DiskError) in
      if state.names[path] != nil {
        throw DiskError(.create, path, .other, reason: "File exists")
      }
      Self.write([], to: path, &state)
    }
  }

  /// Writes at the end of a file.
  public func append(_ bytes: [UInt8], to path: String) throws(DiskError) {
    try change(.append, path) { state throws(DiskError) in
      guard let number = state.names[path] else { throw Self.missing(.append, path) }
      state.files[number]?.bytes += bytes
    }
  }

  /// Makes a file durable.
  public func sync(_ path: String) throws(DiskError) {
    try change(.sync, path) { state throws(DiskError) in
      guard let number = state.names[path], let file = state.files[number] else {
        throw Self.missing(.sync, path)
      }
      state.files[number]?.durable = file.bytes
      state.syncs += 1
    }
  }

  /// Makes names durable.
  public func syncFolder(_ folder: String) throws(DiskError) {
    try change(.syncFolder, folder) { state throws(DiskError) in
      state.durableNames = state.names
      state.pending = []
    }
  }

  /// Renames a file.
  public func rename(_ path: String, to newPath: String) throws(DiskError) {
    try change(.rename, path) { state throws(DiskError) in
      guard let number = state.names.removeValue(forKey: path) else {
        throw Self.missing(.rename, path)
      }
      state.names[newPath] = number
      state.pending.append(.renamed(from: path, to: newPath, number))
    }
  }

  /// Removes a file.
  public func remove(_ path: String) throws(DiskError) {
    try change(.remove, path) { state throws(DiskError) in
      if state.names.removeValue(forKey: path) != nil { state.pending.append(.unnamed(path)) }
    }
  }

  /// Compares and replaces a file; durable at once.
  public func swap(_ path: String, from expected: [UInt8]?, to replacement: [UInt8]?)
    throws(DiskError) -> Bool
  {
    try change(.swap, path) { state throws(DiskError) in
      let found = state.names[path].flatMap { state.files[$0]?.bytes }
      guard found == expected else { return false }
      if let replacement {
        let number = state.files.count
        state.files[number] = File(bytes: replacement, durable: replacement)
        state.names[path] = number
        state.durableNames[path] = number
      } else {
        state.names[path] = nil
        state.durableNames[path] = nil
      }
      return true
    }
  }
}
