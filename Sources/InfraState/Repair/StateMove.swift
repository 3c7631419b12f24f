import InfraModel

/// Decides which entries of a state take which addresses when one address or module is moved.
public struct StateMove: Sendable {
  /// One entry's old and new address.
  public struct Step: Hashable, Sendable {
    /// Where it was.
    public let from: Address
    /// Where it goes.
    public let to: Address
  }

  /// All moves, sorted by the old address.
  public let steps: [Step]

  /// Moves one resource, or all in a module; throws what stands in the way.
  public init(from: String, to: String, in state: Snapshot) throws(Diagnostic) {
    let addresses = state.resources.map(\.address)
    if let address = Address(parsing: from), state[address] != nil {
      steps = [Step(from: address, to: try Self.target(to, for: address, state))]
      return
    }
    let inside = addresses.filter { $0.text.hasPrefix(from + "/") }
    guard !inside.isEmpty else { throw .unknownAddress(from, in: state) }
    var steps: [Step] = []
    for address in inside {
      let rest = address.text.dropFirst(from.count)
      steps.append(Step(from: address, to: try Self.target(to + rest, for: address, state)))
    }
    self.steps = steps
  }

  private static func target(_ text: String, for address: Address, _ state: Snapshot)
    throws(Diagnostic) -> Address
  {
    guard let target = Address(parsing: text) else {
      throw Diagnostic(
        "Invalid address", "\"\(text)\" is no address, as module/type.key is one.",
        hints: ["keys have letters, digits, - and _, and begin with a letter"])
    }
    if target.type != address.type {
      throw Diagnostic(
        "Other type",
        "\(address) cannot become \(target): it is a \(address.type), and stays one.",
        address: address)
    }
    if target == address {
      throw Diagnostic("Nothing to move", "\(address) is there already.", address: address)
    }
    if let other = state[target] {
      throw Diagnostic(
        "Address is taken",
        "\(target) is another object's (\(other.instance)) in the state of \(state.environment).",
        address: target, hints: ["move that one away first, or have it forgotten"],
        commands: [
          "infra state mv \(state.environment) \(target) …",
          "infra state rm \(state.environment) \(target)",
        ])
    }
    return target
  }
}

extension Diagnostic {
  /// An address that a state does not have, with the nearest that it has.
  public static func unknownAddress(_ text: String, in state: Snapshot) -> Diagnostic {
    let known = state.resources.map(\.address.text)
    let modules = Set(state.resources.compactMap { $0.address.module.first })
    let guess = nearest(to: text, in: known + modules).map { ["did you mean \"\($0)\"?"] } ?? []
    return Diagnostic(
      "Unknown address", "The state of \(state.environment) has no \"\(text)\".",
      hints: guess + (known.isEmpty ? ["it has no resources"] : []),
      commands: ["infra state list \(state.environment)"])
  }
}
