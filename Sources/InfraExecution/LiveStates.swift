import InfraModel
import InfraState

/// The states of the resources as an apply goes on.
struct LiveStates {
  private var resources: [Address: ResourceState]
  private var renames = Renames()
  private var writtenAt: [Address: Int] = [:]
  private var time = 0

  init(_ prior: Snapshot) {
    resources = Dictionary(
      prior.resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A resource as it is now, its dependencies as they are called now.
  subscript(address: Address) -> ResourceState? {
    guard var state = resources[address] else { return nil }
    state.dependencies = renames.current(
      state.dependencies, writtenAt: writtenAt[address] ?? 0)
    return state
  }

  /// Takes over what came of a step.
  mutating func apply(_ result: JournalRecord.Result, to address: Address) {
    time += 1
    switch result {
    case .done(let state): write(state, at: address)
    case .moved(let former, let state):
      resources[former] = nil
      renames.add(from: former, to: address, time: time)
      write(state, at: address)
    case .removed:
      // What it was to succeed is still there, and known.
      if resources[address]?.deposed.isEmpty ?? true {
        resources[address] = nil
      } else {
        resources[address]?.status = .deleting
      }
    case .forgotten: resources[address] = nil
    case .deposedRemoved(let instance):
      resources[address]?.deposed.removeAll { $0.instance == instance }
    case .failed: break
    }
  }

  private mutating func write(_ state: ResourceState, at address: Address) {
    resources[address] = state
    writtenAt[address] = time
  }
}
