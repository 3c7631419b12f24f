import InfraModel

/// A plan in numbers.
public struct PlanSummary: Hashable, Sendable {
  /// How many objects are made.
  public private(set) var created = 0
  /// How many are changed where they are.
  public private(set) var updated = 0
  /// How many are made anew.
  public private(set) var replaced = 0
  /// How many are taken away.
  public private(set) var deleted = 0
  /// How many are taken over.
  public private(set) var imported = 0
  /// How many leave the state while their objects live on.
  public private(set) var forgotten = 0
  /// How many data sources are read.
  public private(set) var read = 0
  /// How many have another address now.
  public private(set) var moved = 0
  /// How many change in the state alone.
  public private(set) var recorded = 0
  /// How many outputs differ.
  public private(set) var outputs: Int
  /// How many read their configuration anew.
  public private(set) var reloads = 0
  /// How many stop and start.
  public private(set) var restarts = 0
  /// How many are away until their successor is up.
  public private(set) var gaps = 0
  /// How many are away for good.
  public private(set) var ends = 0
  /// The resources that lose what they hold.
  public private(set) var losses: [Address] = []

  /// Counts a plan's changes.
  public init(_ plan: Plan) {
    outputs = plan.outputs.count
    for number in plan.changes.indices where plan.changes[number].isChange {
      count(plan.changes[number])
    }
  }

  private mutating func count(_ change: Change) {
    if change.movedFrom != nil { moved += 1 }
    switch change.action {
    case .create: created += 1
    case .update
    where change.differences.isEmpty && change.impact.interruption == .none
      && !(change.prior?.status.isHalfChanged ?? false):
      recorded += 1
    case .update: updated += 1
    case .replace: replaced += 1
    case .delete: deleted += 1
    case .importing: imported += 1
    case .forget: forgotten += 1
    case .read where change.schema.isDataSource: read += 1
    case .read, .noOp: break
    }
    switch change.impact.interruption {
    case .none: break
    case .reload: reloads += 1
    case .restart: restarts += 1
    case .gap: gaps += 1
    case .end: ends += 1
    }
    if change.impact.dataLoss != nil { losses.append(change.address) }
  }

  /// What is done, in words: `3 to create, 1 to update, 1 to replace, 0 to delete`.
  public var actions: String {
    var words = [
      "\(created) to create", "\(updated) to update", "\(replaced) to replace",
      "\(deleted) to delete",
    ]
    if imported > 0 { words.append("\(imported) to import") }
    if read > 0 { words.append("\(read) to read") }
    if forgotten > 0 { words.append("\(forgotten) to forget") }
    if moved > 0 { words.append("\(moved) to move") }
    if recorded > 0 { words.append("\(recorded) in the state alone") }
    if outputs > 0 { words.append("\(outputs) \(outputs == 1 ? "output" : "outputs")") }
    return words.joined(separator: ", ")
  }

  /// What is interrupted, in words; `nothing` if nothing is.
  public var interruptions: String {
    let counts = [
      (reloads, "reload", "reloads"), (restarts, "restart", "restarts"), (gaps, "gap", "gaps"),
      (ends, "end", "ends"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    return words.isEmpty ? "nothing" : words.joined(separator: ", ")
  }
}
