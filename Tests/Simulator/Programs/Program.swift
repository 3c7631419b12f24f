/// What one simulated life consists of, as data: the same program gives the same life.
public struct Program: Hashable, Sendable {
  /// Decides everything that no field of the program does: the order of tasks, delays, what is
  /// left after a loss of power.
  public var seed: UInt64
  /// The declarations one after the other, and what goes wrong while each is applied.
  public var rounds: [Round]

  /// Makes a program.
  public init(seed: UInt64, rounds: [Round]) {
    self.seed = seed
    self.rounds = rounds
  }
}

/// One state of the declarations and the attempts to apply it.
public struct Round: Hashable, Sendable {
  /// What is declared.
  public var nodes: [Node]
  /// The keys that leave the state while their objects live on.
  public var forgets: [String]
  /// The keys whose objects somebody else takes away before this round.
  public var vanished: [String]
  /// What is tried before a last apply that nothing disturbs.
  public var attempts: [Attempt]
  /// Whether there is that last apply before the declarations change again.
  public var settles: Bool

  /// Makes a round.
  public init(
    _ nodes: [Node] = [], forgets: [String] = [], vanished: [String] = [],
    attempts: [Attempt] = [], settles: Bool = true
  ) {
    self.settles = settles
    self.nodes = nodes
    self.forgets = forgets
    self.vanished = vanished
    self.attempts = attempts
  }
}

/// One declared resource of a simulated type.
public struct Node: Hashable, Sendable {
  /// Its type.
  public enum Kind: Hashable, Sendable {
    /// Known to its API by a token that its creation bears, as objects of a cloud are.
    case node
    /// Known to its API by a name that no other has, as the objects of one host are.
    case store
  }

  /// Its key.
  public var key: String
  /// Its type.
  public var kind: Kind
  /// Its name.
  public var name: String
  /// Its other arguments with plain values.
  public var arguments: [String: Int]
  /// The keys of what it cannot be without.
  public var links: Set<String>
  /// The keys of what it knows of.
  public var softLinks: Set<String>
  /// The key of what it is told the revision of.
  public var watches: String?
  /// The key of what it is made anew with.
  public var trigger: String?
  /// The keys of what must be there before it.
  public var dependsOn: Set<String>
  /// Which content its secret has, if it has one.
  public var secret: Int?
  /// Whether its successor comes before it goes.
  public var isCreatedFirst: Bool
  /// Whether its object outlives its declaration.
  public var isRetained: Bool
  /// The keys it had before, the last one first.
  public var movedFrom: [String]
  /// The identifier of the object that it takes over.
  public var importID: String?

  /// Makes a declaration.
  public init(
    _ key: String, _ kind: Kind = .node, name: String = "n0", _ arguments: [String: Int] = [:],
    links: Set<String> = [], softLinks: Set<String> = [], watches: String? = nil,
    trigger: String? = nil, dependsOn: Set<String> = [], secret: Int? = nil,
    isCreatedFirst: Bool = false, isRetained: Bool = false, movedFrom: [String] = [],
    importID: String? = nil
  ) {
    self.key = key
    self.kind = kind
    self.name = name
    self.arguments = arguments
    self.links = links
    self.softLinks = softLinks
    self.watches = watches
    self.trigger = trigger
    self.dependsOn = dependsOn
    self.secret = secret
    self.isCreatedFirst = isCreatedFirst
    self.isRetained = isRetained
    self.movedFrom = movedFrom
    self.importID = importID
  }
}
