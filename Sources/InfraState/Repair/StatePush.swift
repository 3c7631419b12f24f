import InfraModel

/// Decides whether a state that somebody gives may take the place of the one that is there.
public enum StatePush {
  /// The state as it is to be written; throws all that speaks against it.
  ///
  /// - Parameters:
  ///   - isForced: whether another lineage or an older serial is meant.
  public static func decide(
    _ given: Snapshot, over there: Snapshot, path: String, isForced: Bool
  ) throws(Diagnostics) -> Snapshot {
    var problems: [Diagnostic] = []
    let name = there.environment
    if given.environment != name {
      problems.append(
        Diagnostic(
          "State of another environment",
          "\(path) is the state of \"\(given.environment)\", not of \"\(name)\".",
          commands: ["infra state push \(given.environment) \(path)"]))
    }
    if !there.lineage.isEmpty, !isForced {
      if given.lineage != there.lineage {
        problems.append(
          Diagnostic(
            "State of another lineage",
            "\(path) began on its own (lineage \(given.lineage)), and the state of \(name) is of "
              + "lineage \(there.lineage): what either knows of objects, the other does not.",
            hints: [
              "see what the one that is there holds, and keep it; then say that you mean it"
            ],
            commands: [
              "infra state pull \(name) > \(name).kept",
              "infra state push \(name) \(path) --force",
            ]))
      } else if given.serial < there.serial {
        problems.append(
          Diagnostic(
            "State is older",
            "\(path) has serial \(given.serial), and the state of \(name) has \(there.serial): "
              + "\(there.serial - given.serial) change sets would be forgotten.",
            hints: ["to go back to an older revision, objects and all, roll back instead"],
            commands: [
              "infra rollback \(name) --to \(given.serial)",
              "infra state push \(name) \(path) --force",
            ]))
      }
    }
    if !problems.isEmpty { throw Diagnostics(problems) }
    var state = given
    state.serial = max(given.serial, there.serial) + 1
    return state
  }

  /// Whether both hold the same.
  public static func isSame(_ given: Snapshot, _ there: Snapshot) -> Bool {
    given.lineage == there.lineage && given.resources == there.resources
      && given.outputs == there.outputs && given.providers == there.providers
      && given.salt == there.salt
  }
}
