import InfraState
import Synchronization

/// Time that passes only where nothing else is left to do, and as far as the next sleeper.
final class VirtualClock: WallClock {
  private struct Sleeper {
    var number: Int
    var wakeAt: Double
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var time = 1_000.0
    var count = 0
    var sleepers: [Sleeper] = []
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// Seconds on the clock.
  var time: Double { state.withLock { $0.time } }

  func now() -> Int { Int(time) }

  /// Lets time pass.
  func advance(by seconds: Double) { state.withLock { $0.time += seconds } }

  /// Waits, or until the task is cancelled.
  func pause(_ seconds: Double) async {
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.cancelled.remove(number) != nil { return true }
          state.sleepers.append(
            Sleeper(number: number, wakeAt: state.time + seconds, continuation: continuation))
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state -> Sleeper? in
        guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
          state.cancelled.insert(number)
          return nil
        }
        return state.sleepers.remove(at: index)
      }
      sleeper?.continuation.resume()
    }
  }

  /// Waits; throws when the task is cancelled.
  func sleep(_ seconds: Double) async throws {
    try Task.checkCancellation()
    await pause(seconds)
    try Task.checkCancellation()
  }

  /// Goes on to the time at which the first sleeper wakes, and wakes it.
  func wakeNext() {
    let sleeper = state.withLock { state -> Sleeper? in
      let first = state.sleepers.indices.min { left, right in
        (state.sleepers[left].wakeAt, state.sleepers[left].number)
          < (state.sleepers[right].wakeAt, state.sleepers[right].number)
      }
      guard let first else { return nil }
      let sleeper = state.sleepers.remove(at: first)
      state.time = max(state.time, sleeper.wakeAt)
      return sleeper
    }
    sleeper?.continuation.resume()
  }
}
