import Synchronization

/// Runs programs by seeds, many at once, and shrinks what fails.
public struct Simulator: Sendable {
  /// A program that breaks a promise.
  public struct Failure: Sendable {
    /// The seed that it came from.
    public var seed: UInt64
    /// Which promise is broken.
    public var violation: Violation
    /// The smallest program found that breaks the same promise.
    public var program: Program
    /// What happened in it.
    public var trace: [String]

    /// All of it, with what repeats it.
    public var text: String {
      """
      seed \(seed): \(violation)
      \(trace.joined(separator: "\n"))
      As a test: #expect(await Simulator.violation(in: program) == nil) with
      let program = \(program.text)
      again: Tests/simulate --from \(seed) --seeds 1
      """
    }
  }

  private let engine: Engine

  /// Simulates the engine, or one that is broken in one place.
  public init(_ mutant: Mutant? = nil) { engine = Engine(mutant: mutant) }

  /// What is wrong after a program, or nothing if it keeps every promise.
  public static func violation(in program: Program) async -> Violation? {
    await Life.result(of: program).violation
  }

  /// Runs the programs of one seed: one with troubles, or for every fiftieth seed a small one
  /// that is crashed at each of its points.
  public func run(seed: UInt64) async -> (tally: Tally, failure: Failure?) {
    if seed % 50 == 0 { return await runEveryCrash(seed) }
    let program = ProgramGenerator.program(seed: seed)
    var tally = Tally()
    let failure = await run(program, seed, &tally)
    return (tally, failure)
  }

  private func run(_ program: Program, _ seed: UInt64, _ tally: inout Tally) async -> Failure? {
    let result = await Life.result(of: program, engine: engine)
    tally.add(result.tally)
    // Only what was crashed counts.
    if result.tally.crashes > 0 { tally.runs += 1 }
    guard let violation = result.violation else { return nil }
    tally.violations[violation.kind, default: 0] += 1
    let small = await Shrinking(engine: engine, kind: violation.kind).smallest(program)
    let last = await Life.result(of: small, engine: engine)
    return Failure(
      seed: seed, violation: last.violation ?? violation, program: small, trace: last.trace)
  }

  /// Crashes a small program once at each request, before and after it, and at each operation of
  /// the disk, in turns by a kill and by a loss of power.
  private func runEveryCrash(_ seed: UInt64) async -> (Tally, Failure?) {
    var tally = Tally()
    let program = ProgramGenerator.small(seed: seed)
    let calm = await Life.result(of: program, engine: engine)
    // Of each round the first of three processes applies.
    for (round, size) in calm.undisturbed.enumerated() where round % 3 == 0 {
      guard round / 3 < program.rounds.count else { break }
      let crashes =
        (1..<max(2, size.requests + 1)).flatMap {
          [Attempt.Crash.beforeRequest($0), .afterRequest($0)]
        } + (1..<max(2, size.diskOperations + 1)).map { .atDisk($0) }
      for (number, crash) in crashes.enumerated() {
        var crashed = program
        crashed.rounds[round / 3].attempts = [
          Attempt(crash: crash, losesPower: (UInt64(number) &+ seed / 50) % 2 == 0)
        ]
        var one = Tally()
        let failure = await run(crashed, seed, &one)
        // Not every order of tasks comes as far as the calm one did.
        if one.crashes == 0, failure == nil { continue }
        one.enumerated = 1
        tally.add(one)
        if let failure { return (tally, failure) }
      }
    }
    return (tally, nil)
  }
}
