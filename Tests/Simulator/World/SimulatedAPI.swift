import InfraModel
import Synchronization
import TestKit

/// A service that keeps objects, as the APIs of clouds and hosts do: writes are consistent at
/// once, reads lag behind. It outlives every process, and sees what nobody may do.
final class SimulatedAPI: Sendable {
  /// A write that reads do not show yet.
  private struct Pending {
    var time: Double
    var id: String
    var object: SimulatedObject?
  }

  private struct State {
    var objects: [String: SimulatedObject] = [:]
    var visible: [String: SimulatedObject] = [:]
    var pending: [Pending] = []
    var random: SeededRandom
    var count = 0
    var version = 0
    var importable: Set<String> = []
    var offered: Set<InstanceID> = []
    var released: Set<InstanceID> = []
    var violations: [Violation] = []
  }

  /// The longest time that reads lag behind, in seconds.
  static let lagMax = 8.0

  private let state: Mutex<State>
  private let clock: VirtualClock

  init(seed: UInt64, clock: VirtualClock) {
    var initial = State(random: SeededRandom(seed: seed ^ 0x57A7E))
    for stranger in Strangers.all {
      let type = stranger.kind == .node ? "sim_node" : "sim_store"
      var object = SimulatedObject(
        id: stranger.id, type: type, name: stranger.name,
        arguments: Fields(["name": .string(stranger.name), "size": 1]))
      object.start()
      initial.objects[object.id] = object
      initial.visible[object.id] = object
    }
    state = Mutex(initial)
    self.clock = clock
  }

  // MARK: - What the judge sees

  var objects: [SimulatedObject] {
    state.withLock { $0.objects.values }.sorted { $0.id < $1.id }
  }

  subscript(id: String) -> SimulatedObject? { state.withLock { $0.objects[id] } }

  var violations: [Violation] { state.withLock { $0.violations } }

  func report(_ violation: Violation) { state.withLock { $0.violations.append(violation) } }

  /// Declares that an object may be taken over.
  func allow(_ id: String) { state.withLock { _ = $0.importable.insert(id) } }

  /// Notes that an object may be no longer ours, and lives on: that is being recorded.
  func offer(_ instance: InstanceID) { state.withLock { _ = $0.offered.insert(instance) } }

  /// Notes that an object is no longer ours: nobody may touch it any more.
  func release(_ instance: InstanceID) { state.withLock { _ = $0.released.insert(instance) } }

  /// The objects that may live on in no state.
  var offered: Set<InstanceID> { state.withLock { $0.offered } }

  /// Somebody else takes an object away, and everybody sees it.
  func vanish(_ id: String) {
    state.withLock { state in
      state.objects[id] = nil
      state.visible[id] = nil
      state.pending.removeAll { $0.id == id }
    }
  }

  // MARK: - Reads, which lag behind

  func find(where isWanted: (SimulatedObject) -> Bool) -> SimulatedObject? {
    let now = clock.time
    return state.withLock { state in
      while let first = state.pending.first, first.time <= now {
        state.visible[first.id] = first.object
        state.pending.removeFirst()
      }
      return state.visible.values.filter(isWanted).min { $0.id < $1.id }
    }
  }

  // MARK: - Writes

  /// Makes an object; one with the same tags is answered as it is, where names are not unique.
  func create(
    type: String, name: String, tags: SimulatedObject.Tags, arguments: Fields, isBlind: Bool
  ) throws(ProviderError) -> String {
    try state.withLock { state throws(ProviderError) in
      Self.check(tags.address, arguments, &state)
      if type == "sim_store" {
        if state.objects.values.contains(where: { $0.type == type && $0.name == name }) {
          throw ProviderError(
            .refused, request: "POST /\(type)", status: 409, message: "\(name) is taken.")
        }
      } else if !isBlind,
        let known = state.objects.values.first(where: { $0.tags?.instance == tags.instance })
      {
        return known.id
      }
      state.count += 1
      let object = SimulatedObject(
        id: "id-o\(state.count)", type: type, name: name, tags: tags, arguments: arguments)
      write(object, object.id, &state)
      return object.id
    }
  }

  /// Changes an object; what changes nothing counts as no change.
  func change(
    _ id: String, _ address: Address, arguments: Fields = Fields(),
    _ body: (inout SimulatedObject) -> Void
  ) throws(ProviderError) {
    try state.withLock { state throws(ProviderError) in
      guard let before = state.objects[id] else {
        throw ProviderError(
          .refused, request: "PUT /\(id)", status: 404, message: "There is no \(id).")
      }
      Self.check(address, arguments, &state)
      var after = before
      body(&after)
      if before.tags == nil, after.tags == nil || !state.importable.contains(id) {
        state.violations.append(
          Violation(.strangerTouched, "\(address) changes \(id), a stranger's"))
      }
      Self.checkReleased(before, address, &state)
      if after == before { return }
      var tagged = before
      tagged.tags = after.tags
      if before.isStarted, after != tagged { after.revision += 1 }
      write(after, id, &state)
    }
  }

  func delete(_ id: String, _ address: Address) {
    state.withLock { state in
      guard let object = state.objects[id] else { return }
      if object.tags == nil {
        state.violations.append(
          Violation(.strangerTouched, "\(address) deletes \(id), a stranger's"))
      }
      Self.checkReleased(object, address, &state)
      for user in state.objects.values where user.id != id && user.links.contains(id) {
        // What was given up uses what it pleases.
        if let instance = user.tags?.instance, state.offered.contains(instance) { continue }
        state.violations.append(
          Violation(.wrongOrder, "\(address) is deleted while \(user.id) needs it"))
      }
      write(nil, id, &state)
    }
  }

  private func write(_ object: SimulatedObject?, _ id: String, _ state: inout State) {
    state.version += 1
    var object = object
    object?.version = state.version
    state.objects[id] = object
    let lags = Int.random(in: 0..<4, using: &state.random) == 0
    let lag = lags ? Double.random(in: 0...Self.lagMax, using: &state.random) : 0
    let time = max(state.pending.last?.time ?? 0, clock.time + lag)
    state.pending.append(Pending(time: time, id: id, object: object))
  }

  private static func checkReleased(
    _ object: SimulatedObject, _ address: Address, _ state: inout State
  ) {
    guard let instance = object.tags?.instance, state.released.contains(instance) else { return }
    state.violations.append(
      Violation(.strangerTouched, "\(address) touches \(object.id), which was given up"))
  }

  /// Whatever a request names must be there, and whole.
  private static func check(_ address: Address, _ arguments: Fields, _ state: inout State) {
    for id in arguments.entries.flatMap({ SimulatedObject.ids(in: $0.value) }) {
      guard let used = state.objects[id] else {
        state.violations.append(
          Violation(.wrongOrder, "\(address) is given \(id), which is not there"))
        continue
      }
      if !used.isStarted {
        state.violations.append(
          Violation(.wrongOrder, "\(address) is given \(id), which is half made"))
      }
    }
  }
}
