import TestKit

/// Programs as people and machines make them, by a seed.
struct ProgramGenerator {
  private var random: SeededRandom
  private var nodes: [Node] = []
  private var forgets: [String] = []
  private var count = 0
  private var secrets = 0
  private var freeStrangers = Strangers.all
  /// The stranger whose name a store has taken, by the store's key.
  private var collisions: [String: String] = [:]

  private init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A program of up to `size` resources at first; its first attempt dies.
  static func program(seed: UInt64, size: Int = 6) -> Program {
    var generator = ProgramGenerator(seed: seed)
    for _ in 0..<generator.number(1, size) { generator.add() }
    var rounds: [Round] = []
    for index in 0..<generator.number(1, 4) {
      rounds.append(generator.round(isFirst: index == 0))
    }
    if !generator.collisions.isEmpty {
      rounds.append(generator.round(isFirst: false, isLast: true))
    }
    // An edit may come while the apply before it is still unfinished; but who lost an object or met
    // a stranger's waits for the end.
    for index in rounds.indices.dropLast() {
      let isUrgent =
        rounds[index].nodes.contains { node in
          node.importID == nil && Strangers.all.contains { $0.name == node.name }
        } || !rounds[index].vanished.isEmpty
      rounds[index].settles = isUrgent || !generator.chance(25)
    }
    return Program(seed: seed, rounds: rounds)
  }

  /// A program small enough for a crash at every point of it: declarations, an edit, no trouble.
  static func small(seed: UInt64) -> Program {
    var generator = ProgramGenerator(seed: seed)
    for _ in 0..<generator.number(1, 3) { generator.add() }
    var rounds = [Round(generator.nodes)]
    generator.edit()
    generator.resolveCollisions()
    rounds.append(Round(generator.nodes, forgets: generator.forgets))
    return Program(seed: seed, rounds: rounds)
  }

  private mutating func round(isFirst: Bool, isLast: Bool = false) -> Round {
    var vanished: [String] = []
    if !isFirst {
      resolveCollisions()
      if !isLast, chance(10) {
        vanished = [madeKey()].compactMap { $0 }
      }
      edit()
      if isLast { resolveCollisions() }
    }
    var attempts: [Attempt] = []
    for _ in 0..<number(isFirst ? 1 : 0, 3) {
      attempts.append(attempt(isCertain: isFirst && attempts.isEmpty))
    }
    if !vanished.isEmpty {
      vanished = vanished.filter { key in nodes.contains { $0.key == key } }
      for index in attempts.indices where !vanished.isEmpty {
        attempts[index].isRefreshed = true
        attempts[index].targets = []
      }
    }
    return Round(nodes, forgets: forgets, vanished: vanished, attempts: attempts)
  }

  // MARK: - Troubles

  private mutating func attempt(isCertain: Bool) -> Attempt {
    var attempt = Attempt()
    let requests = max(3, nodes.count * 3)
    switch isCertain ? number(0, 2) : number(0, 7) {
    case 0: attempt.crash = .beforeRequest(number(1, requests))
    case 1: attempt.crash = .afterRequest(number(1, requests))
    case 2: attempt.crash = .atDisk(number(1, isCertain ? 14 : 30))
    case 3: attempt.fullAt = number(1, 24)
    case 4, 5: addFaults(&attempt, percent: number(5, 30))
    case 6:
      attempt.stopAt = number(1, requests)
      if chance(50) { attempt.cancelAt = (attempt.stopAt ?? 0) + number(0, 4) }
    default: break
    }
    attempt.losesPower = attempt.crash != nil && chance(50)
    if isCertain { return attempt }
    if attempt.crash != nil, chance(25) { addFaults(&attempt, percent: 10) }
    attempt.isRefreshed = chance(30)
    if chance(10) { attempt.targets = [madeKey()].compactMap { $0 } }
    if chance(10) { attempt.replaces = [madeKey(.node)].compactMap { $0 } }
    if attempt.fullAt == nil, chance(15) {
      attempt.hasRival = true
    } else {
      attempt.isElsewhere = chance(15)
    }
    return attempt
  }

  private mutating func addFaults(_ attempt: inout Attempt, percent: Int) {
    for request in 1...40 where chance(percent) {
      attempt.faults[request] = Attempt.Fault.allCases.randomElement(using: &random)
    }
  }

  // MARK: - Declarations

  private mutating func add() {
    count += 1
    var node = Node("k\(count)")
    if chance(25) {
      node.kind = .store
      node.name = "d\(count)"
      if chance(12), let stranger = freeStrangers.first(where: { $0.kind == .store }) {
        node.name = stranger.name
        collisions[node.key] = stranger.id
      }
    } else {
      node.isCreatedFirst = chance(25)
      node.name = "n\(number(0, 2))"
    }
    if collisions[node.key] == nil, chance(12) { takeOver(&node) }
    for _ in 0..<2 { relink(&node) }
    for _ in 0..<2 { reargue(&node) }
    node.isRetained = chance(10)
    nodes.append(node)
  }

  private mutating func takeOver(_ node: inout Node) {
    guard let index = freeStrangers.firstIndex(where: { $0.kind == node.kind }) else { return }
    let stranger = freeStrangers.remove(at: index)
    node.name = stranger.name
    node.importID = stranger.id
  }

  /// A name that a stranger's object has is given up, or the object is taken over.
  private mutating func resolveCollisions() {
    for index in nodes.indices {
      guard let id = collisions[nodes[index].key] else { continue }
      if chance(50), let free = freeStrangers.firstIndex(where: { $0.id == id }) {
        freeStrangers.remove(at: free)
        nodes[index].importID = id
      } else {
        count += 1
        nodes[index].name = "d\(count)"
      }
    }
    collisions = [:]
  }

  private mutating func edit() {
    for _ in 0..<number(1, 3) { editOnce() }
  }

  private mutating func editOnce() {
    guard let index = nodes.indices.randomElement(using: &random) else { return add() }
    var node = nodes[index]
    switch number(0, 17) {
    case 0, 1: return add()
    case 2: return remove(node, forgetting: false)
    case 3: return remove(node, forgetting: true)
    case 4: return rename(index)
    case 5: node.isCreatedFirst = node.kind == .node && !node.isCreatedFirst
    case 6: node.isRetained.toggle()
    case 7, 8, 9: relink(&node)
    default: reargue(&node)
    }
    nodes[index] = node
  }

  private mutating func reargue(_ node: inout Node) {
    let value = number(0, 2)
    if node.kind == .store {
      if node.importID == nil, collisions[node.key] == nil, chance(25) {
        count += 1
        node.name = "d\(count)"
      } else {
        node.arguments["size"] = chance(50) ? value : nil
      }
      return
    }
    switch number(0, 6) {
    case 0: if node.importID == nil { node.name = "n\(value)" }
    case 1: node.arguments["size"] = chance(50) ? value : nil
    case 2: node.arguments["config"] = chance(50) ? value : nil
    case 3: node.arguments["memory"] = value
    case 4: if node.importID == nil { node.arguments["zone"] = value }
    case 5: if node.importID == nil { node.arguments["slot"] = value }
    default:
      secrets += 1
      node.secret = secrets
    }
  }

  /// Links lead to what was declared earlier only, so that there is no cycle.
  private mutating func relink(_ node: inout Node) {
    let rank = Self.rank(node)
    let other = nodes.filter { Self.rank($0) < rank }.randomElement(using: &random)?.key
    if node.kind == .store || node.importID != nil {
      node.dependsOn = node.dependsOn.symmetricDifference(other.map { [$0] } ?? [])
      return
    }
    switch number(0, 7) {
    case 0, 1, 2: node.links = node.links.symmetricDifference(other.map { [$0] } ?? [])
    case 3, 4: node.softLinks = node.softLinks.symmetricDifference(other.map { [$0] } ?? [])
    case 5:
      let watched = nodes.first { $0.key == other }
      node.watches = node.watches == nil && watched?.kind == .node ? other : nil
    case 6: node.trigger = node.trigger == nil ? other : nil
    default: node.dependsOn = node.dependsOn.symmetricDifference(other.map { [$0] } ?? [])
    }
  }

  /// The number of the key that it had first.
  private static func rank(_ node: Node) -> Int {
    Int((node.movedFrom.last ?? node.key).dropFirst()) ?? 0
  }

  private mutating func remove(_ node: Node, forgetting: Bool) {
    nodes.removeAll { $0.key == node.key }
    collisions[node.key] = nil
    if forgetting { forgets.append(node.key) }
    follow { $0 == node.key ? nil : $0 }
  }

  /// Gives a node another key; sometimes something new takes the old one.
  private mutating func rename(_ index: Int) {
    guard collisions[nodes[index].key] == nil else { return }
    count += 1
    let (old, new) = (nodes[index].key, "k\(count)")
    nodes[index].key = new
    nodes[index].movedFrom.insert(old, at: 0)
    follow { $0 == old ? new : $0 }
    // Only where the old key is the first one, so that ranks stay those of first keys.
    if chance(33), nodes[index].movedFrom.count == 1, nodes[index].kind == .node {
      nodes.append(Node(old))
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

  // MARK: - Chance

  private mutating func number(_ low: Int, _ high: Int) -> Int {
    Int.random(in: low...max(low, high), using: &random)
  }

  private mutating func chance(_ percent: Int) -> Bool { number(0, 99) < percent }

  /// A key of what this tool made: an object that was taken over and then made anew could not be
  /// taken over once more. A store that is made before its predecessor goes needs another name.
  private mutating func madeKey(_ kind: Node.Kind? = nil) -> String? {
    nodes.filter { $0.importID == nil && $0.kind == kind ?? $0.kind }
      .randomElement(using: &random)?.key
  }
}
