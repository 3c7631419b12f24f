import InfraModel
import InfraState

/// `infra state pull`: the state as it is, snapshot and journal as one, on stdout.
enum StatePullCommand {
  static let syntax = CommandSyntax(
    "state pull", "Print the state as it is, snapshot and journal as one.",
    arguments: [.environment]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    try await workspace.checkHasState(name)
    let state = try await workspace.state(name)
    do throws(Diagnostic) {
      let bytes = try SnapshotFile.bytes(state)
      invocation.runtime.terminal.print(String(decoding: bytes, as: UTF8.self))
    } catch { throw error.alone }
    return .done
  }
}
