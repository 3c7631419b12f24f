import InfraModel

/// `infra version`.
enum VersionCommand {
  /// The version; a state or plan format of a later one is refused.
  static let version = "0.1.0"

  static let syntax = CommandSyntax("version", "Print the version.", flags: [.json]) {
    invocation async throws(Diagnostics) in
    let terminal = invocation.runtime.terminal
    terminal.print(
      invocation.has(.json)
        ? JSONWriter.text(["version": .string(version)]) + "\n" : "infra \(version)\n")
    return .done
  }
}
