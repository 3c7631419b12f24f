import DockerProvider
import FoundationEssentials
import InfraModel

/// `infra doctor`: whether this machine has what infra needs.
enum DoctorCommand {
  static let syntax = CommandSyntax(
    "doctor", "Check that this machine has what infra needs.", flags: [.host]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let terminal = invocation.runtime.terminal
    let say = { (isWell: Bool, text: String) in
      terminal.print("\(isWell ? "ok  " : "FAIL")  \(text)\n")
    }
    say(true, "project at \(workspace.project.folder)")
    let folder = workspace.project.folder + "/state"
    let isWritable =
      FileManager.default.isWritableFile(atPath: folder)
      || !FileManager.default.fileExists(atPath: folder)
    var problems: [Diagnostic] = []
    if !isWritable {
      problems.append(Diagnostic("Not writable", "\(folder) cannot be written to."))
    }
    say(isWritable, "state folder \(folder) is\(isWritable ? "" : " not") writable")
    switch await engine(workspace) {
    case .success(let text): say(true, text)
    case .failure(let problem):
      say(false, "Docker Engine")
      problems.append(problem)
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
    return problems.isEmpty ? .done : .failed
  }

  private static func engine(_ workspace: Workspace) async -> Result<String, Diagnostic> {
    let endpoint: DockerEndpoint
    do throws(Diagnostic) {
      endpoint = try DockerEndpoint.resolve(
        host: workspace.host, environment: workspace.runtime.variables)
    } catch { return .failure(error) }
    let provider = DockerProvider(endpoint: endpoint, project: workspace.project.folder)
    do throws(ProviderError) {
      let version = try await provider.apiVersion()
      return .success("Docker Engine by \(endpoint.origin), API \(version)")
    } catch {
      return .failure(error.diagnostic)
    }
  }
}
