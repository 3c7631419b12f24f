import InfraModel

/// The prose of the lock.
extension Diagnostic {
  /// Whether it says that somebody else is changing the environment.
  public var isLockHeld: Bool { summary == "State is locked" }

  static func lockHeld(_ environment: String, _ record: LockRecord, now: Int) -> Diagnostic {
    let holder = record.holder
    let left = record.leaseUntil - now
    let lease =
      left > 0
      ? "its lease ends in \(left) s unless it is renewed"
      : "its lease ended \(-left) s ago without renewal"
    return Diagnostic(
      "State is locked",
      "\"\(environment)\" is being changed by \(holder.user) on \(holder.host) (process "
        + "\(holder.process), `\(holder.command)`) since \(utcText(record.since)); \(lease). "
        + "Only one may change an environment at a time.",
      hints: [
        "Wait until it has ended, then run the same command again; a plan never waits.",
        "A lock whose process has ended is taken over by itself. If you know better than infra "
          + "that it is dead, give the lock free; if it is not, both will change the same objects.",
      ],
      commands: ["infra unlock \(environment)"])
  }

  static func unreadableLock(_ environment: String, _ path: String, _ why: String) -> Diagnostic {
    Diagnostic(
      "Lock cannot be read",
      "\(path) is no lock of this infra: \(why). It cannot be told whether its holder is alive.",
      hints: ["If nobody is changing \"\(environment)\", give the lock free."],
      commands: ["infra unlock \(environment)"])
  }

  static func lockContended(_ environment: String) -> Diagnostic {
    Diagnostic(
      "State is locked",
      "Others took the lock of \"\(environment)\" and gave it back again and again while infra "
        + "tried to get it.",
      hints: ["Run the same command again."])
  }

  static func lockLost(_ environment: String) -> Diagnostic {
    Diagnostic(
      "Lock was lost",
      "Another one has the lock of \"\(environment)\" now: it was given free by hand, or this "
        + "process was stopped for longer than its lease. What was recorded is safe; nothing more "
        + "is done, so that no two change the same objects.",
      hints: ["Look who changes it, and when they have ended, run the same command again."],
      commands: ["infra status \(environment)"])
  }
}
