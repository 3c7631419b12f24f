import InfraModel

extension Reason {
  /// Why a change is planned, in words; `mark` renders the names in them.
  func words(_ mark: (String) -> String = Shown.name) -> String {
    switch self {
    case .declared: "declared, not in the state"
    case .undeclared: "in the state, no longer declared"
    case .destroyed: "the environment is being destroyed"
    case .arguments(let names): "\(Self.list(names, mark)) changed"
    case .replacing(let names):
      "\(Self.list(names, mark)) changed; "
        + (names.count == 1 ? "it cannot be changed in place" : "they cannot be changed in place")
    case .triggered: "a value that it is replaced with changed"
    case .drift(let names): "\(Self.list(names, mark)) changed outside of the declarations"
    case .gone: "its object is gone"
    case .interrupted(let status): Self.interrupted(status)
    case .tainted: "marked to be made anew"
    case .requested: "--replace asks for it"
    case .imported(let id): "declared to take over the existing object \(mark(id))"
    case .forgotten: "declared to be forgotten; its object lives on"
    case .retained: "no longer declared; its object is retained"
    case .lifecycle(let names): "only its lifecycle changes: \(Self.list(names, mark))"
    case .dependencies: "only what it depends on changed"
    case .deposed: "an old object that it replaced is still to be deleted"
    case .restored: "its successor did not come up; the old object is as declared and goes on"
    case .moved(let from): "moved from \(mark(from.text))"
    case .unchanged: "nothing differs"
    }
  }

  /// The reason's name in documents that programs read.
  var code: String {
    switch self {
    case .declared: "declared"
    case .undeclared: "undeclared"
    case .destroyed: "destroyed"
    case .arguments: "arguments"
    case .replacing: "replacing"
    case .triggered: "triggered"
    case .drift: "drift"
    case .gone: "gone"
    case .interrupted: "interrupted"
    case .tainted: "tainted"
    case .requested: "requested"
    case .imported: "imported"
    case .forgotten: "forgotten"
    case .retained: "retained"
    case .lifecycle: "lifecycle"
    case .dependencies: "dependencies"
    case .deposed: "deposed"
    case .restored: "restored"
    case .moved: "moved"
    case .unchanged: "unchanged"
    }
  }

  /// The arguments that the reason names.
  var arguments: [String] {
    switch self {
    case .arguments(let names), .replacing(let names), .drift(let names), .lifecycle(let names):
      names
    default: []
    }
  }

  private static func list(_ names: [String], _ mark: (String) -> String) -> String {
    let marked = names.map(mark)
    guard marked.count > 1, let last = marked.last else { return marked.first ?? "something" }
    return "\(marked.dropLast().joined(separator: ", ")) and \(last)"
  }

  private static func interrupted(_ status: ResourceState.Status) -> String {
    switch status {
    case .creating: "its creation was interrupted or failed"
    case .updating: "its last update was interrupted or failed"
    case .importing: "its takeover was interrupted or failed"
    case .deleting: "its deletion was interrupted or failed"
    case .ready, .tainted: "an earlier apply was interrupted while working on it"
    }
  }
}
