import InfraModel

/// What of a change a reviewer must not overlook.
struct Concerns {
  /// What it is, gravest first.
  enum Kind: Int {
    case dataLoss, unprotected, deleted, replaced, interrupted, secret, drift

    var words: String {
      switch self {
      case .dataLoss: "data loss"
      case .unprotected: "protection removed"
      case .deleted: "deleted"
      case .replaced: "replaced"
      case .interrupted: "interrupted"
      case .secret: "secret changed"
      case .drift: "overwrites what was changed outside"
      }
    }
  }

  private let kinds: [Kind]

  /// The concerns of a change; nothing if there are none.
  init?(_ change: Change) {
    var kinds: [Kind] = []
    if change.impact.dataLoss != nil { kinds.append(.dataLoss) }
    if !change.removedProtections.isEmpty { kinds.append(.unprotected) }
    if change.action == .delete { kinds.append(.deleted) }
    if case .replace = change.action { kinds.append(.replaced) }
    if change.impact.interruption >= .restart { kinds.append(.interrupted) }
    let changed = change.differences
    if changed.contains(where: { $0.before.holdsSecret && $0.after.holdsSecret }) {
      kinds.append(.secret)
    }
    if changed.contains(where: \.isDrift) { kinds.append(.drift) }
    if kinds.isEmpty { return nil }
    self.kinds = kinds
  }

  /// Compares concerns: the greater, the graver. The gravest kind counts, then their number.
  var gravity: Int { kinds.reduce(0) { $0 + 1 << (Kind.drift.rawValue - $1.rawValue) } }

  /// The kinds in words, in bold.
  var heading: String { "**\(kinds.map(\.words).joined(separator: ", ")):**" }

  /// The concerns on one line.
  func text(of change: Change) -> String {
    let mark = { (text: String) in Markdown.code(text) }
    var parts = [change.reason.words(mark)]
    let forcing = change.forcingArguments
    if case .replace = change.action, !forcing.isEmpty, change.reason != .replacing(forcing) {
      parts.append("forced by \(forcing.map(mark).joined(separator: ", "))")
    }
    if let impact = change.impactWords { parts.append(Markdown.prose(impact)) }
    for protection in change.removedProtections { parts.append("removes the \(protection)") }
    return "\(heading) \(mark(change.address.text)): \(parts.joined(separator: "; "))"
  }

  /// The indices of changes, the gravest first, then as they come.
  static func ranked(_ changes: [Change]) -> [Int] {
    // What has no concern ranks lowest: changes before creations.
    let ranks = changes.map { Concerns($0)?.gravity ?? ($0.action == .create ? -2 : -1) }
    return changes.indices.sorted { (ranks[$1], $0) < (ranks[$0], $1) }
  }
}
