import InfraModel
import InfraState

/// `infra state mv`: an entry of the state, or all of a module, takes another address.
enum StateMoveCommand {
  static let syntax = CommandSyntax(
    "state mv", "Give a resource or a module in the state another address; touches no object.",
    arguments: [.environment, .init("FROM", .address), .init("TO", .address)],
    flags: [.lockTimeout]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let words = invocation.arguments
    try await workspace.checkHasState(words[0])
    var moved: [StateMove.Step] = []
    let serial = try await StateEdit(invocation, workspace).record {
      state throws(Diagnostics) in
      do throws(Diagnostic) {
        moved = try StateMove(from: words[1], to: words[2], in: state).steps
      } catch { throw error.alone }
      return moved.compactMap { step in
        state[step.from].map { resource in
          var resource = resource
          resource.address = step.to
          return (step.to, .moved(from: step.from, resource))
        }
      }
    }
    let terminal = invocation.runtime.terminal
    for step in moved { terminal.print("\(step.from) -> \(step.to)\n") }
    terminal.say(
      "Moved in the state of \(words[0]), serial \(serial). Objects keep the address that they "
        + "were made with in their labels.\n")
    return .done
  }
}
