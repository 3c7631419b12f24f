import DockerProvider
import Foundation
import InfraModel

/// `infra doctor`: whether this machine has what infra needs.
enum DoctorCommand {
  static let syntax = CommandSyntax(
    "doctor", "Check that this machine has what infra needs.", flags: [.host]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let terminal = invocation.runtime.terminal
    var isWell = true
    func say(_ ok: Bool, _ text: String) {
      terminal.print("\(ok ? "ok  " : "FAIL")  \(text)\n")
      isWell = isWell && ok
    }
    say(true, "project at \(workspace.project.folder)")
    let folder = workspace.project.folder + "/state"
    let isWritable =
      FileManager.default.isWritableFile(atPath: folder)
      || !FileManager.default.fileExists(atPath: folder)
    say(isWritable, "state folder \(folder) is\(isWritable ? "" : " not") writable")
    var problems: [Diagnostic] = []
    do throws(Diagnostic) {
      let endpoint = try DockerEndpoint.resolve(
        host: workspace.host, environment: invocation.runtime.variables)
      let version = try await DockerProvider(endpoint: endpoint, project: workspace.project.folder)
        .engineVersion()
      say(true, "Docker Engine \(version) by \(endpoint.origin)")
    } catch {
      say(false, "Docker Engine")
      problems.append(error)
    }
    for entry in invocation.runtime.catalogue.entries where !entry.name.contains("<") {
      do throws(Diagnostics) {
        let lowered = try workspace.lower(entry.name, [])
        say(true, "\(entry.name) is valid: \(lowered.desired.resources.count) resources")
      } catch {
        say(false, "\(entry.name)")
        problems += error.items
      }
    }
    terminal.tell(problems, root: workspace.project.folder)
    return isWell ? .done : .failed
  }
}
