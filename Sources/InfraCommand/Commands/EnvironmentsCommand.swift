import InfraModel

/// `infra environments`: what is declared, and what has a state.
enum EnvironmentsCommand {
  static let syntax = CommandSyntax(
    "environments", "List the environments, declared and applied.", flags: [.json]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let states = try await states(workspace)
    let entries = invocation.runtime.catalogue.entries
    let declared = entries.map { ($0.name, $0.summary, states.contains($0.name)) }
    let others = states.filter { name in !entries.contains { $0.name == name } }
      .map { ($0, "Applied; of a family, or no longer declared.", true) }
    let rows = declared + others
    let terminal = invocation.runtime.terminal
    if invocation.has(.json) {
      let items = rows.map { row -> Datum in
        ["name": .string(row.0), "summary": .string(row.1), "applied": .bool(row.2)]
      }
      terminal.print(JSONWriter.text(.list(items)) + "\n")
      return .done
    }
    let width = rows.map(\.0.count).max() ?? 0
    for (name, summary, isApplied) in rows {
      terminal.print(
        "\(name.padded(to: width))  \(isApplied ? "applied " : "        ")  \(summary)\n")
    }
    return .done
  }

  /// The environments that have a state at any place. One that cannot be reached is told, and the
  /// others are listed all the same.
  private static func states(_ workspace: Workspace) async throws(Diagnostics) -> [String] {
    var names: Set<String> = []
    for place in try workspace.places.all() {
      let store = try workspace.places.backend(place)
      do throws(Diagnostic) { names.formUnion(try await store.environments()) } catch {
        var warning = error
        warning.severity = .warning
        workspace.runtime.terminal.tell([warning], root: workspace.project.folder)
      }
    }
    return names.sorted()
  }
}
