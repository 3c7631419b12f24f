import Foundation
import Simulator
import Synchronization

/// The command line: `simulate [--seeds N] [--from N] [--jobs N] [--mutant NAME]`.
struct Arguments {
  var seeds: UInt64 = 10_000
  var first: UInt64 = 0
  var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount)
  var mutant: Mutant?

  static let usage = """
    usage: Tests/simulate [--seeds N] [--from N] [--jobs N] [--mutant NAME]

      --seeds N      how many seeds (10000)
      --from N       the first seed (0)
      --jobs N       how many at once (one a core)
      --mutant NAME  an engine broken on purpose, which must be found out:
                     \(Mutant.allCases.map { "\($0)" }.joined(separator: ", "))

    """

  init?(_ words: [String]) {
    var rest = words[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { return nil }
      switch name {
      case "--seeds":
        guard let number = UInt64(value) else { return nil }
        seeds = number
      case "--from":
        guard let number = UInt64(value) else { return nil }
        first = number
      case "--jobs":
        guard let number = Int(value), number > 0 else { return nil }
        jobs = number
      case "--mutant":
        guard let known = Mutant.allCases.first(where: { "\($0)" == value }) else { return nil }
        mutant = known
      default: return nil
      }
    }
  }
}

/// What is known so far.
final class Progress: Sendable {
  struct State {
    var next: UInt64
    var tally = Tally()
    var failures: [Simulator.Failure] = []
    var lastTold = 0.0
  }

  let state: Mutex<State>
  let begun = ProcessInfo.processInfo.systemUptime
  let isTerminal = isatty(2) != 0

  init(_ first: UInt64) { state = Mutex(State(next: first)) }

  var seconds: Double { ProcessInfo.processInfo.systemUptime - begun }

  func next(until end: UInt64) -> UInt64? {
    state.withLock { state in
      // Three failures are enough to look at.
      guard state.next < end, state.failures.count < 3 else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func note(_ tally: Tally, _ failure: Simulator.Failure?) {
    let seconds = seconds
    let line = state.withLock { state -> String? in
      state.tally.add(tally)
      if let failure { state.failures.append(failure) }
      guard seconds - state.lastTold >= (isTerminal || state.lastTold == 0 ? 0.5 : 10) else {
        return nil
      }
      state.lastTold = seconds
      return "\(state.tally.runs) runs, \(state.tally.crashes) crashes, \(Int(seconds)) s"
    }
    if let line { say(isTerminal ? "\r\(line)   " : line + "\n") }
    if let failure { say((isTerminal ? "\n" : "") + failure.text + "\n") }
  }

  func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

guard let arguments = Arguments(Array(CommandLine.arguments.dropFirst())) else {
  FileHandle.standardError.write(Data(Arguments.usage.utf8))
  exit(64)
}
let progress = Progress(arguments.first)
let simulator = Simulator(arguments.mutant)
let end = arguments.first + arguments.seeds
await withTaskGroup(of: Void.self) { group in
  for _ in 0..<arguments.jobs {
    group.addTask {
      while let seed = progress.next(until: end) {
        let (tally, failure) = await simulator.run(seed: seed)
        progress.note(tally, failure)
      }
    }
  }
}
let state = progress.state.withLock { $0 }
if progress.isTerminal { progress.say("\n") }
print("seeds \(arguments.first) to \(state.next - 1)")
print(state.tally.text(seconds: progress.seconds))
exit(state.failures.isEmpty ? 0 : 1)
