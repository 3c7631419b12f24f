import InfraModel
import InfraState

/// `infra state push`: a file takes the place of the state; what was before is kept beside it.
enum StatePushCommand {
  private static let force = Flag(
    "force", "Take a state of another lineage or of an older serial all the same.")

  static let syntax = CommandSyntax(
    "state push", "Put a state's file in place of the state; keeps the one that was there.",
    arguments: [.environment, .init("FILE", .word([]))], flags: [force, .yes, .lockTimeout]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    try await workspace.checkExists(name)
    let path = file(invocation)
    let given: Snapshot
    do throws(Diagnostic) { given = try StateStore.read(path) } catch { throw error.alone }
    let there = try await workspace.state(name, isMoving: true)
    let isForced = invocation.has(force)
    _ = try StatePush.decide(given, over: there, path: path, isForced: isForced)
    let terminal = invocation.runtime.terminal
    if StatePush.isSame(given, there) {
      terminal.say("The state of \(name) holds the same already.\n")
      try workspace.places.keepNote(of: name)
      return .done
    }
    terminal.say(
      "\(path): serial \(given.serial), \(given.resources.count) resources.\n"
        + "State of \(name): serial \(there.serial), \(there.resources.count) resources.\n")
    for line in differences(given, there) { terminal.say("  \(line)\n") }
    try invocation.confirm("Put the file in place of the state?")
    let edit = StateEdit(invocation, workspace)
    let session = try await edit.open()
    do throws(Diagnostics) {
      let state = try StatePush.decide(given, over: session.base, path: path, isForced: isForced)
      let kept: [String]
      do throws(Diagnostic) {
        kept = try await session.replace(with: state, edit.changeSet(state.providers))
      } catch { throw error.alone }
      terminal.say(
        "The state of \(name) is that of the file, serial \(state.serial)."
          + (kept.isEmpty ? "" : " What was before is kept: \(kept.joined(separator: ", ")).")
          + "\n")
      return .done
    } catch {
      try? await session.close()
      throw error
    }
  }

  private static func file(_ invocation: Invocation) -> String {
    let path = invocation.arguments[1]
    return path.hasPrefix("/") ? path : invocation.runtime.folder + "/" + path
  }

  /// What would come, go and differ, a line each.
  private static func differences(_ given: Snapshot, _ there: Snapshot) -> [String] {
    let addresses = Set(given.resources.map(\.address) + there.resources.map(\.address)).sorted()
    return addresses.compactMap { address in
      switch (there[address], given[address]) {
      case (nil, .some): "+ \(address)"
      case (.some, nil): "- \(address), whose object no plan would know any more"
      case (let before, let after): before == after ? nil : "~ \(address)"
      }
    }
  }
}
