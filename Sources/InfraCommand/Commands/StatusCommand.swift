import InfraModel

/// `infra status`: what the state says of an environment as a whole, and who is changing it.
enum StatusCommand {
  static let syntax = CommandSyntax(
    "status", "Tell what an environment's state holds and who is changing it.",
    arguments: [.environment], flags: [.json]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    try await workspace.checkExists(name)
    let state = try await workspace.state(name)
    let store = try workspace.store(of: name)
    let holder: Datum
    do throws(Diagnostic) {
      let record = try await store.lock(of: name)
      holder =
        record.map { record in
          [
            "user": .string(record.holder.user), "host": .string(record.holder.host),
            "process": .int(record.holder.process), "command": .string(record.holder.command),
          ]
        } ?? .null
    } catch { throw error.alone }
    let unfinished = state.resources.filter { $0.status != .ready || !$0.deposed.isEmpty }
    let terminal = invocation.runtime.terminal
    if invocation.has(.json) {
      let value: Datum = [
        "environment": .string(name), "serial": .int(state.serial),
        "resources": .int(state.resources.count),
        "unfinished": .list(unfinished.map { .string($0.address.text) }), "changed_by": holder,
      ]
      terminal.print(JSONWriter.text(value) + "\n")
      return .done
    }
    let who =
      holder["user"].string.map { user in
        "being changed by \(user) on \(holder["host"].string ?? "?") "
          + "(process \(holder["process"].int ?? 0), `\(holder["command"].string ?? "")`)"
      } ?? "nobody is changing it"
    terminal.print("\(name): serial \(state.serial), \(state.resources.count) resources, \(who)\n")
    for resource in unfinished {
      let what = resource.status == .ready ? "a predecessor is left" : resource.status.rawValue
      terminal.print("  unfinished: \(resource.address), \(what)\n")
    }
    return .done
  }
}
