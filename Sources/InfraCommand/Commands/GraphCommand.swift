import InfraModel
import InfraReview

/// `infra graph`: who needs whom, as DOT or Mermaid.
enum GraphCommand {
  private static let format = Flag("format", .one("dot|mermaid"), "The form; dot by default.")

  static let syntax = CommandSyntax(
    "graph", "Print who needs whom, as DOT or Mermaid.", arguments: [.environment],
    flags: [.set, format]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let lowered = try workspace.lower(invocation.arguments[0], invocation.values(.set))
    let graph = PlanGraph(lowered.desired)
    switch invocation.value(format) ?? "dot" {
    case "dot": invocation.runtime.terminal.print(graph.dot)
    case "mermaid": invocation.runtime.terminal.print(graph.mermaid)
    case let other:
      let guess = nearest(to: other, in: ["dot", "mermaid"])
      throw Diagnostic(
        "Wrong command line", "There is no format \"\(other)\".",
        hints: [guess.map { "did you mean \"\($0)\"?" } ?? "the formats are dot and mermaid"]
      ).alone
    }
    return .done
  }
}
