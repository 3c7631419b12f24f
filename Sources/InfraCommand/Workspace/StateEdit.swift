import FoundationEssentials
import InfraModel
import InfraState

/// A change of the state alone, as a revision of its own: takes the lock, records, closes.
struct StateEdit {
  let workspace: Workspace
  let environment: String
  let command: String

  init(_ invocation: Invocation, _ workspace: Workspace, of environment: String? = nil) {
    self.workspace = workspace
    self.environment = environment ?? invocation.arguments[0]
    command = invocation.text
  }

  /// Who changes what, when, and from which commit.
  func changeSet(_ providers: [ProviderConfiguration]) -> ChangeSet {
    ChangeSet(
      command: command, user: "\(holder.user)@\(holder.host)",
      commit: Commit.current(in: workspace.project.folder),
      time: Int(Date().timeIntervalSince1970), providers: providers)
  }

  var holder: LockHolder { LockHolder.current(command: command) }

  /// Takes the lock and with it what an interrupted change set left.
  func open() async throws(Diagnostics) -> StateSession {
    try await workspace.open(environment, command: command)
  }

  /// Records what `decide` makes of the state under the lock; answers the serial that came of it.
  func record(
    providers: [ProviderConfiguration]? = nil, outputs: Fields? = nil,
    _ decide: (Snapshot) throws(Diagnostics) -> [(Address, JournalRecord.Result)]
  ) async throws(Diagnostics) -> Int {
    let session = try await open()
    do throws(Diagnostics) {
      let outcomes = try decide(session.base)
      do throws(Diagnostic) {
        try await session.begin(changeSet(providers ?? session.base.providers))
        for (number, outcome) in outcomes.enumerated() {
          try await session.record(
            JournalRecord.Outcome(step: number, address: outcome.0, result: outcome.1))
        }
        if let outputs { try await session.record(outputs: outputs) }
        try await session.record(
          .init(result: "done", time: Int(Date().timeIntervalSince1970)))
        let serial = session.snapshot.serial
        try await session.close()
        return serial
      } catch { throw error.alone }
    } catch {
      // The first problem is what must be told; the journal keeps whatever was recorded.
      try? await session.close()
      throw error
    }
  }
}

extension Invocation {
  /// Goes on only if somebody says yes, now or beforehand with `--yes`.
  func confirm(_ question: String) throws(Diagnostics) {
    if has(.yes) { return }
    guard runtime.terminal.canAsk else {
      throw Diagnostic(
        "Nobody to ask", "There is no terminal to confirm this on. Nothing was done.",
        hints: ["confirm it beforehand:"], commands: ["\(text) --yes"]
      ).alone
    }
    guard runtime.terminal.confirms(question) else {
      throw Diagnostic("Not confirmed", "Nothing was done.").alone
    }
  }
}
