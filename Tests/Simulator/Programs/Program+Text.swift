extension Program {
  /// The program as Swift that can be pasted into a test.
  public var text: String {
    let rounds = rounds.map { "    \($0.text),\n" }.joined()
    return "Program(\n  seed: \(seed),\n  rounds: [\n\(rounds)  ])"
  }
}

extension Round {
  fileprivate var text: String {
    var parts = ["[\n" + nodes.map { "        \($0.text),\n" }.joined() + "      ]"]
    if nodes.isEmpty { parts = ["[]"] }
    if !forgets.isEmpty { parts.append("forgets: \(forgets)") }
    if !vanished.isEmpty { parts.append("vanished: \(vanished)") }
    if !attempts.isEmpty {
      parts.append(
        "attempts: [\n" + attempts.map { "        \($0.text),\n" }.joined() + "      ]")
    }
    if !settles { parts.append("settles: false") }
    return "Round(\n      " + parts.joined(separator: ",\n      ") + ")"
  }
}

extension Node {
  fileprivate var text: String {
    var parts = ["\"\(key)\""]
    // Two unlabelled defaults cannot be left out one by one.
    if kind == .store || !arguments.isEmpty { parts.append(".\(kind)") }
    if name != "n0" { parts.append("name: \"\(name)\"") }
    if !arguments.isEmpty {
      let pairs = arguments.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
      parts.append("[\(pairs.joined(separator: ", "))]")
    }
    if !links.isEmpty { parts.append("links: \(links.sorted())") }
    if !softLinks.isEmpty { parts.append("softLinks: \(softLinks.sorted())") }
    if let watches { parts.append("watches: \"\(watches)\"") }
    if let trigger { parts.append("trigger: \"\(trigger)\"") }
    if !dependsOn.isEmpty { parts.append("dependsOn: \(dependsOn.sorted())") }
    if let secret { parts.append("secret: \(secret)") }
    if isCreatedFirst { parts.append("isCreatedFirst: true") }
    if isRetained { parts.append("isRetained: true") }
    if !movedFrom.isEmpty { parts.append("movedFrom: \(movedFrom)") }
    if let importID { parts.append("importID: \"\(importID)\"") }
    return "Node(\(parts.joined(separator: ", ")))"
  }
}

extension Attempt {
  fileprivate var text: String {
    var parts: [String] = []
    switch crash {
    case .beforeRequest(let number): parts.append("crash: .beforeRequest(\(number))")
    case .afterRequest(let number): parts.append("crash: .afterRequest(\(number))")
    case .atDisk(let number): parts.append("crash: .atDisk(\(number))")
    case nil: break
    }
    if losesPower { parts.append("losesPower: true") }
    if !faults.isEmpty {
      let pairs = faults.sorted { $0.key < $1.key }.map { "\($0.key): .\($0.value.rawValue)" }
      parts.append("faults: [\(pairs.joined(separator: ", "))]")
    }
    if let fullAt { parts.append("fullAt: \(fullAt)") }
    if let stopAt { parts.append("stopAt: \(stopAt)") }
    if let cancelAt { parts.append("cancelAt: \(cancelAt)") }
    if isRefreshed { parts.append("isRefreshed: true") }
    if !targets.isEmpty { parts.append("targets: \(targets)") }
    if !replaces.isEmpty { parts.append("replaces: \(replaces)") }
    if hasRival { parts.append("hasRival: true") }
    if isElsewhere { parts.append("isElsewhere: true") }
    return "Attempt(\(parts.joined(separator: ", ")))"
  }
}
