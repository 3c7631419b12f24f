import InfraModel

/// How the plan that would be made now differs from the one that was reviewed.
public struct PlanDifference: Hashable, Sendable {
  /// One thing that differs.
  public struct Item: Hashable, Sendable {
    /// The resource; nothing for what concerns the plan as a whole.
    public let address: Address?
    /// What differs, in words that hold no sensitive value.
    public let words: String
  }

  /// What differs: the plan as a whole first, then by address.
  public private(set) var items: [Item] = []

  /// Compares two plans.
  public init(reviewed: Plan, now: Plan) {
    compareWhole(reviewed, now)
    var old: [Address: Change] = [:]
    for change in reviewed.changes where change.isChange { old[change.address] = change }
    var new: [Address: Change] = [:]
    for change in now.changes where change.isChange { new[change.address] = change }
    for address in Set(old.keys).union(new.keys).sorted() {
      switch (old[address], new[address]) {
      case (let old?, let new?): compare(old, new)
      case (let old?, nil): add(address, "would no longer be touched; reviewed was: \(old.short)")
      case (nil, let new?): add(address, "\(new.short); the reviewed plan did not touch it")
      case (nil, nil): break
      }
    }
    compareOutputs(reviewed, now)
  }

  /// Whether they do the same.
  public var isEmpty: Bool { items.isEmpty }

  /// One line for each difference, with a newline at its end.
  public func text(theme: Theme = .plain) -> String {
    items.map { item in
      let place = item.address.map { theme.paint(Shown.line($0.text), .heading) + ": " } ?? ""
      return "\(place)\(item.words)\n"
    }.joined()
  }

  private mutating func add(_ address: Address?, _ words: String) {
    items.append(Item(address: address, words: words))
  }

  private mutating func compareWhole(_ reviewed: Plan, _ now: Plan) {
    if reviewed.environment != now.environment {
      add(
        nil,
        "the reviewed plan is for \(Shown.line(reviewed.environment)),"
          + " this one for \(Shown.line(now.environment))")
    }
    if reviewed.lineage != now.lineage {
      add(nil, "the state is another one: its lineage differs")
    } else if reviewed.serial != now.serial {
      add(nil, "the state moved on from serial \(reviewed.serial) to \(now.serial)")
    }
  }

  private mutating func compare(_ old: Change, _ new: Change) {
    if old.action != new.action {
      add(new.address, "\(new.short); reviewed was: \(old.short)")
    } else if old.reason != new.reason {
      add(new.address, "\(new.reason.words()); reviewed was: \(old.reason.words())")
    }
    if old.impact != new.impact {
      add(
        new.address,
        "\(new.impactWords ?? "interrupts nothing");"
          + " reviewed was: \(old.impactWords ?? "interrupts nothing")")
    }
    let names = new.schema.arguments.map(\.name)
    for (index, name) in names.enumerated() {
      let before = index < old.arguments.count ? old.arguments[index] : .null
      let after = index < new.arguments.count ? new.arguments[index] : .null
      guard !ValueText.isSame(before, after) else { continue }
      let isSensitive = new.schema.arguments[index].isSensitive
      let shown = { (value: Datum) in ValueText.render(value, isSensitive: isSensitive) }
      add(
        new.address,
        shown(before) == shown(after)
          ? "\(name) would get another value than was reviewed"
          : "\(name) would be \(shown(after)); reviewed was \(shown(before))")
    }
    for difference in new.differences {
      let same = old.differences.first { $0.argument == difference.argument }
      guard let same, !ValueText.isSame(same.before, difference.before) else { continue }
      add(new.address, "\(difference.argument) is no longer what it was when it was reviewed")
    }
  }

  private mutating func compareOutputs(_ reviewed: Plan, _ now: Plan) {
    let old = Dictionary(reviewed.outputs.map { ($0.name, $0.after) }) { $1 }
    let new = Dictionary(now.outputs.map { ($0.name, $0.after) }) { $1 }
    for name in Set(old.keys).union(new.keys).sorted() where old[name] != new[name] {
      let shown = { (value: Datum?) in value.map { ValueText.render($0) } ?? "unchanged" }
      add(
        nil,
        "output \(Shown.name(name)) would be \(shown(new[name]));"
          + " reviewed was \(shown(old[name]))")
    }
  }
}

extension Change {
  /// The action and its reason on one line.
  var short: String { "\(verb) (\(reason.words()))" }
}
