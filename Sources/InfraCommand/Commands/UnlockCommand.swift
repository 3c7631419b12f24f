import InfraModel
import InfraState

/// `infra unlock`: gives the lock of an environment free when its holder cannot any more.
enum UnlockCommand {
  static let syntax = CommandSyntax(
    "unlock", "Give the lock of an environment free when its holder cannot.",
    arguments: [.environment], flags: [.yes]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    let terminal = invocation.runtime.terminal
    let store = try workspace.store(of: name)
    let cell: any LockCell
    let found: [UInt8]?
    do throws(Diagnostic) {
      cell = try store.lockCell(of: name)
      found = try await cell.read()
    } catch { throw error.alone }
    guard let seen = found else {
      try await workspace.checkExists(name)
      terminal.say("Nobody holds the lock of \(name).\n")
      return .done
    }
    terminal.say(await describe(name, workspace))
    try invocation.confirm("Give it free?")
    let isFree: Bool
    do throws(Diagnostic) { isFree = try await cell.swap(from: seen, to: nil) } catch {
      throw error.alone
    }
    guard isFree else {
      throw Diagnostic(
        "Lock changed meanwhile",
        "The lock of \(name) is not the one that was shown: its holder renewed it, or another one "
          + "took it. Nothing was done.", hints: ["whoever renews a lock is alive: look who it is"],
        commands: ["infra status \(name)"]
      ).alone
    }
    terminal.say("The lock of \(name) is free.\n")
    return .done
  }

  /// Who holds it, and what giving it free risks.
  private static func describe(_ name: String, _ workspace: Workspace) async -> String {
    let who: String
    if let lock = try? await workspace.store(of: name).lock(of: name) {
      let holder = lock.holder
      who =
        "`\(holder.command)` of \(holder.user) on \(holder.host), process "
        + "\(holder.process), has held the lock of \(name) since \(lock.sinceText).\n"
    } else {
      who = "The lock of \(name) cannot be read: it cannot be told who holds it.\n"
    }
    return who
      + "A lock whose holder has died on this machine is taken over without this command. If the "
      + "holder still runs, it stops before its next record; a request of its own may be under way "
      + "beside what you begin: whatever that one makes is found again by the next apply.\n"
  }
}
