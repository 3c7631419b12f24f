import InfraModel

/// The plans that were reviewed last, one for each environment.
extension StateStore {
  /// Keeps a plan, and that it is the last one made.
  public func save(_ plan: SavedPlan) throws(Diagnostic) {
    let path = try StateFiles(folder, plan.environment).plan
    try diagnosing { () throws(DiskError) in
      try disk.makeFolder(folder)
      try put(plan.bytes(), at: path)
      try put(Array("\(plan.environment)\n".utf8), at: StateFiles.lastPlan(folder))
    }
  }

  /// The plan kept for an environment; nothing if there is none.
  public func savedPlan(_ environment: String) throws(Diagnostic) -> SavedPlan? {
    let path = try StateFiles(folder, environment).plan
    guard let bytes = try diagnosing({ () throws(DiskError) in try disk.read(path) }) else {
      return nil
    }
    let plan: SavedPlan
    do throws(Malformed) {
      plan = try SavedPlan(bytes)
    } catch { throw .unreadablePlan(environment, path, error.message) }
    guard plan.environment == environment else {
      throw .unreadablePlan(environment, path, "it is of \"\(plan.environment)\"")
    }
    return plan
  }

  /// The environment planned last; nothing if none was, or if its plan has been applied.
  public func lastPlanned() throws(Diagnostic) -> String? {
    let path = StateFiles.lastPlan(folder)
    guard let bytes = try diagnosing({ () throws(DiskError) in try disk.read(path) }) else {
      return nil
    }
    let name = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    return try savedPlan(name) == nil ? nil : name
  }

  /// Removes an environment's plan, as after it was applied.
  public func removePlan(_ environment: String) throws(Diagnostic) {
    let path = try StateFiles(folder, environment).plan
    try diagnosing { () throws(DiskError) in try disk.remove(path) }
  }

  /// Replaces a file that several may write at once, as plans need no lock: the last one wins.
  private func put(_ bytes: [UInt8], at path: String) throws(DiskError) {
    while try !disk.swap(path, from: try disk.read(path), to: bytes) {}
  }
}

extension Diagnostic {
  fileprivate static func unreadablePlan(_ environment: String, _ path: String, _ why: String)
    -> Diagnostic
  {
    Diagnostic(
      "Saved plan cannot be read",
      "\(path) is no plan of this infra: \(why). What was reviewed cannot be told from it.",
      hints: ["Plan anew, review, and apply that."], commands: ["infra plan \(environment)"])
  }
}
