import Glibc
import InfraExport
import InfraModel
import InfraState

/// `infra import`: takes objects that exist already over, as the ones that are declared.
enum ImportCommand {
  static let syntax = CommandSyntax(
    "import", "Take existing objects over as declared resources, after showing the plan.",
    arguments: [
      .environment, .init("ADDRESS", .address, optional: true),
      .init("ID", .word([]), optional: true),
    ],
    flags: [.terraformState, .set, .plan, .yes, .json, .host, .parallelism, .lockTimeout]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    try await workspace.awaitOthers(invocation.arguments[0], command: invocation.text)
    var request = PlanRequest(invocation.arguments[0], invocation)
    try await LostChanges.settle(request.environment, invocation, workspace)
    try await addImports(to: &request, invocation, workspace)
    request.options.targets = request.imports.keys.map(\.text).sorted()
    request.isRefreshed = true
    let (plan, run) = try await PlanCommand.make(workspace, request)
    return try await Applying(invocation, workspace).carryOut(plan, run)
  }

  /// What is taken over: one object by its identifier, or all of a Terraform state.
  private static func addImports(
    to request: inout PlanRequest, _ invocation: Invocation, _ workspace: Workspace
  ) async throws(Diagnostics) {
    let (text, id) = (invocation.argument(1), invocation.argument(2))
    if let file = invocation.value(.terraformState) {
      guard text == nil else { throw unclear("with --tfstate there is no ADDRESS and no ID").alone }
      let adoption = try await adopted(file, invocation, workspace, request)
      let secrets = workspace.secrets(of: request.environment)
      do throws(Diagnostic) {
        request.importedSecrets = try adoption.secretsAsDeclared { source throws(Diagnostic) in
          try secrets.openIfPresent(source)
        }
      } catch { throw error.alone }
      request.imports = adoption.identifiers
      return
    }
    guard let text, let id else {
      throw unclear("an ADDRESS and an ID are needed, or --tfstate FILE").alone
    }
    guard let address = Address(parsing: text) else {
      throw unclear("\"\(text)\" is no address, as module/type.key is one").alone
    }
    request.imports = [address: id]
  }

  private static func adopted(
    _ file: String, _ invocation: Invocation, _ workspace: Workspace, _ request: PlanRequest
  ) async throws(Diagnostics) -> TerraformAdoption {
    let path = file.hasPrefix("/") ? file : invocation.runtime.folder + "/" + file
    let bytes: [UInt8]
    do throws(DiskError) {
      guard let read = try LocalDisk().read(path) else {
        throw DiskError(.read, path, .other, reason: "no such file")
      }
      bytes = read
    } catch {
      throw Diagnostic(
        "Terraform state cannot be read", "\(path): \(error.reason).",
        hints: ["write it from where it is kept:"], commands: ["terraform state pull > \(file)"]
      ).alone
    }
    let state: TerraformState
    do throws(Diagnostic) { state = try TerraformState(bytes, path: file) } catch {
      throw error.alone
    }
    let lowered = try workspace.lower(request.environment, request.sets)
    let adoption = TerraformAdoption(
      state, desired: lowered.desired, prior: try await workspace.state(request.environment))
    workspace.runtime.terminal.tell(adoption.warnings, root: workspace.project.folder)
    if adoption.identifiers.isEmpty {
      throw Diagnostic(
        "Nothing to take over",
        "No object of \(file) can be told to be a declared resource of \(request.environment) "
          + "that is not managed here already.",
        hints: ["the warnings above say what is missing on which side"]
      ).alone
    }
    return adoption
  }

  private static func unclear(_ what: String) -> Diagnostic {
    Diagnostic("Wrong command line", "\(what).", commands: [syntax.usage])
  }
}
