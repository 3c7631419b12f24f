import InfraModel

/// A numbered past state of an environment: who made it, when, by which plan, and what it changed.
///
/// Its number is the state's serial after it. Only what changed is kept, so that an environment's
/// history grows with its changes, not with its size.
public struct Revision: Hashable, Sendable {
  /// One resource's difference from the revision before.
  public struct Change: Hashable, Sendable {
    /// The resource.
    public var address: Address
    /// What the state said of it afterwards; nothing if it had left the state.
    public var after: ResourceState?

    /// Makes a difference.
    public init(address: Address, after: ResourceState?) {
      self.address = address
      self.after = after
    }
  }

  /// The serial of the state that it made.
  public var number: Int
  /// The identity of the change set.
  public var apply: String
  /// The state's lineage and salt.
  public var lineage: String
  /// See `lineage`.
  public var salt: String
  /// Who made it, when, from which commit, by which plan and command, with which providers.
  public var changeSet: ChangeSet
  /// How it ended: `done`, `failed`, `interrupted`; `unfinished` if its process was ended hard.
  public var result: String
  /// What it changed, sorted by address.
  public var changes: [Change]
  /// Whether its changes are all there is, as where a state was put in place of another: what came
  /// before it need not be known.
  public var isWhole: Bool
  /// All outputs after it.
  public var outputs: Fields
  /// All providers after it.
  public var providers: [ProviderConfiguration]

  /// Makes a revision.
  public init(
    number: Int, apply: String, lineage: String, salt: String, changeSet: ChangeSet,
    result: String, changes: [Change], isWhole: Bool = false, outputs: Fields,
    providers: [ProviderConfiguration]
  ) {
    self.number = number
    self.apply = apply
    self.lineage = lineage
    self.salt = salt
    self.changeSet = changeSet
    self.result = result
    self.changes = changes
    self.isWhole = isWhole
    self.outputs = outputs
    self.providers = providers
  }

  /// The revision of a state that is put in place of whatever was there.
  init(replacingBy state: Snapshot, _ changeSet: ChangeSet) {
    self.init(
      number: state.serial, apply: state.applied ?? "", lineage: state.lineage, salt: state.salt,
      changeSet: changeSet, result: "done",
      changes: state.resources.map { Change(address: $0.address, after: $0) }, isWhole: true,
      outputs: state.outputs, providers: state.providers)
  }

  /// The revision that a folded change set makes; nothing if it changed nothing.
  init?(_ fold: StateFold) {
    guard fold.hasChanges, let begin = fold.begin else { return nil }
    let after = fold.snapshot()
    var changes: [Change] = []
    var before = Dictionary(
      fold.base.resources.map { ($0.address, $0) }, uniquingKeysWith: { _, last in last })
    for resource in after.resources where before.removeValue(forKey: resource.address) != resource {
      changes.append(Change(address: resource.address, after: resource))
    }
    changes += before.keys.map { Change(address: $0, after: nil) }
    self.init(
      number: after.serial, apply: begin.apply, lineage: begin.lineage, salt: begin.salt,
      changeSet: begin.changeSet, result: fold.end?.result ?? "unfinished",
      changes: changes.sorted { $0.address < $1.address }, outputs: after.outputs,
      providers: after.providers)
  }
}
