import InfraModel

/// The keys of one environment's objects in a bucket.
struct BucketKeys: Hashable, Sendable {
  let environment: String

  /// The snapshot, in the same form as in a folder.
  var snapshot: String { environment + StateFiles.snapshotEnding }
  /// Who is changing the environment; empty while nobody is.
  var lock: String { environment + ".lock" }
  /// Which change set has begun, and on which machine its journal lies; empty while none has.
  var mark: String { environment + ".begun" }
  /// What the keys of the revisions begin with: one object each, so that writing one costs the same
  /// however many there are.
  var history: String { environment + ".history-" }

  /// A revision; of two of one number the identity tells them apart.
  func revision(_ number: Int, _ apply: String) -> String {
    let digits = String(number)
    return history + String(repeating: "0", count: max(0, 10 - digits.count)) + digits + "-" + apply
  }

  /// Whether a revision's object is one that the state was made by: one that is ahead of the state,
  /// or beside the one that the state names, is of a writer that lost the lock before its end.
  func isFinished(_ key: String, in base: Snapshot) -> Bool {
    let parts = key.dropFirst(history.count).split(separator: "-", maxSplits: 1)
    guard parts.count == 2, let number = Int(parts[0]) else { return true }
    return number < base.serial || (number == base.serial && parts[1] == base.applied ?? "")
  }

  /// The copy of an object that a push or a repair replaces.
  func kept(_ key: String, _ identity: String) -> String {
    key + StateReplacement.keptMark + identity.prefix(8)
  }
}
