import InfraModel

/// `infra unlock`: gives the lock of an environment free when its holder cannot any more.
enum UnlockCommand {
  static let syntax = CommandSyntax(
    "unlock", "Give the lock of an environment free when its holder cannot.",
    arguments: [.environment], flags: [.yes]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    let terminal = invocation.runtime.terminal
    do throws(Diagnostic) {
      guard let lock = try await workspace.store.lock(of: name) else {
        terminal.say("Nobody holds the lock of \(name).\n")
        return .done
      }
      let holder = lock.holder
      terminal.say(
        "\(holder.command) of \(holder.user)@\(holder.host), process \(holder.process), holds the "
          + "lock of \(name).\n"
          + "A lock whose holder has died is taken over without this command. If the holder still "
          + "runs, it stops at its next record, but one request may be under way: its object is "
          + "found again by the next apply.\n")
      guard invocation.has(.yes) || terminal.canAsk else {
        throw Diagnostic(
          "Nobody to ask", "There is no terminal to confirm this on.",
          commands: ["infra unlock \(name) --yes"])
      }
      guard invocation.has(.yes) || terminal.confirms("Give it free?") else {
        throw Diagnostic("Not confirmed", "Nothing was done.")
      }
      _ = try await workspace.store.unlock(name)
    } catch { throw error.alone }
    terminal.say("The lock of \(name) is free.\n")
    return .done
  }
}
