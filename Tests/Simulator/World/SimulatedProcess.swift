import InfraModel
import Synchronization
import TestKit

/// One process: it counts what it does, and dies where its attempt says so.
final class SimulatedProcess: Sendable {
  private struct State {
    var requests = 0
    var diskOperations = 0
    var isDead = false
    var random: SeededRandom
    var faults: [Attempt.Fault: Int] = [:]
    var notBefore: [String: Double] = [:]
  }

  /// Its number among all processes of the life.
  let number: Int
  let attempt: Attempt
  /// Is told at which request the process is.
  private let onRequest: @Sendable (Int) -> Void
  private let state: Mutex<State>

  init(
    _ number: Int, _ attempt: Attempt, seed: UInt64,
    onRequest: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.number = number
    self.attempt = attempt
    self.onRequest = onRequest
    state = Mutex(State(random: SeededRandom(seed: seed &* 31 &+ UInt64(number))))
  }

  var isDead: Bool { state.withLock { $0.isDead } }
  var requests: Int { state.withLock { $0.requests } }
  var diskOperations: Int { state.withLock { $0.diskOperations } }
  /// How often each kind of fault came.
  var faults: [Attempt.Fault: Int] { state.withLock { $0.faults } }

  func die() { state.withLock { $0.isDead = true } }

  /// The number of the next request, and what goes wrong with it.
  func nextRequest() -> (number: Int, fault: Attempt.Fault?) {
    let number = state.withLock { state in
      state.requests += 1
      return state.requests
    }
    onRequest(number)
    let fault = attempt.faults[number]
    if let fault, !isDead { state.withLock { $0.faults[fault, default: 0] += 1 } }
    return (number, fault)
  }

  /// The number of the next operation of the disk; nothing once the process is dead.
  func nextDiskOperation() -> Int? {
    state.withLock { state in
      if state.isDead { return nil }
      state.diskOperations += 1
      return state.diskOperations
    }
  }

  func number(below bound: Int) -> Int {
    state.withLock { Int.random(in: 0..<bound, using: &$0.random) }
  }

  /// Notes until when the server wants nothing of this operation.
  func throttle(_ operation: String, until time: Double) {
    state.withLock { $0.notBefore[operation] = time }
  }

  func isTooEarly(_ operation: String, at time: Double) -> Bool {
    state.withLock { time < $0.notBefore[operation] ?? 0 }
  }
}
