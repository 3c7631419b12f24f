/// The state of an environment at one moment: the prior of the next plan.
public struct Snapshot: Hashable, Sendable {
  /// The environment's name.
  public var environment: String
  /// The identity of this state's history, chosen when it began.
  public var lineage: String
  /// Counts the recorded changes; a plan holds for one serial.
  public var serial: Int
  /// What fingerprints of secrets are salted with: hexadecimal, not secret.
  public var salt: String
  /// The resources, sorted by address, each address once.
  public var resources: [ResourceState]
  /// The outputs as of the last apply.
  public var outputs: Fields
  /// How the providers were reached.
  public var providers: [ProviderConfiguration]
  /// The identity of the change set that was folded in last: its journal is not replayed again.
  public var applied: String?

  /// Makes a state.
  public init(
    environment: String, lineage: String, serial: Int = 0, salt: String = "",
    resources: [ResourceState] = [], outputs: Fields = Fields(),
    providers: [ProviderConfiguration] = [], applied: String? = nil
  ) {
    self.environment = environment
    self.lineage = lineage
    self.serial = serial
    self.salt = salt
    self.resources = resources
    self.outputs = outputs
    self.providers = providers
    self.applied = applied
  }

  /// The state of an environment that was never applied.
  public static func empty(_ environment: String) -> Snapshot {
    Snapshot(environment: environment, lineage: "")
  }

  /// The resource at an address, found by halving.
  public subscript(address: Address) -> ResourceState? {
    var low = 0
    var high = resources.count
    while low < high {
      let middle = (low + high) / 2
      if resources[middle].address < address { low = middle + 1 } else { high = middle }
    }
    return low < resources.count && resources[low].address == address ? resources[low] : nil
  }
}
