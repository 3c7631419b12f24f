import InfraModel

/// A state and the records that came after it, folded into one: each record costs the same,
/// however large the state is.
///
/// A record with a sequence that was folded already changes nothing, so that a replay may begin
/// anywhere before where the last one ended.
public struct StateFold: Sendable {
  private var resources: [Address: ResourceState]
  private var outputs: Fields
  private var providers: [String: ProviderConfiguration]
  /// The state that it started from.
  let base: Snapshot
  /// How the change set began, if it has.
  private(set) var begin: JournalRecord.Begin?
  /// How the change set ended, if it has.
  private(set) var end: JournalRecord.End?
  private var declaredProviders: Set<String> = []
  private var renames = Renames()
  /// When the dependencies of each resource were written, as a record's number.
  private var writtenAt: [Address: Int] = [:]
  private var sequence = 0
  /// Whether anything was recorded beyond a begin and an end.
  public private(set) var hasChanges = false

  /// Starts from a state.
  public init(_ base: Snapshot) {
    self.base = base
    resources = Dictionary(
      base.resources.map { ($0.address, $0) }, uniquingKeysWith: { _, last in last })
    outputs = base.outputs
    providers = Dictionary(
      base.providers.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// Starts from a state and folds a whole journal in.
  public init(_ base: Snapshot, _ journal: Journal) {
    self.init(base)
    for (index, record) in journal.records.enumerated() { fold(record, sequence: index + 1) }
  }

  /// A resource as of now.
  public subscript(address: Address) -> ResourceState? { resources[address] }

  /// Folds the next record in.
  public mutating func fold(_ record: JournalRecord) { fold(record, sequence: sequence + 1) }

  /// Folds a record in, unless its sequence was folded before.
  public mutating func fold(_ record: JournalRecord, sequence: Int) {
    guard sequence > self.sequence else { return }
    self.sequence = sequence
    switch record {
    case .begin(let begin): fold(begin)
    case .intent(let intent):
      hasChanges = true
      fold(intent)
    case .outcome(let outcome):
      hasChanges = true
      fold(outcome)
    case .outputs(let outputs):
      hasChanges = true
      self.outputs = outputs
    case .end(let end): self.end = end
    }
  }

  private mutating func fold(_ begin: JournalRecord.Begin) {
    self.begin = begin
    declaredProviders = Set(begin.changeSet.providers.map(\.name))
    for provider in begin.changeSet.providers where providers[provider.name] != provider {
      hasChanges = true
      providers[provider.name] = provider
    }
  }

  private mutating func fold(_ intent: JournalRecord.Intent) {
    let address = intent.resource.address
    switch intent.operation {
    case .importing:
      // The object is there, as the intent says; only what is done to it may be half done.
      var resource = intent.resource
      resource.status = .importing
      write(resource, at: address)
    case .create:
      var resource = intent.resource
      resource.status = .creating
      resource.deposed = resources[address].map { $0.deposed(by: resource.instance) } ?? []
      write(resource, at: address)
    case .update, .reload, .restart:
      // Half way between the two argument sets nothing is known but that it must be done again:
      // the arguments before stay, so that the way back is known too, and beside them the names
      // of those that are neither: going back must set them again.
      guard var resource = resources[address] else { return }
      resource.status = resource.status.changing
      resource.pending += resource.differing(from: intent.resource)
      resource.dependencies = Set(current(resource.dependencies, of: address))
        .union(intent.resource.dependencies).sorted()
      write(resource, at: address)
    case .delete: resources[address]?.status = .deleting
    case .deleteDeposed, .read, .record: break
    }
  }

  private mutating func fold(_ outcome: JournalRecord.Outcome) {
    switch outcome.result {
    case .done(let resource):
      write(
        resource.keeping(resources[outcome.address]?.deposed ?? []), at: outcome.address)
    case .moved(let old, let resource):
      let deposed = resources.removeValue(forKey: old)?.deposed ?? []
      renames.add(from: old, to: outcome.address, time: sequence)
      write(resource.keeping(deposed), at: outcome.address)
    case .removed:
      // Deleting what is gone succeeds, so that the deletion may come again with the deposed.
      if resources[outcome.address]?.deposed.isEmpty ?? true {
        resources[outcome.address] = nil
      } else {
        resources[outcome.address]?.status = .deleting
      }
    case .forgotten: resources[outcome.address] = nil
    case .deposedRemoved(let instance):
      resources[outcome.address]?.deposed.removeAll { $0.instance == instance }
    case .failed: break
    }
  }

  /// The state as of now; its serial is one more than the state's it began with if anything was
  /// recorded, however much: a serial counts change sets.
  public func snapshot() -> Snapshot {
    guard hasChanges, let begin else { return base }
    let used = Set(resources.values.map(\.provider))
    return Snapshot(
      environment: begin.environment, lineage: begin.lineage, serial: begin.serial + 1,
      salt: begin.salt,
      resources: resources.values.map(settled).sorted { $0.address < $1.address },
      outputs: outputs,
      providers: providers.values
        .filter { declaredProviders.contains($0.name) || used.contains($0.name) }
        .sorted { $0.name < $1.name },
      applied: begin.apply)
  }

  private mutating func write(_ resource: ResourceState, at address: Address) {
    resources[address] = resource
    writtenAt[address] = sequence
  }

  private func current(_ dependencies: [Address], of address: Address) -> [Address] {
    renames.current(dependencies, writtenAt: writtenAt[address] ?? 0)
  }

  /// The resource with its dependencies as they are called now, without those that are gone; what
  /// its arguments refer to is called so too.
  private func settled(_ resource: ResourceState) -> ResourceState {
    let dependencies = current(resource.dependencies, of: resource.address).filter {
      resources[$0] != nil && $0 != resource.address
    }
    let expressions = renames.isEmpty ? resource.expressions : renamed(resource)
    if dependencies == resource.dependencies, expressions == resource.expressions {
      return resource
    }
    var settled = resource
    settled.dependencies = dependencies
    settled.expressions = expressions
    return settled
  }

  private func renamed(_ resource: ResourceState) -> Fields {
    let renamed = Datum.object(resource.expressions).replacing { symbol in
      guard case .reference(let reference) = symbol,
        let now = current([reference.address], of: resource.address).first
      else { return nil }
      return .reference(Reference(now, reference.attribute))
    }
    return renamed.object ?? resource.expressions
  }
}

extension ResourceState {
  /// The same with deposed objects that were known before, each once and never its own object.
  fileprivate func keeping(_ known: [Deposed]) -> ResourceState {
    var result = self
    let others = deposed.filter { old in !known.contains { $0.instance == old.instance } }
    result.deposed = (known + others).filter { $0.instance != instance }
    return result
  }

  /// The names of the arguments that another state of the same resource has otherwise.
  fileprivate func differing(from other: ResourceState) -> [String] {
    Set(arguments.keys + other.arguments.keys).filter {
      !$0.hasPrefix("@") && arguments[$0] != other.arguments[$0]
    }.sorted()
  }

  /// The old objects that remain when an object of another identity takes this one's place.
  fileprivate func deposed(by successor: InstanceID) -> [Deposed] {
    if instance == successor { return deposed }
    let others = deposed.filter { $0.instance != successor }
    // A half-made successor was deleted before another one is made: nothing is left of it.
    if status == .deleting { return others }
    return others + [Deposed(instance: instance, arguments: arguments, attributes: attributes)]
  }
}
