import InfraModel
import TestKit

extension Round {
  /// The declarations as the planner gets them.
  var desired: Desired {
    let kinds = Dictionary(nodes.map { ($0.key, $0.kind) }, uniquingKeysWith: { first, _ in first })
    return Desired(
      environment: "dev",
      resources: nodes.map { $0.desired(kinds) }.sorted { $0.address < $1.address },
      outputs: nodes.prefix(2).enumerated().map { index, node in
        DesiredOutput(name: "out\(index)", value: node.kind.reference(node.key, "id"))
      },
      providers: [ProviderConfiguration(name: "sim", settings: Fields())],
      forgets: forgets.flatMap { [Node.Kind.node.address($0), Node.Kind.store.address($0)] })
  }

  /// The contents of the secrets, by their sources.
  var contents: [SecretSource: String] {
    var contents: [SecretSource: String] = [:]
    for node in nodes {
      if let content = node.content { contents[node.secretSource] = content }
    }
    return contents
  }
}

extension Node.Kind {
  var type: String {
    switch self {
    case .node: "sim_node"
    case .store: "sim_store"
    }
  }

  var schema: Schema {
    switch self {
    case .node: Simulated.node
    case .store: Simulated.store
    }
  }

  func address(_ key: String) -> Address { Address(module: [], type: type, key: key) }

  func reference(_ key: String, _ attribute: String) -> Datum {
    .reference(Reference(address(key), attribute))
  }
}

extension Node {
  /// What no secret's content may be without, and nothing else has.
  static let canary = "CANARY"

  var address: Address { kind.address(key) }

  /// The content of its secret.
  var content: String? { secret.map { "\(Self.canary)-\($0)" } }

  /// Where its secret comes from.
  var secretSource: SecretSource { .environment("TOKEN_\(key)") }

  fileprivate func desired(_ kinds: [String: Kind]) -> DesiredResource {
    let reference = { (key: String, attribute: String) in
      (kinds[key] ?? .node).reference(key, attribute)
    }
    let list = { (keys: Set<String>) in keys.sorted().map { reference($0, "id") } }
    var named: [String: Datum] = ["name": .string(name)]
    for (argument, value) in arguments { named[argument] = .int(value) }
    if !links.isEmpty { named["links"] = .list(list(links)) }
    let soft = list(softLinks) + (watches.map { [reference($0, "revision")] } ?? [])
    if !soft.isEmpty { named["soft_links"] = .list(soft) }
    if let secret {
      named["token"] = .secret(SealedSecret(secretSource, fingerprint: "p1:\(secret)"))
    }
    var lifecycle = Lifecycle()
    lifecycle.createBeforeDestroy = isCreatedFirst
    lifecycle.retainOnDelete = isRetained
    lifecycle.movedFrom = movedFrom.map(kind.address)
    lifecycle.importID = importID
    if let trigger { lifecycle.replaceTriggers = [reference(trigger, "id"), "v1"] }
    let needs = links.union(softLinks).union(dependsOn).union([watches, trigger].compactMap { $0 })
    return DesiredResource(
      address: address, schema: kind.schema, arguments: kind.schema.values(of: Fields(named)),
      lifecycle: lifecycle,
      dependencies: needs.map { (kinds[$0] ?? .node).address($0) }.sorted())
  }
}
