import Dispatch
import Synchronization

/// Runs all tasks of a simulation on one thread, in an order that a seed decides and repeats.
///
///     try await withTaskExecutorPreference(SeededExecutor(seed: seed)) { … }
///
/// Nothing in the simulation may wait for another thread, or its answer comes in at any time.
public final class SeededExecutor: TaskExecutor {
  private struct State {
    var random: SeededRandom
    var jobs: [UnownedJob] = []
    var isRunning = false
  }

  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "simulation")
  private let onIdle: @Sendable () -> Void

  /// Makes an executor; the same seed gives the same order. Whenever nothing is left to run,
  /// `onIdle` may let time pass and wake who sleeps.
  public init(seed: UInt64, onIdle: @escaping @Sendable () -> Void = {}) {
    state = Mutex(State(random: SeededRandom(seed: seed)))
    self.onIdle = onIdle
  }

  /// Takes a job; it runs when its turn comes.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustStart = state.withLock { state in
      state.jobs.append(job)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if mustStart { queue.async { self.runAll() } }
  }

  private func runAll() {
    while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    onIdle()
  }

  private func next() -> UnownedJob? {
    state.withLock { state in
      guard !state.jobs.isEmpty else {
        state.isRunning = false
        return nil
      }
      let index = Int.random(in: 0..<state.jobs.count, using: &state.random)
      state.jobs.swapAt(index, state.jobs.count - 1)
      return state.jobs.removeLast()
    }
  }
}
