import FoundationEssentials
import InfraModel
import InfraState

/// Finds what a change set made whose journal lies on a machine that is gone, by the labels that
/// its objects bear, and records it; what is to be done with that, an ordinary plan shows.
enum LostChanges {
  /// Looks, if there is such a change set; answers at once if there is none.
  static func settle(_ name: String, _ invocation: Invocation, _ workspace: Workspace)
    async throws(Diagnostics)
  {
    let store = try workspace.store(of: name)
    do throws(Diagnostic) {
      guard try await store.lostChangeSet(name) != nil else { return }
    } catch { throw error.alone }
    let edit = StateEdit(invocation, workspace, of: name)
    let session = try await edit.open()
    do throws(Diagnostics) {
      if let lost = session.lost { try await search(lost, session, edit, invocation) }
      do throws(Diagnostic) { try await session.close() } catch { throw error.alone }
    } catch {
      // The first problem is what must be told; the journal keeps whatever was recorded.
      try? await session.close()
      throw error
    }
  }

  /// What a plan has to say of one: it changes nothing, so that it does not look for anything.
  static func warning(_ name: String, _ workspace: Workspace) async throws(Diagnostics)
    -> Diagnostic?
  {
    let store = try workspace.store(of: name)
    do throws(Diagnostic) {
      guard let lost = try await store.lostChangeSet(name) else { return nil }
      return Diagnostic(
        "A change set was lost",
        "`\(lost.command)` of \(lost.user) began at \(lost.timeText) and never ended; its journal "
          + "lies on that machine. What it made is not in this plan.", severity: .warning,
        hints: ["the next apply finds it by its labels before it plans"])
    } catch { throw error.alone }
  }

  private static func search(
    _ lost: ChangeSetMark, _ session: StateSession, _ edit: StateEdit, _ invocation: Invocation
  ) async throws(Diagnostics) {
    let (workspace, name) = (edit.workspace, edit.environment)
    let terminal = workspace.runtime.terminal
    terminal.say(
      "`\(lost.command)` of \(lost.user) began at \(lost.timeText) and never ended, and its "
        + "journal lies on that machine. Looking for what it made.\n")
    let run = try RebuildRun(
      workspace, name, sets: invocation.values(.set), known: session.base, lost: lost)
    let (rebuild, _) = try await run.rebuild(over: session.base, salt: session.salt)
    do throws(Diagnostic) {
      guard !rebuild.found.isEmpty else {
        try await session.settle()
        return terminal.say("It made nothing that the state does not know.\n")
      }
      try await session.begin(edit.changeSet(run.configurations), isSearch: true)
      for (number, resource) in rebuild.found.enumerated() {
        terminal.say("  \(resource.address)  found by its labels\n")
        try await session.record(
          JournalRecord.Outcome(
            step: number, address: resource.address, result: .done(resource)))
      }
      try await session.record(
        .init(result: "interrupted", time: Int(Date().timeIntervalSince1970)))
    } catch { throw error.alone }
  }
}
