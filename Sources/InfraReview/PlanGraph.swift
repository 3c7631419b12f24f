import InfraModel

/// Resources and what they depend on, as a drawing for Graphviz or Mermaid.
///
/// An arrow goes from a resource to what it needs. The order of lines is that of the addresses.
public struct PlanGraph: Sendable {
  private struct Node {
    var label: String
    var action: Action?
  }

  private let name: String
  private let nodes: [Node]
  private let edges: [(from: Int, to: Int)]

  /// The graph of what is declared.
  public init(_ desired: Desired) {
    self.init(
      name: desired.environment,
      desired.resources.map { ($0.address, nil, $0.dependencies) })
  }

  /// The graph of a plan: every resource with what is done to it.
  public init(_ plan: Plan) {
    self.init(
      name: plan.environment,
      plan.changes.map { change in
        let needed = change.action == .delete ? change.prior?.dependencies ?? [] : []
        return (change.address, change, needed + change.dependencies)
      })
  }

  private init(name: String, _ resources: [(Address, Change?, [Address])]) {
    self.name = name
    let sorted = resources.sorted { $0.0 < $1.0 }
    var indices: [Address: Int] = [:]
    for (index, resource) in sorted.enumerated() { indices[resource.0] = index }
    nodes = sorted.map { address, change, _ in
      let sign = change.map { $0.isChange ? "\($0.symbol) " : "" } ?? ""
      return Node(label: sign + address.text, action: change?.action)
    }
    edges = sorted.enumerated().flatMap { index, resource in
      Set(resource.2).compactMap { indices[$0] }.sorted().map { (index, $0) }
    }
  }

  /// The graph in Graphviz's DOT language.
  public var dot: String {
    var text = "digraph \(Self.dotQuoted(name)) {\n  rankdir = \"LR\"\n  node [shape = \"box\"]\n"
    for (index, node) in nodes.enumerated() {
      let colour = node.action.flatMap(Self.colour).map { ", color = \"\($0)\"" } ?? ""
      text += "  n\(index) [label = \(Self.dotQuoted(node.label))\(colour)]\n"
    }
    for edge in edges { text += "  n\(edge.from) -> n\(edge.to)\n" }
    return text + "}\n"
  }

  /// The graph as a Mermaid flowchart.
  public var mermaid: String {
    var text = "flowchart LR\n"
    for (index, node) in nodes.enumerated() {
      text += "  n\(index)[\"\(Self.mermaidEscaped(node.label))\"]\n"
    }
    for edge in edges { text += "  n\(edge.from) --> n\(edge.to)\n" }
    for (index, node) in nodes.enumerated() {
      guard let colour = node.action.flatMap(Self.colour) else { continue }
      text += "  style n\(index) stroke:\(colour)\n"
    }
    return text
  }

  private static func colour(_ action: Action) -> String? {
    switch action {
    case .create: "green"
    case .update: "orange"
    case .replace: "purple"
    case .delete: "red"
    case .importing, .read, .forget: "teal"
    case .noOp: nil
    }
  }

  private static func dotQuoted(_ text: String) -> String {
    "\"\(Shown.replacing(["\\": "\\\\", "\"": "\\\""], in: Shown.line(text)))\""
  }

  /// Mermaid knows entities by number, with `#` for `&`; all but the plainest characters become
  /// one, so that no label ends its quotes or is taken for Markdown or HTML.
  private static func mermaidEscaped(_ text: String) -> String {
    var escaped = ""
    for scalar in Shown.line(text).unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "/", ".", "_", "-", "+", " ":
        escaped.unicodeScalars.append(scalar)
      default: escaped += "#\(scalar.value);"
      }
    }
    return escaped
  }
}
