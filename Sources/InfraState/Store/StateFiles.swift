import InfraModel

/// Where the files of one environment lie: all in the state's folder, or what is shared in a
/// bucket and the rest there.
struct StateFiles: Hashable, Sendable {
  let folder: String
  let environment: String
  /// Where snapshot, history and lock lie.
  let shared: String

  /// Fails for a name that could lead elsewhere, or that some file system would not take.
  init(_ folder: String, _ environment: String, sharedIn shared: String? = nil)
    throws(Diagnostic)
  {
    if let problem = Address.problem(inKey: environment) {
      throw .invalidEnvironment(environment, problem)
    }
    self.folder = folder
    self.environment = environment
    self.shared = shared ?? folder
  }

  /// Whether others change the state who do not see what lies in the folder.
  var isShared: Bool { shared != folder }

  var snapshot: String { "\(shared)/\(environment)\(Self.snapshotEnding)" }
  var history: String { "\(shared)/\(environment).history" }
  var journal: String { "\(folder)/\(environment).journal" }
  var lock: String { "\(shared)/\(environment).lock" }
  var plan: String { "\(folder)/\(environment).plan" }
  var temporarySnapshot: String { snapshot + ".tmp" }

  static let snapshotEnding = ".state"
  static func lastPlan(_ folder: String) -> String { "\(folder)/.last-plan" }
}
