import Glibc
import InfraExport
import InfraModel
import InfraState

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
    let (disk, file) = (LocalDisk(), folder + "/main.tf.json")
    do throws(DiskError) {
      try disk.makeFolder(folder)
      try disk.replace(file, with: [UInt8](export.text.utf8), temporary: file + ".new")
    } catch {
      throw Diagnostic("Not writable", "\(file): \(error.reason).").alone
    }
    terminal.say("Wrote \(folder)/main.tf.json.\n")
    return .done
  }
}
