import FoundationEssentials
import InfraDSL
import InfraFiles
import InfraModel
import InfraPlanning
import InfraSecrets
import InfraState

/// What commands work with: the project, its environments and states, and plans made of them.
struct Workspace: Sendable {
  let runtime: Runtime
  let project: Project
  /// Where states are kept.
  let places: StatePlaces
  /// The endpoint of `--host`.
  let host: String?
  let parallelism: Int
  /// How long others' changes of an environment are waited for, in seconds.
  let lockTimeout: Int

  init(_ invocation: Invocation) throws(Diagnostics) {
    runtime = invocation.runtime
    project = try Project(
      given: invocation.value(.project), from: runtime.folder, runtime.variables)
    places = try StatePlaces(
      project.folder + "/state", given: invocation.value(.state), runtime,
      inputs: Self.inputs(project, runtime).merging(Project.pairs(invocation.values(.set))) { $1 })
    host = invocation.value(.host)
    parallelism = try Self.number(.parallelism, invocation, default: 16, 1..<1_001)
    lockTimeout = try Self.number(.lockTimeout, invocation, default: 0, 0..<86_401)
  }

  /// The values of variables: kept ones, then INFRA_VAR_ ones, then those of `--set`.
  func inputs(_ sets: [String]) throws(Diagnostics) -> [String: String] {
    let values = Self.inputs(project, runtime)
    for text in sets {
      guard text.contains("="), !text.hasPrefix("=") else {
        throw Diagnostics([
          Diagnostic(
            "Wrong command line", "--set takes NAME=VALUE, not \"\(text)\".",
            commands: ["--set images=debian"])
        ])
      }
    }
    return values.merging(Project.pairs(sets)) { _, set in set }
  }

  /// The values of variables that no command line gives.
  private static func inputs(_ project: Project, _ runtime: Runtime) -> [String: String] {
    var values = project.keptVariables
    if let images = runtime.variables["INFRA_IMAGES"], !images.isEmpty { values["images"] = images }
    let prefix = "INFRA_VAR_"
    for (name, value) in runtime.variables where name.hasPrefix(prefix) {
      values[String(name.dropFirst(prefix.count))] = value
    }
    return values
  }

  /// Reads the declarations of an environment; throws all that is wrong with them.
  func lower(_ name: String, _ sets: [String]) throws(Diagnostics) -> Lowering.Result {
    let explicit = Set(Project.pairs(sets).keys)
    let inputs = Inputs(try self.inputs(sets), required: explicit)
    let catalogue = runtime.catalogue
    let result = Lowering.lower(files: DiskProjectFiles(folder: project.folder), inputs: inputs) {
      inputs throws(Diagnostic) in try catalogue.environment(named: name, inputs)
    }
    let problems = result.diagnostics.items + ProviderRegistry.unserved(result.desired)
    if Diagnostics(problems).hasErrors { throw Diagnostics(problems) }
    return result
  }

  /// The secrets of an environment.
  func secrets(of environment: String) -> SecretStore {
    let terminal = runtime.terminal
    return SecretStore(
      environment: "\(runtime.catalogue.project)-\(environment)", project: project.folder,
      variables: runtime.variables,
      home: runtime.variables["HOME"] ?? "/", warn: { terminal.tell([$0], root: nil) })
  }

  /// The providers of an environment.
  func providers(_ configurations: [ProviderConfiguration], _ secrets: SecretStore)
    throws(Diagnostics) -> [String: any Provider]
  {
    try ProviderRegistry(
      project: project, variables: runtime.variables, host: host, secrets: secrets,
      repeated: RepeatedRequests(runtime.terminal)
    ).providers(configurations)
  }

  /// The state of an environment, or why it cannot be read.
  func readState(_ environment: String) async -> Result<Snapshot, Diagnostics> {
    do throws(Diagnostics) { return .success(try await state(environment)) } catch {
      return .failure(error)
    }
  }

  /// The plans that were reviewed last; they lie on this machine, wherever states are kept.
  var plans: StateStore { places.folder }

  /// What keeps the state of an environment.
  func store(of environment: String) throws(Diagnostics) -> any StateBackend {
    try places.backend(of: environment)
  }

  /// The state of an environment. One that was left behind in another place is refused, unless it
  /// is just being moved.
  func state(_ environment: String, isMoving: Bool = false) async throws(Diagnostics) -> Snapshot {
    let store = try store(of: environment)
    let state: Snapshot
    do throws(Diagnostic) { state = try await store.load(environment) } catch {
      throw Diagnostics([error])
    }
    if !isMoving, let problem = try places.leftBehind(environment, state) { throw problem.alone }
    return state
  }
}

extension Diagnostic {
  /// The same problem, to be thrown with others.
  var alone: Diagnostics { Diagnostics([self]) }
}
