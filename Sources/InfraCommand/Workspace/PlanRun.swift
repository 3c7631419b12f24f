import InfraDSL
import InfraModel
import InfraPlanning
import InfraReview
import InfraSecrets
import InfraState

/// What a plan is asked to be.
struct PlanRequest: Sendable {
  var environment: String
  var sets: [String] = []
  var options = PlanOptions()
  var isRefreshed = false
  /// The objects to be taken over, for this one plan: the provider's identifiers of them by the
  /// addresses of the resources that they are to become.
  var imports: [Address: String] = [:]
  /// What of the objects to be taken over no provider tells, and is known to be as declared.
  var importedSecrets: [Address: Fields] = [:]

  init(_ environment: String) { self.environment = environment }

  /// Reads the flags that plan, apply and destroy share.
  init(_ environment: String, _ invocation: Invocation, isDestroy: Bool = false) {
    self.environment = environment
    sets = invocation.values(.set)
    options = PlanOptions(
      targets: invocation.values(.target), excludes: invocation.values(.exclude),
      replaces: invocation.values(.replace), isDestroy: isDestroy)
  }

  /// The request of a plan that was saved.
  init(_ saved: SavedPlan) {
    environment = saved.environment
    sets = saved.options.inputs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    options = PlanOptions(
      targets: saved.options.targets, excludes: saved.options.excludes,
      replaces: saved.options.replaces, isDestroy: saved.options.destroy)
    isRefreshed = saved.options.refresh
  }
}

/// Makes plans: gathers what the planner needs, and has it decide.
struct PlanRun: Sendable {
  let workspace: Workspace
  let request: PlanRequest
  let desired: Desired
  let secretPlaces: [SecretSource: SourceLocation]
  let secrets: SecretStore
  /// What the providers said when the plan was made.
  var seen: [Address: PlanInput.Observed]?
  /// Whether what was recorded is planned, and not what is declared: what data sources told then
  /// stands.
  private let isRecorded: Bool

  /// Reads the declarations; a destruction needs none and works from the state alone.
  init(_ workspace: Workspace, _ request: PlanRequest) throws(Diagnostics) {
    self.workspace = workspace
    self.request = request
    isRecorded = false
    if request.options.isDestroy {
      desired = Desired(environment: request.environment)
      secretPlaces = [:]
    } else {
      let lowered = try workspace.lower(request.environment, request.sets)
      desired = try Self.importing(request.imports, into: lowered.desired.withDefaultTags())
      secretPlaces = lowered.secrets
    }
    secrets = workspace.secrets(of: request.environment)
  }

  /// Plans from a recorded state instead of from declarations: the last one, or one to restore.
  init(
    _ workspace: Workspace, _ request: PlanRequest, recorded: Snapshot, isRestoring: Bool = false
  ) {
    self.workspace = workspace
    self.request = request
    isRecorded = true
    let then = Desired(
      recorded: recorded, schemas: SchemaCatalogue.all, isRestoring: isRestoring)
    desired = isRestoring ? then.withDefaultTags() : then
    secretPlaces = [:]
    secrets = workspace.secrets(of: request.environment)
  }

  private static func importing(_ imports: [Address: String], into desired: Desired)
    throws(Diagnostics) -> Desired
  {
    var desired = desired
    var problems: [Diagnostic] = []
    for (address, id) in imports.sorted(by: { $0.key < $1.key }) {
      if let index = desired.resources.firstIndex(where: { $0.address == address }) {
        desired.resources[index].lifecycle.importID = id
        continue
      }
      let known = desired.resources.map(\.address.text)
      let guess = nearest(to: address.text, in: known).map { ["did you mean \"\($0)\"?"] }
      problems.append(
        Diagnostic(
          "Unknown address",
          "\(desired.environment) declares no \"\(address)\"; what is taken over must be "
            + "declared.", hints: guess ?? []))
    }
    if problems.isEmpty { return desired }
    throw Diagnostics(problems)
  }

  /// The plan from a state, with the fingerprints that its salt gives and what was observed.
  func plan(
    from prior: Snapshot, salt: String, observed: [Address: PlanInput.Observed]
  ) throws(Diagnostics) -> Plan {
    var prior = prior
    prior.environment = request.environment
    let (desired, unseen) = try sealed(salt)
    let input = PlanInput(
      desired: desired, prior: prior, observed: observed,
      schemas: SchemaCatalogue.all, options: request.options)
    var plan = try Planner.plan(input)
    if let unseen { plan.warnings.append(unseen) }
    return plan
  }

  /// What the providers say of everything in the state, and of what is to be taken over.
  func observe(_ prior: Snapshot) async throws(Diagnostics) -> [Address: PlanInput.Observed] {
    let refresh = try reader(prior)
    var observed: [Address: PlanInput.Observed] = [:]
    if request.isRefreshed {
      // Data sources are read as they are declared, below.
      let objects = prior.resources.filter { state in
        SchemaCatalogue.all.schema(of: state.address.type)?.isDataSource != true
      }
      observed = try await read(objects, refresh)
    }
    observed.merge(try await look(refresh, prior, observed)) { _, found in found }
    let imports = desired.resources.filter {
      $0.lifecycle.importID != nil && prior[$0.address] == nil
    }
    if !imports.isEmpty {
      let found = try await refresh.find(imports, knowing: Self.values(prior, observed))
      observed.merge(found.merging(importedSecrets: request.importedSecrets)) { _, found in found }
    }
    return observed
  }

  /// What data sources tell: those that the state does not know as they are declared, and all of
  /// them where the plan is refreshed.
  private func look(
    _ refresh: Refresh, _ prior: Snapshot, _ observed: [Address: PlanInput.Observed]
  ) async throws(Diagnostics) -> [Address: PlanInput.Observed] {
    let declared = desired.resources.filter(\.schema.isDataSource)
    guard !declared.isEmpty, !isRecorded else { return [:] }
    var known = Self.values(prior, observed)
    var sources: [DesiredResource] = []
    for source in declared.sortedByNeed {
      // What looks for what another one tells is read again with it.
      let isStale =
        request.isRefreshed || prior[source.address] == nil
        || prior[source.address]?.arguments != source.declared(knowing: known)
      guard isStale else { continue }
      sources.append(source)
      known[source.address] = nil
    }
    let what = "Reading \(sources.count) data sources of \(request.environment)"
    let values = known
    return try await Patience.waiting(for: what, workspace.runtime.terminal) {
      () async throws(Diagnostics) in try await refresh.lookUp(sources, knowing: values)
    }
  }

  /// The values of what the state knows, as they were seen last.
  private static func values(
    _ prior: Snapshot, _ observed: [Address: PlanInput.Observed]
  ) -> [Address: Fields] {
    var values: [Address: Fields] = [:]
    for resource in prior.resources {
      var entries = resource.attributes.entries + resource.arguments.entries
      if case .present(let seen)? = observed[resource.address] {
        entries += seen.attributes.entries + seen.arguments.entries
      }
      values[resource.address] = Fields(entries)
    }
    return values
  }

  /// What the providers say of what a plan is about to touch.
  func observeTouched(by plan: Plan, _ prior: Snapshot) async throws(Diagnostics)
    -> [Address: PlanInput.Observed]
  {
    let touched = plan.changes.filter { change in
      switch change.action {
      case .update, .replace, .delete: change.prior?.status == .ready
      default: false
      }
    }
    let states = touched.compactMap { change in
      var state = change.prior
      if let former = change.movedFrom { state?.address = former }
      return state
    }
    return states.isEmpty ? [:] : try await read(states, reader(prior))
  }

  private func read(_ states: [ResourceState], _ refresh: Refresh) async throws(Diagnostics)
    -> [Address: PlanInput.Observed]
  {
    if states.isEmpty { return [:] }
    let what = "Reading \(states.count) resources of \(request.environment)"
    return try await Patience.waiting(for: what, workspace.runtime.terminal) {
      () async throws(Diagnostics) in try await refresh.read(states)
    }
  }

  private func reader(_ prior: Snapshot) throws(Diagnostics) -> Refresh {
    let declared = Set(desired.providers.map(\.name))
    let configurations = desired.providers + prior.providers.filter { !declared.contains($0.name) }
    return Refresh(
      readers: try workspace.providers(configurations, secrets), schemas: SchemaCatalogue.all,
      parallelism: workspace.parallelism,
      place: { address in desired.resources.first { $0.address == address }?.location })
  }

  /// Makes sure that what a plan needs is there: its secrets, and providers that can be reached
  /// and used. Throws all that is not.
  func checkMeans(of plan: Plan) async throws(Diagnostics) {
    let names = Set(plan.steps.map { plan.changes[$0.change].provider })
    let providers = try workspace.providers(plan.providers, secrets)
    var problems = secretProblems { source throws(Diagnostic) in
      _ = try secrets.openIfPresent(source)
    }
    var failures: [Diagnostic] = []
    for (name, provider) in providers.sorted(by: { $0.key < $1.key }) where names.contains(name) {
      do throws(Diagnostics) {
        try await Patience.waiting(for: "Reaching \(name)", workspace.runtime.terminal) {
          () async throws(Diagnostics) in
          do throws(ProviderError) { try await provider.probe() } catch {
            throw error.diagnostic.alone
          }
        }
      } catch { failures += error.items }
    }
    problems += Refresh.merged(failures)
    if !problems.isEmpty { throw Diagnostics(problems) }
  }

  /// Opens every secret, making those that are generated and not there yet; throws all that are
  /// missing.
  func openSecrets() throws(Diagnostics) {
    let problems = secretProblems { source throws(Diagnostic) in _ = try secrets.open(source) }
    if !problems.isEmpty { throw Diagnostics(problems) }
  }

  private func secretProblems(_ open: (SecretSource) throws(Diagnostic) -> Void) -> [Diagnostic] {
    desired.secretSources.compactMap { source in
      do throws(Diagnostic) {
        try open(source)
        return nil
      } catch {
        var problem = error
        problem.location = secretPlaces[source]
        return problem
      }
    }
  }

  /// The declarations with the fingerprints of those secrets that are at hand, and a warning that
  /// names the others: a change of them would go unseen.
  private func sealed(_ salt: String) throws(Diagnostics) -> (Desired, Diagnostic?) {
    guard !salt.isEmpty else { return (desired, nil) }
    do throws(Diagnostic) {
      let reading = try SecretFingerprints(store: secrets, salt: salt).read(desired.secretSources)
      return (desired.sealed(with: reading.fingerprints), Self.unseen(reading))
    } catch { throw error.alone }
  }

  private static func unseen(_ reading: SecretFingerprints.Reading) -> Diagnostic? {
    if reading.problems.isEmpty { return nil }
    let names = reading.problems.keys.map(\.description).sorted().joined(separator: ", ")
    return Diagnostic(
      "Secrets not at hand", "A change of these would not be seen here: \(names).",
      severity: .warning, hints: ["give them to the plan if it is to see a change of them"])
  }
}

extension [Address: PlanInput.Observed] {
  /// The same with what no provider tells.
  fileprivate func merging(importedSecrets: [Address: Fields]) -> Self {
    var merged = self
    for (address, known) in importedSecrets {
      guard case .present(var observation)? = merged[address] else { continue }
      for entry in known.entries { observation.arguments[entry.key] = entry.value }
      merged[address] = .present(observation)
    }
    return merged
  }
}
