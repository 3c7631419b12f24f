import Foundation
import InfraExport
import InfraModel

/// `infra export terraform`: the same stack as Terraform JSON.
enum ExportCommand {
  static let syntax = CommandSyntax(
    "export terraform", "Write an environment as Terraform JSON.", arguments: [.environment],
    flags: [.set, .out, .importing]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let name = invocation.arguments[0]
    let lowered = try workspace.lower(name, invocation.values(.set))
    let state = invocation.has(.importing) ? try await workspace.state(name) : nil
    let export = TerraformExport(lowered.desired, importing: state)
    let terminal = invocation.runtime.terminal
    terminal.tell(export.foldedWarnings, root: workspace.project.folder)
    guard let out = invocation.value(.out) else {
      terminal.print(export.text)
      return .done
    }
    let folder = out.hasPrefix("/") ? out : invocation.runtime.folder + "/" + out
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try export.text.write(
        toFile: folder + "/main.tf.json", atomically: true, encoding: .utf8)
    } catch {
      throw Diagnostic(
        "Not writable", "\(folder)/main.tf.json: \(error.localizedDescription)"
      ).alone
    }
    terminal.say("Wrote \(folder)/main.tf.json.\n")
    return .done
  }
}
