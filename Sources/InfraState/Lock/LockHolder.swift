#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Who holds a lock: enough for people to find them, and for another process to see whether they
/// are still alive.
public struct LockHolder: Hashable, Sendable {
  /// The user's name.
  public var user: String
  /// The machine's name.
  public var host: String
  /// The process.
  public var process: Int
  /// When the process began, in the system's own count: the same number of another process does
  /// not begin at the same time. Empty where it cannot be told.
  public var processStart: String
  /// Within what the process number means something: this boot of the machine and, in a
  /// container, its own process numbers.
  public var scope: String
  /// The command as it was typed, without secrets.
  public var command: String

  /// Makes a holder.
  public init(
    user: String, host: String, process: Int, processStart: String = "", scope: String = "",
    command: String
  ) {
    self.user = user
    self.host = host
    self.process = process
    self.processStart = processStart
    self.scope = scope
    self.command = command
  }

  /// This very process.
  public static func current(command: String) -> LockHolder {
    let process = Int(getpid())
    return LockHolder(
      user: currentUser(), host: currentHost(), process: process,
      processStart: SystemProcesses.start(of: process) ?? "", scope: SystemProcesses.scope(),
      command: command)
  }

  private static func currentUser() -> String {
    for name in ["USER", "LOGNAME"] {
      if let value = getenv(name) { return String(cString: value) }
    }
    // Cron and containers often have no such variable; the system knows the name all the same.
    if let entry = getpwuid(getuid()) { return String(cString: entry.pointee.pw_name) }
    return "user \(getuid())"
  }

  private static func currentHost() -> String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "an unknown host" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
