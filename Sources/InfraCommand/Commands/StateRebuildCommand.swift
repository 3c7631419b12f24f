import InfraModel
import InfraState

/// `infra state rebuild`: puts a lost state together again from what bears its labels.
enum StateRebuildCommand {
  static let syntax = CommandSyntax(
    "state rebuild", "Put a lost state together from ownership labels and the declarations.",
    arguments: [.environment], flags: [.set, .yes, .host, .parallelism, .lockTimeout]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    if let variables = KeptVariables(workspace).restore() {
      invocation.runtime.terminal.say(
        "Brought state/.variables back from the copy that this user keeps:\n\(variables)")
    }
    let edit = StateEdit(invocation, workspace)
    // What is wrong with the declarations is told before anything is locked.
    _ = try RebuildRun(workspace, edit.environment, sets: invocation.values(.set))
    let session = try await edit.open()
    do throws(Diagnostics) {
      let run = try RebuildRun(
        workspace, edit.environment, sets: invocation.values(.set), known: session.base,
        lost: session.lost)
      let code = try await carryOut(invocation, run, edit, session)
      do throws(Diagnostic) { try await session.close() } catch { throw error.alone }
      return code
    } catch {
      // The first problem is what must be told; the journal keeps whatever was recorded.
      try? await session.close()
      throw error
    }
  }

  private static func carryOut(
    _ invocation: Invocation, _ run: RebuildRun, _ edit: StateEdit, _ session: StateSession
  ) async throws(Diagnostics) -> ExitCode {
    let name = run.environment
    let terminal = invocation.runtime.terminal
    let (rebuild, unseen) = try await run.rebuild(over: session.base, salt: session.salt)
    let lacksOutputs = session.base.outputs != rebuild.outputs
    if rebuild.found.isEmpty, !lacksOutputs {
      guard session.base.resources.isEmpty else {
        do throws(Diagnostic) { try await session.settle() } catch { throw error.alone }
        terminal.say("The state of \(name) knows everything that bears its labels.\n")
        tell(rebuild, unseen, name, terminal)
        return .done
      }
      throw nothing(name, isDeclared: run.desired != nil).alone
    }
    show(rebuild, terminal)
    tell(rebuild, unseen, name, terminal)
    try invocation.confirm("Write this as the state of \(name)?")
    do throws(Diagnostic) {
      try await session.begin(
        edit.changeSet(
          run.configurations
            + session.base.providers.filter {
              provider in !run.configurations.contains { $0.name == provider.name }
            }), isSearch: true)
      for (number, resource) in rebuild.found.enumerated() {
        try await session.record(
          JournalRecord.Outcome(
            step: number, address: resource.address, result: .done(resource)))
      }
      try await session.record(outputs: rebuild.outputs)
      try await session.record(.init(result: "done", time: edit.changeSet([]).time))
    } catch { throw error.alone }
    terminal.say(
      "The state of \(name) holds \(session.snapshot.resources.count) resources, serial "
        + "\(session.snapshot.serial). See what differs from the declarations:\n\n"
        + "  infra plan \(name) --refresh\n")
    return .done
  }

  private static func nothing(_ name: String, isDeclared: Bool) -> Diagnostic {
    Diagnostic(
      "Nothing to rebuild from", "No object bears the labels of \"\(name)\".",
      hints: [
        "if it runs on another engine, name that one with --host",
        isDeclared
          ? "if nothing is there, an apply makes it" : "look how the environment is written",
      ],
      commands: [isDeclared ? "infra plan \(name)" : "infra environments"])
  }

  /// What is taken, a line each.
  private static func show(_ rebuild: StateRebuild, _ terminal: Terminal) {
    let unmarked = Set(rebuild.unmarkedTaken)
    for resource in rebuild.found {
      let how =
        unmarked.contains(resource.address)
        ? "found by what others know of it"
        : rebuild.isDeclared(resource.address) ? "by its labels" : "by its labels, not declared"
      terminal.print("\(resource.address)  \(how)\n")
      for old in resource.deposed {
        terminal.print("  an older object of it, \(old.instance), is to be deleted\n")
      }
    }
  }

  /// What could not be recovered, and what that means.
  private static func tell(
    _ rebuild: StateRebuild, _ unseen: [SecretSource], _ name: String, _ terminal: Terminal
  ) {
    if !rebuild.missing.isEmpty {
      terminal.say("Declared, and not found; a plan makes them anew:\n")
      for address in rebuild.missing { terminal.say("  \(address)\n") }
    }
    for spare in rebuild.spares {
      terminal.say(
        "Left alone: object \(spare.instance) bears the address \(spare.address), at which the "
          + "state knows another one.\n")
    }
    let bare = rebuild.found.filter { !rebuild.isDeclared($0.address) }
    if !bare.isEmpty {
      terminal.say(
        "Of what is not declared, files that were put into containers, protection and retention "
          + "are not known.\n")
    }
    if !unseen.isEmpty {
      terminal.say(
        "Secrets not at hand, so that their files could not be compared: "
          + unseen.map(\.description).joined(separator: ", ") + ".\n")
    }
  }
}
