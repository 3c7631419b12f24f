import InfraModel

/// Where the files of one environment lie in the state's folder.
struct StateFiles: Hashable, Sendable {
  let folder: String
  let environment: String

  /// Fails for a name that could lead elsewhere, or that some file system would not take.
  init(_ folder: String, _ environment: String) throws(Diagnostic) {
    if let problem = Address.problem(inKey: environment) {
      throw .invalidEnvironment(environment, problem)
    }
    self.folder = folder
    self.environment = environment
  }

  var snapshot: String { "\(folder)/\(environment)\(Self.snapshotEnding)" }
  var history: String { "\(folder)/\(environment).history" }
  var journal: String { "\(folder)/\(environment).journal" }
  var lock: String { "\(folder)/\(environment).lock" }
  var plan: String { "\(folder)/\(environment).plan" }
  var temporarySnapshot: String { snapshot + ".tmp" }

  static let snapshotEnding = ".state"
  static func lastPlan(_ folder: String) -> String { "\(folder)/.last-plan" }
}
