import InfraModel

/// One thing that is not as it must be in the files of an environment.
public struct StateFinding: Sendable {
  /// What is wrong, why it matters and what to do; a warning where nothing is wrong, only left.
  public let problem: Diagnostic
  /// What a repair does about it, as a sentence; nothing where it can do nothing.
  public let mend: String?

  init(_ problem: Diagnostic, mend: String?) {
    self.problem = problem
    self.mend = mend
  }
}

/// The prose of findings: constant summaries, and the commands that help.
extension StateFinding {
  static func damaged(_ environment: String, _ detail: String, mend: String) -> StateFinding {
    StateFinding(
      Diagnostic(
        "State is damaged", detail, hints: ["it can be mended: \(mend)"],
        commands: ["infra state repair \(environment)"]), mend: mend)
  }

  static func lost(_ environment: String, _ path: String, _ detail: String) -> StateFinding {
    StateFinding(
      Diagnostic(
        "State is damaged", detail,
        hints: [
          EarlierVersion.isInBucket(path)
            ? "if the bucket keeps versions, bring the one before back"
            : "if the file is committed, bring it back",
          "else move it away and have the state put together from what bears its labels",
        ],
        commands: [
          EarlierVersion.commands(path).last ?? "",
          EarlierVersion.isInBucket(path)
            ? "aws s3 mv \(path) \(path).damaged && infra state rebuild \(environment)"
            : "mv \(path) \(path).damaged && infra state rebuild \(environment)",
        ]), mend: nil)
  }

  static func contradiction(_ environment: String, _ detail: String, mend: String?) -> StateFinding
  {
    StateFinding(
      Diagnostic(
        "State contradicts itself", detail, hints: mend.map { ["it can be mended: \($0)"] } ?? [],
        commands: [
          mend == nil
            ? "git log --oneline -- state/\(environment).state"
            : "infra state repair \(environment)"
        ]), mend: mend)
  }

  static func journal(_ summary: String, _ environment: String, _ detail: String, mend: String)
    -> StateFinding
  {
    StateFinding(
      Diagnostic(
        summary, detail, hints: ["it can be mended: \(mend)"],
        commands: ["infra state repair \(environment)"]), mend: mend)
  }

  static func history(_ summary: String, _ environment: String, _ detail: String, mend: String)
    -> StateFinding
  {
    StateFinding(
      Diagnostic(
        summary, detail, hints: ["it can be mended: \(mend)"],
        commands: ["infra state repair \(environment)"]), mend: mend)
  }

  static func note(_ summary: String, _ detail: String, commands: [String] = []) -> StateFinding {
    StateFinding(
      Diagnostic(summary, detail, severity: .warning, commands: commands), mend: nil)
  }
}
