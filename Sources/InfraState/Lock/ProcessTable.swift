#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Tells whether a lock's holder is still alive.
public protocol ProcessTable: Sendable {
  /// What is known of a holder's process.
  func fate(of holder: LockHolder) -> ProcessFate
}

/// What is known of a process.
public enum ProcessFate: Sendable {
  /// It runs.
  case alive
  /// It has ended for certain.
  case gone
  /// It runs elsewhere, if at all: only its lease can tell.
  case unknown
}

/// The processes of this machine.
public struct SystemProcesses: ProcessTable {
  /// The table needs nothing.
  public init() {}

  /// What is known of a holder's process.
  public func fate(of holder: LockHolder) -> ProcessFate {
    guard !holder.scope.isEmpty, holder.scope == Self.scope(),
      let process = pid_t(exactly: holder.process)
    else { return .unknown }
    if kill(process, 0) != 0, errno == ESRCH { return .gone }
    guard let start = Self.start(of: holder.process) else {
      // It ended between the two questions, or the system does not tell when processes begin.
      return kill(process, 0) != 0 && errno == ESRCH ? .gone : .alive
    }
    return start == holder.processStart ? .alive : .gone
  }

  /// Names the boot of the machine and the process numbers that this process lives in; empty
  /// where the system does not tell them (outside of Linux).
  static func scope() -> String {
    let disk = LocalDisk()
    let boot = (try? disk.read("/proc/sys/kernel/random/boot_id")) ?? nil
    var room = [CChar](repeating: 0, count: 128)
    let count = readlink("/proc/self/ns/pid", &room, room.count)
    guard let boot, count > 0 else { return "" }
    let text = String(decoding: boot.prefix { $0 != 0x0A }, as: UTF8.self)
    let numbers = room[..<count].map { UInt8(bitPattern: $0) }
    return text + " " + String(decoding: numbers, as: UTF8.self)
  }

  /// When a process began, in clock ticks since the boot (field 22 of `/proc/<pid>/stat`, see
  /// proc(5)); "ended" for one that waits to be reaped, nothing where it cannot be told.
  static func start(of process: Int) -> String? {
    guard let bytes = (try? LocalDisk().read("/proc/\(process)/stat")) ?? nil,
      // The second field is the program's name in parentheses, which may hold blanks itself.
      let close = bytes.lastIndex(of: 0x29)
    else { return nil }
    let fields = bytes[(close + 1)...].split(separator: 0x20)
    guard fields.count > 19, let status = fields[0].first else { return nil }
    if status == UInt8(ascii: "Z") || status == UInt8(ascii: "X") { return "ended" }
    return String(decoding: fields[19], as: UTF8.self)
  }
}
