/// What the state knows of one resource: what was applied, and what the provider reported.
public struct ResourceState: Hashable, Sendable {
  /// How far the last operation on a resource got.
  public enum Status: String, Sendable {
    /// Its last operation ended well.
    case ready
    /// An intent to create it is open, or its creation failed half way.
    case creating
    /// An intent to update it is open, or its update failed half way.
    case updating
    /// An intent to take it over is open, or its takeover failed half way: the object is there, and
    /// may not bear the marks of its owner yet.
    case importing
    /// An intent to delete it is open, or its deletion failed half way.
    case deleting
    /// It was created whole but is to be made anew.
    case tainted

    /// Whether the object is there, half way between two sets of arguments or two owners.
    public var isHalfChanged: Bool { self == .updating || self == .importing }

    /// What it is once a change of the object has begun: a takeover stays one until it has ended.
    public var changing: Status { self == .importing ? .importing : .updating }
  }

  /// Its address.
  public var address: Address {
    get { shared.content.address }
    set { shared.content.address = newValue }
  }
  /// The name of the provider configuration that serves it.
  public var provider: String {
    get { shared.content.provider }
    set { shared.content.provider = newValue }
  }
  /// The identity of this very object, given before its creation and borne by the object.
  public var instance: InstanceID {
    get { shared.content.instance }
    set { shared.content.instance = newValue }
  }
  /// How far its last operation got.
  public var status: Status {
    get { shared.content.status }
    set { shared.content.status = newValue }
  }
  /// The applied arguments by name, without those that were not given; secrets as fingerprints.
  public var arguments: Fields {
    get { shared.content.arguments }
    set { shared.content.arguments = newValue }
  }
  /// What the provider reported.
  public var attributes: Fields {
    get { shared.content.attributes }
    set { shared.content.attributes = newValue }
  }
  /// Those arguments that refer to other resources, as they were declared: what a rollback
  /// resolves anew, since the objects of then may be gone.
  public var expressions: Fields {
    get { shared.content.expressions }
    set { shared.content.expressions = newValue }
  }
  /// The resources it directly needed.
  public var dependencies: [Address] {
    get { shared.content.dependencies }
    set { shared.content.dependencies = newValue }
  }
  /// Whether it is protected from deletion.
  public var isProtected: Bool {
    get { shared.content.isProtected }
    set { shared.content.isProtected = newValue }
  }
  /// Whether its object outlives it.
  public var isRetained: Bool {
    get { shared.content.isRetained }
    set { shared.content.isRetained = newValue }
  }
  /// Old objects that its replacements have not yet deleted.
  public var deposed: [Deposed] {
    get { shared.content.deposed }
    set { shared.content.deposed = newValue }
  }

  /// An object that a successor has replaced and that is still to be deleted.
  public struct Deposed: Hashable, Sendable {
    /// The old object's identity.
    public var instance: InstanceID
    /// The arguments it was made with.
    public var arguments: Fields
    /// What the provider reported of it.
    public var attributes: Fields

    /// Makes a record of an old object.
    public init(instance: InstanceID, arguments: Fields, attributes: Fields) {
      self.instance = instance
      self.arguments = arguments
      self.attributes = attributes
    }
  }

  /// Whether its object is half made or half deleted: nobody uses it yet, or any more.
  public var isHalfThere: Bool { status == .creating || status == .deleting }

  /// Whether its object is half there, and what it was to succeed still serves.
  public var isHalfMadeSuccessor: Bool { isHalfThere && !deposed.isEmpty }

  /// Makes a resource's state.
  public init(
    address: Address, provider: String, instance: InstanceID, status: Status = .ready,
    arguments: Fields = Fields(), attributes: Fields = Fields(),
    expressions: Fields = Fields(), dependencies: [Address] = [], isProtected: Bool = false,
    isRetained: Bool = false, deposed: [Deposed] = []
  ) {
    shared = Shared(
      Content(
        address: address, provider: provider, instance: instance, status: status,
        arguments: arguments, attributes: attributes, expressions: expressions,
        dependencies: dependencies, isProtected: isProtected, isRetained: isRetained,
        deposed: deposed))
  }

  /// All of it in one place that copies share: a plan hands each around several times, and a
  /// copy of every field would touch every object that the fields hold.
  private struct Content: Hashable, Sendable {
    var address: Address
    var provider: String
    var instance: InstanceID
    var status: Status
    var arguments: Fields
    var attributes: Fields
    var expressions: Fields
    var dependencies: [Address]
    var isProtected: Bool
    var isRetained: Bool
    var deposed: [Deposed]
  }

  private var shared: Shared<Content>
}

/// What stands among the applied arguments beside them. No argument's name begins so.
extension ResourceState {
  /// The name of the values that trigger replacement.
  public static let triggersName = "@triggers"
  /// The name of the list of arguments that updates have begun to change and not finished: what
  /// of them the object has is not known.
  public static let pendingName = "@pending"

  /// The names of the arguments that updates have begun to change and not finished, sorted.
  public var pending: [String] {
    get { (arguments[Self.pendingName]?.list ?? []).compactMap(\.string) }
    set {
      let names = Set(newValue).sorted().map(Datum.string)
      arguments[Self.pendingName] = names.isEmpty ? nil : .list(names)
    }
  }
}

/// The identity of one object of a resource, chosen at random before its creation.
public struct InstanceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Twenty-four lower-case hexadecimal digits.
  public let text: String

  /// Takes an identity as it was stored.
  public init(_ text: String) { self.text = text }

  /// The identity itself.
  public var description: String { text }

  /// Orders identities by their text.
  public static func < (left: InstanceID, right: InstanceID) -> Bool { left.text < right.text }
}
