import InfraModel

/// Declared environments of the simulated types, and edits of them as people make them, by a seed.
public struct RandomDeclarations: Sendable {
  private struct Node {
    var key: String
    /// Links lead to lower ranks only, so that there is no cycle.
    var rank: Int
    var name = "n0"
    var arguments: [String: Datum] = [:]
    var links: Set<String> = []
    var softLinks: Set<String> = []
    var watches: String?
    var dependsOn: Set<String> = []
    var trigger: String?
    var isCreatedFirst = false
    var movedFrom: [String] = []
  }

  private var random: SeededRandom
  private var nodes: [Node] = []
  private var count = 0

  /// Declares up to `size` resources.
  public init(seed: UInt64, size: Int) {
    random = SeededRandom(seed: seed)
    for _ in 0..<Int.random(in: 1...size, using: &random) { add() }
  }

  /// The environment as it is declared now.
  public func desired(_ environment: String = "dev") -> Desired {
    Desired(
      environment: environment,
      resources: nodes.map(resource).sorted { $0.address < $1.address },
      outputs: nodes.prefix(2).enumerated().map { index, node in
        DesiredOutput(name: "out\(index)", value: Self.reference(node.key, "id"))
      },
      providers: [ProviderConfiguration(name: "sim", settings: Fields())])
  }

  /// Changes something, or a few things at once.
  public mutating func edit() {
    for _ in 0..<Int.random(in: 1...3, using: &random) { editOnce() }
  }

  private static func address(_ key: String) -> String { "sim_node.\(key)" }
  private static func reference(_ key: String, _ name: String) -> Datum {
    .ref(address(key), name)
  }

  private func resource(_ node: Node) -> DesiredResource {
    var arguments = node.arguments
    arguments["name"] = .string(node.name)
    let list = { (keys: Set<String>) in
      Datum.list(keys.sorted().map { Self.reference($0, "id") })
    }
    if !node.links.isEmpty { arguments["links"] = list(node.links) }
    var soft = node.softLinks.sorted().map { Self.reference($0, "id") }
    if let watches = node.watches { soft.append(Self.reference(watches, "revision")) }
    if !soft.isEmpty { arguments["soft_links"] = .list(soft) }
    var lifecycle = Lifecycle()
    lifecycle.createBeforeDestroy = node.isCreatedFirst
    lifecycle.movedFrom = node.movedFrom.map { Sample.address(Self.address($0)) }
    if let trigger = node.trigger {
      lifecycle.replaceTriggers = [Self.reference(trigger, "id"), "v1"]
    }
    let needs = node.links.union(node.softLinks).union(node.dependsOn)
      .union([node.watches, node.trigger].compactMap { $0 })
    return DesiredResource(
      Self.address(node.key), Simulated.node, arguments, lifecycle: lifecycle,
      dependencies: needs.map(Self.address))
  }

  // MARK: - Edits

  private mutating func add() {
    count += 1
    var node = Node(key: "k\(count)", rank: Int.random(in: 0..<1_000, using: &random))
    node.isCreatedFirst = Int.random(in: 0..<4, using: &random) == 0
    for _ in 0..<2 { relink(&node) }
    for _ in 0..<2 { reargue(&node) }
    nodes.append(node)
  }

  private mutating func editOnce() {
    guard let index = nodes.indices.randomElement(using: &random) else { return add() }
    var node = nodes[index]
    switch Int.random(in: 0..<16, using: &random) {
    case 0, 1: return add()
    case 2: return remove(node.key)
    case 3: return rename(index)
    case 4: node.isCreatedFirst.toggle()
    case 5, 6, 7: relink(&node)
    default: reargue(&node)
    }
    nodes[index] = node
  }

  private mutating func reargue(_ node: inout Node) {
    let value = Datum.int(Int.random(in: 0..<3, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0: node.name = "n\(Int.random(in: 0..<3, using: &random))"
    case 1: node.arguments["size"] = Bool.random(using: &random) ? value : nil
    case 2: node.arguments["config"] = Bool.random(using: &random) ? value : nil
    case 3: node.arguments["memory"] = value
    case 4: node.arguments["zone"] = value
    case 5: node.arguments["slot"] = value
    default:
      node.arguments["token"] = .secret("TOKEN", fingerprint: "\(value.int ?? 0)")
    }
  }

  private mutating func relink(_ node: inout Node) {
    let lower = nodes.filter { $0.rank < node.rank && $0.key != node.key }
    let other = lower.randomElement(using: &random)?.key
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1, 2: node.links = node.links.symmetricDifference(other.map { [$0] } ?? [])
    case 3, 4: node.softLinks = node.softLinks.symmetricDifference(other.map { [$0] } ?? [])
    case 5: node.watches = node.watches == nil ? other : nil
    case 6: node.trigger = node.trigger == nil ? other : nil
    default: node.dependsOn = node.dependsOn.symmetricDifference(other.map { [$0] } ?? [])
    }
  }

  private mutating func remove(_ key: String) {
    nodes.removeAll { $0.key == key }
    follow { $0 == key ? nil : $0 }
  }

  /// Gives a node another key; sometimes something new takes the old one.
  private mutating func rename(_ index: Int) {
    count += 1
    let (old, new) = (nodes[index].key, "k\(count)")
    nodes[index].key = new
    nodes[index].movedFrom.insert(old, at: 0)
    follow { $0 == old ? new : $0 }
    if Int.random(in: 0..<3, using: &random) == 0 {
      nodes.append(Node(key: old, rank: Int.random(in: 0..<1_000, using: &random)))
    }
  }

  private mutating func follow(_ key: (String) -> String?) {
    for index in nodes.indices {
      nodes[index].links = Set(nodes[index].links.compactMap(key))
      nodes[index].softLinks = Set(nodes[index].softLinks.compactMap(key))
      nodes[index].dependsOn = Set(nodes[index].dependsOn.compactMap(key))
      nodes[index].watches = nodes[index].watches.flatMap(key)
      nodes[index].trigger = nodes[index].trigger.flatMap(key)
    }
  }
}
