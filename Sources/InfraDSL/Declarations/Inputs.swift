import InfraModel

/// The variables of a run: `--set name=value`, or the environment variable `INFRA_VAR_name`.
///
/// An environment reads them while it is made, so that they are plain Swift values and can steer
/// loops and conditions. A variable that is missing is reported, not thrown, so that one run
/// names all.
public final class Inputs {
  private let values: [String: String]
  private let required: Set<String>
  /// The names that were asked for.
  public private(set) var asked: Set<String> = []
  /// What was found wrong.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Takes the values by name. Those that were typed for this run must be asked for; others may
  /// be meant for other environments. Without `required`, all must.
  public init(_ values: [String: String] = [:], required: Set<String>? = nil) {
    self.values = values
    self.required = required ?? Set(values.keys)
  }

  /// A variable's text.
  public func text(
    _ name: String, default defaultValue: String? = nil, _ summary: String,
    file: String = #filePath, line: Int = #line
  ) -> String {
    asked.insert(name)
    if let value = values[name] ?? defaultValue { return value }
    diagnostics.append(
      Diagnostic(
        "Variable not set", "The variable \"\(name)\" (\(summary)) has no value and no default.",
        at: SourceLocation(file: file, line: line), hints: ["set it on the command line:"],
        commands: ["--set \(name)=VALUE", "INFRA_VAR_\(name)=VALUE"]))
    return ""
  }

  /// A variable that is a whole number.
  public func number(
    _ name: String, default defaultValue: Int? = nil, _ summary: String,
    file: String = #filePath, line: Int = #line
  ) -> Int {
    let before = diagnostics.count
    let text = text(
      name, default: defaultValue.map(String.init), summary, file: file, line: line)
    if let number = Int(text) { return number }
    if diagnostics.count == before {
      diagnostics.append(
        Diagnostic(
          "Invalid variable", "The variable \"\(name)\" is a whole number, not \"\(text)\".",
          at: SourceLocation(file: file, line: line), commands: ["--set \(name)=1"]))
    }
    return defaultValue ?? 0
  }

  /// Reports that a variable's value cannot be used.
  public func refuse(
    _ name: String, _ detail: String, hints: [String] = [], file: String = #filePath,
    line: Int = #line
  ) {
    diagnostics.append(
      Diagnostic(
        "Invalid variable", "The variable \"\(name)\": \(detail)",
        at: SourceLocation(file: file, line: line), hints: hints))
  }

  /// Reports values that nothing asked for.
  public func reportUnasked() {
    for name in required.sorted() where !asked.contains(name) {
      let guess = nearest(to: name, in: asked).map { ["did you mean \"\($0)\"?"] } ?? []
      diagnostics.append(
        Diagnostic(
          "Unknown variable", "No declaration reads a variable \"\(name)\".",
          hints: guess.isEmpty && !asked.isEmpty
            ? ["the variables are: \(asked.sorted().joined(separator: ", "))"] : guess))
    }
  }
}
