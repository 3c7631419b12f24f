import InfraModel

/// What addresses that were written at some time are called now.
///
/// An address may be left by a move and taken by something new in one change set: what was
/// written before the move means the resource that left, what was written after it the new one.
public struct Renames: Sendable {
  private var moves: [Address: [(time: Int, to: Address)]] = [:]

  /// No renames yet.
  public init() {}

  /// Whether nothing was renamed.
  public var isEmpty: Bool { moves.isEmpty }

  /// Notes a move; times grow from one to the next.
  public mutating func add(from old: Address, to new: Address, time: Int) {
    moves[old, default: []].append((time, new))
  }

  /// What addresses written at a time are called now, sorted; unchanged if none was moved since.
  public func current(_ addresses: [Address], writtenAt time: Int) -> [Address] {
    guard !moves.isEmpty, addresses.contains(where: { moves[$0] != nil }) else {
      return addresses
    }
    return Set(addresses.map { current($0, time) }).sorted()
  }

  private func current(_ address: Address, _ time: Int) -> Address {
    var (address, time) = (address, time)
    while let move = moves[address]?.first(where: { $0.time > time }) {
      (address, time) = (move.to, move.time)
    }
    return address
  }
}
