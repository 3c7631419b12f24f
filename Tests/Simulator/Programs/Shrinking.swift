/// Makes a failing program smaller as long as it still breaks the same promise.
struct Shrinking {
  let engine: Engine
  let kind: Violation.Kind

  /// How many programs are tried at most.
  private static let triesMax = 600

  func smallest(_ program: Program) async -> Program {
    var smallest = program
    var tries = 0
    var isShrinking = true
    while isShrinking {
      isShrinking = false
      for candidate in Self.smaller(smallest) {
        tries += 1
        if tries > Self.triesMax { return smallest }
        if await Life.result(of: candidate, engine: engine).violation?.kind == kind {
          smallest = candidate
          isShrinking = true
          break
        }
      }
    }
    return smallest
  }

  /// The programs that lack one thing, the largest things first.
  private static func smaller(_ program: Program) -> [Program] {
    var candidates: [Program] = []
    let add = { (change: (inout Program) -> Void) in
      var candidate = program
      change(&candidate)
      if candidate != program { candidates.append(candidate) }
    }
    for index in program.rounds.indices { add { $0.rounds.remove(at: index) } }
    for key in Set(program.rounds.flatMap { $0.nodes.map(\.key) }).sorted() {
      add { $0.drop(key) }
    }
    for (index, round) in program.rounds.enumerated() {
      for number in round.attempts.indices {
        add { $0.rounds[index].attempts.remove(at: number) }
        for attempt in Self.smaller(round.attempts[number]) {
          add { $0.rounds[index].attempts[number] = attempt }
        }
        // Who does not look does not see what vanished.
        if round.vanished.isEmpty {
          add { $0.rounds[index].attempts[number].isRefreshed = false }
        }
      }
      add { $0.rounds[index].settles = true }
      add { $0.rounds[index].vanished = [] }
      add { $0.rounds[index].forgets = [] }
    }
    for (index, round) in program.rounds.enumerated() {
      for number in round.nodes.indices {
        for node in Self.smaller(round.nodes[number]) {
          add { $0.rounds[index].nodes[number] = node }
        }
      }
    }
    return candidates
  }

  private static func smaller(_ attempt: Attempt) -> [Attempt] {
    var candidates: [Attempt] = []
    let add = { (change: (inout Attempt) -> Void) in
      var candidate = attempt
      change(&candidate)
      candidates.append(candidate)
    }
    for request in attempt.faults.keys.sorted() { add { $0.faults[request] = nil } }
    add { $0.crash = nil }
    add { $0.losesPower = false }
    add { $0.fullAt = nil }
    add { $0.cancelAt = nil }
    add { $0.stopAt = nil }
    add { $0.targets = [] }
    add { $0.replaces = [] }
    add { $0.hasRival = false }
    add { $0.isElsewhere = false }
    return candidates
  }

  private static func smaller(_ node: Node) -> [Node] {
    var candidates: [Node] = []
    let add = { (change: (inout Node) -> Void) in
      var candidate = node
      change(&candidate)
      candidates.append(candidate)
    }
    for name in node.arguments.keys.sorted() { add { $0.arguments[name] = nil } }
    for key in node.links.sorted() { add { $0.links.remove(key) } }
    for key in node.softLinks.sorted() { add { $0.softLinks.remove(key) } }
    for key in node.dependsOn.sorted() { add { $0.dependsOn.remove(key) } }
    add { $0.watches = nil }
    add { $0.trigger = nil }
    add { $0.secret = nil }
    add { $0.isCreatedFirst = false }
    add { $0.isRetained = false }
    return candidates
  }
}

extension Program {
  /// Takes a resource out of every round, and every mention of it.
  fileprivate mutating func drop(_ key: String) {
    for index in rounds.indices {
      rounds[index].nodes.removeAll { $0.key == key }
      rounds[index].forgets.removeAll { $0 == key }
      rounds[index].vanished.removeAll { $0 == key }
      for number in rounds[index].nodes.indices {
        rounds[index].nodes[number].links.remove(key)
        rounds[index].nodes[number].softLinks.remove(key)
        rounds[index].nodes[number].dependsOn.remove(key)
        rounds[index].nodes[number].movedFrom.removeAll { $0 == key }
        if rounds[index].nodes[number].watches == key { rounds[index].nodes[number].watches = nil }
        if rounds[index].nodes[number].trigger == key { rounds[index].nodes[number].trigger = nil }
      }
      for number in rounds[index].attempts.indices {
        rounds[index].attempts[number].targets.removeAll { $0 == key }
        rounds[index].attempts[number].replaces.removeAll { $0 == key }
      }
    }
  }
}
