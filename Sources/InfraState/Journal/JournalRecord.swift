import InfraModel

/// One durable fact of an apply, in the order in which they became true.
public enum JournalRecord: Hashable, Sendable {
  /// A change set begins.
  case begin(Begin)
  /// A request is about to leave.
  case intent(Intent)
  /// What came of a request, or what changes in the state alone.
  case outcome(Outcome)
  /// The outputs, all of them.
  case outputs(Fields)
  /// The change set has ended.
  case end(End)

  /// What a change set starts from, and who wants it.
  public struct Begin: Hashable, Sendable {
    /// The change set's own identity.
    public var apply: String
    /// The environment.
    public var environment: String
    /// The lineage, serial and salt of the state that it starts from.
    public var lineage: String
    /// See `lineage`.
    public var serial: Int
    /// See `lineage`.
    public var salt: String
    /// What is carried out.
    public var changeSet: ChangeSet

    /// Makes a record.
    public init(
      apply: String, environment: String, lineage: String, serial: Int, salt: String,
      changeSet: ChangeSet
    ) {
      self.apply = apply
      self.environment = environment
      self.lineage = lineage
      self.serial = serial
      self.salt = salt
      self.changeSet = changeSet
    }
  }

  /// What is about to be requested of a provider.
  public struct Intent: Hashable, Sendable {
    /// The step's number in the plan.
    public var step: Int
    /// The operation.
    public var operation: Operation
    /// The resource as it will be stored if the operation ends well, without its attributes: its
    /// address, provider, object, arguments, dependencies and flags.
    public var resource: ResourceState

    /// Makes a record.
    public init(step: Int, operation: Operation, resource: ResourceState) {
      self.step = step
      self.operation = operation
      self.resource = resource
    }
  }

  /// What came of a step.
  public struct Outcome: Hashable, Sendable {
    /// The step's number in the plan.
    public var step: Int
    /// The resource concerned.
    public var address: Address
    /// What came of it.
    public var result: Result

    /// Makes a record.
    public init(step: Int, address: Address, result: Result) {
      self.step = step
      self.address = address
      self.result = result
    }
  }

  /// What came of a step.
  public enum Result: Hashable, Sendable {
    /// The resource is this now. Deposed objects that the state knew stay known: they go by
    /// `deposedRemoved` alone.
    case done(ResourceState)
    /// The resource is this now, and is no longer at the address given.
    case moved(from: Address, ResourceState)
    /// The object is deleted. The resource leaves the state, unless deposed objects of it are
    /// still known.
    case removed
    /// The resource leaves the state; its objects live on.
    case forgotten
    /// The object that a successor had replaced is gone.
    case deposedRemoved(InstanceID)
    /// It failed, perhaps half way: the intent stays open. The message holds no secret.
    case failed(String)
  }

  /// How a change set ended.
  public struct End: Hashable, Sendable {
    /// In one word, as `done`, `failed`, `interrupted`.
    public var result: String
    /// When, in seconds since 1970.
    public var time: Int

    /// Makes a record.
    public init(result: String, time: Int) {
      self.result = result
      self.time = time
    }
  }
}

/// What is carried out, by whom, and how the providers are reached meanwhile.
public struct ChangeSet: Hashable, Sendable {
  /// The digest of the plan; empty where there was none, as for a move within the state.
  public var plan: String
  /// The command as it was typed, without secrets.
  public var command: String
  /// Who wants it, as `alice@build-7`.
  public var user: String
  /// The commit that the declarations came from, if it is known.
  public var commit: String?
  /// When it began, in seconds since 1970.
  public var time: Int
  /// How the providers are reached. Configurations that only resources of the old state use are
  /// kept beside them, so that those resources can still be deleted.
  public var providers: [ProviderConfiguration]

  /// Makes a description.
  public init(
    plan: String = "", command: String = "", user: String = "", commit: String? = nil,
    time: Int = 0, providers: [ProviderConfiguration] = []
  ) {
    self.plan = plan
    self.command = command
    self.user = user
    self.commit = commit
    self.time = time
    self.providers = providers
  }
}
