import InfraModel
import InfraPlanning
import InfraSecrets
import InfraState

/// Puts a lost state together: asks the providers what bears the environment's marks, and compares
/// it with the declarations where there are any. It writes nothing.
struct RebuildRun {
  let workspace: Workspace
  let environment: String
  /// The declarations; nothing where the environment is no longer declared.
  let desired: Desired?
  let configurations: [ProviderConfiguration]
  /// Whether it looks for what a change set made whose journal is gone.
  private let isAfterLoss: Bool
  private let secrets: SecretStore

  /// - Parameters:
  ///   - known: What the state knows; its providers are asked where no declaration names any.
  ///   - lost: The change set whose journal is gone, if one is.
  init(
    _ workspace: Workspace, _ environment: String, sets: [String], known: Snapshot? = nil,
    lost: ChangeSetMark? = nil
  ) throws(Diagnostics) {
    self.workspace = workspace
    self.environment = environment
    isAfterLoss = lost != nil
    let recorded = Self.united(known?.providers ?? [], lost?.providers ?? [])
    secrets = workspace.secrets(of: environment)
    let isDeclared: Bool
    do throws(Diagnostic) {
      _ = try workspace.runtime.catalogue.environment(named: environment, .init())
      isDeclared = true
    } catch { isDeclared = false }
    guard isDeclared else {
      desired = nil
      let settings = workspace.host.map { Fields(["host": .string($0)]) } ?? Fields()
      configurations =
        recorded.isEmpty
        ? [ProviderConfiguration(name: "docker", settings: settings)] : recorded
      return
    }
    let lowered = try workspace.lower(environment, sets)
    desired = lowered.desired.withDefaultTags()
    configurations = Self.united(lowered.desired.providers, recorded)
  }

  /// The configurations of both, each name once.
  private static func united(
    _ first: [ProviderConfiguration], _ second: [ProviderConfiguration]
  ) -> [ProviderConfiguration] {
    let names = Set(first.map(\.name))
    return first + second.filter { !names.contains($0.name) }
  }

  /// What can be put together beside what the state knows, and what secrets were not at hand.
  func rebuild(over known: Snapshot, salt: String) async throws(Diagnostics)
    -> (StateRebuild, [SecretSource])
  {
    let providers = try workspace.providers(configurations, secrets)
    let owned = try await owned(providers)
    var (sealed, unseen): (Desired?, [SecretSource]) = (nil, [])
    if let desired { (sealed, unseen) = try self.sealed(desired, salt) }
    var rebuild = StateRebuild(
      known: known, desired: sealed, owned: owned, isAfterLoss: isAfterLoss)
    rebuild.learn(from: try await recovered(rebuild, providers))
    while let draft = rebuild.nextUnmarked(instance: try newInstance()) {
      let found = try await recover([draft], providers)[draft.address]
      rebuild.take(draft, found)
    }
    rebuild.settle(with: try await recovered(rebuild, providers))
    return (rebuild, unseen)
  }

  /// What bears the labels. A machine that was killed a moment ago may have left a request that is
  /// still at work (0.3 s were seen of a busy Docker Engine), so that after a loss it is looked for
  /// until nothing more has come for a second.
  private func owned(_ providers: [String: any Provider]) async throws(Diagnostics)
    -> [String: [OwnedObject]]
  {
    let (environment, isAfterLoss) = (environment, isAfterLoss)
    return try await Patience.waiting(
      for: "Looking for what bears the labels of \(environment)", workspace.runtime.terminal
    ) { () async throws(Diagnostics) in
      var found = try await Self.look(environment, providers)
      guard isAfterLoss else { return found }
      for _ in 1...Self.looksMax {
        guard (try? await Task.sleep(for: .seconds(1))) != nil else { break }
        let before = Self.identities(found)
        found = try await Self.look(environment, providers)
        if Self.identities(found) == before { break }
      }
      return found
    }
  }

  private static let looksMax = 10

  private static func identities(_ owned: [String: [OwnedObject]]) -> Set<InstanceID> {
    Set(owned.values.joined().map(\.instance))
  }

  private static func look(_ environment: String, _ providers: [String: any Provider])
    async throws(Diagnostics) -> [String: [OwnedObject]]
  {
    var owned: [String: [OwnedObject]] = [:]
    var problems: [Diagnostic] = []
    for (name, provider) in providers.sorted(by: { $0.key < $1.key }) {
      do throws(ProviderError) { owned[name] = try await provider.owned(by: environment) } catch {
        problems.append(error.diagnostic)
      }
    }
    if !problems.isEmpty { throw Diagnostics(Refresh.merged(problems)) }
    return owned
  }

  private func recovered(_ rebuild: StateRebuild, _ providers: [String: any Provider])
    async throws(Diagnostics) -> [Address: Observation]
  {
    let unmarked = Set(rebuild.unmarkedTaken)
    return try await recover(
      rebuild.found.filter { rebuild.isDeclared($0.address) && !unmarked.contains($0.address) }
        .map(rebuild.draft), providers)
  }

  private func recover(_ drafts: [ResourceState], _ providers: [String: any Provider])
    async throws(Diagnostics) -> [Address: Observation]
  {
    let secrets = secrets
    let context = RecoveryContext(environment: environment) { source in
      (try? secrets.openIfPresent(source)) ?? nil
    }
    let refresh = Refresh(
      readers: providers, schemas: SchemaCatalogue.all, parallelism: workspace.parallelism)
    let observed = try await refresh.recover(drafts, context)
    return observed.compactMapValues { seen in
      if case .present(let observation) = seen { observation } else { nil }
    }
  }

  /// The declarations with fingerprints, and those sources that are not at hand.
  private func sealed(_ desired: Desired, _ salt: String) throws(Diagnostics)
    -> (Desired, [SecretSource])
  {
    do throws(Diagnostic) {
      let sources = desired.secretSources
      let reading = try SecretFingerprints(store: secrets, salt: salt).read(sources)
      return (
        desired.sealed(with: reading.fingerprints),
        sources.filter { reading.fingerprints[$0] == nil }
      )
    } catch { throw error.alone }
  }

  private func newInstance() throws(Diagnostics) -> InstanceID {
    do throws(Diagnostic) { return try InstanceID.random() } catch { throw error.alone }
  }
}
