import Simulator
import Testing

/// The simulator itself is tested with engines that are broken on purpose.
@Suite("An engine that is broken in one place")
struct MutantTests {
  /// What each mutant is to be found out by, in so many seeds from the first one on.
  static let expected: [(Mutant, Set<Violation.Kind>, seeds: UInt64)] = [
    (.noFlush, [.lostOutcome, .orphan, .duplicate], 20),
    (.noFolderFlush, [.lostOutcome, .orphan, .duplicate, .brokenState], 20),
    (.intentNotAwaited, [.intentNotDurable], 5),
    (.outcomeNotAwaited, [.outcomeNotAwaited], 5),
    (.snapshotInPlace, [.brokenState], 300),
    (.noReplay, [.lostOutcome, .orphan, .duplicate], 20),
    (.lockOfTheLiving, [.twoWriters, .lostOutcome], 200),
    (.adoptionByName, [.strangerTouched, .duplicate], 20),
    (.blindCreation, [.duplicate, .orphan], 20),
    (.deposedForgotten, [.duplicate, .orphan], 300),
    (.secretWritten, [.secretSeen], 50),
    (.impatience, [.cameTooEarly], 200),
    (.failureForgotten, [.orphan, .duplicate], 200),
  ]

  @Test("is found out, by the promise that it breaks", arguments: Mutant.allCases)
  func isFound(mutant: Mutant) async throws {
    let (_, kinds, seeds) = try #require(Self.expected.first { $0.0 == mutant })
    for seed in 1...seeds {
      guard let failure = await Simulator(mutant).run(seed: seed).failure else { continue }
      #expect(kinds.contains(failure.violation.kind), "\(mutant.rawValue): \(failure.text)")
      // The program is small enough to be read, and fails for its mutant alone.
      #expect(failure.program.rounds.count <= 3, "\(failure.text)")
      #expect(await Simulator.violation(in: failure.program) == nil, "\(failure.text)")
      return
    }
    Issue.record("\(mutant.rawValue): not found in \(seeds) seeds")
  }

  @Test("is told with a program of one resource where one is enough")
  func shrinks() async throws {
    let failure = try #require(await Simulator(.secretWritten).run(seed: 1).failure)
    #expect(failure.program.rounds.map(\.nodes.count) == [1], "\(failure.text)")
    #expect(failure.text.contains("Tests/simulate --from 1 --seeds 1"))
  }

  @Test("is told with a program that can be pasted into a test")
  func text() {
    let program = Program(
      seed: 7,
      rounds: [
        Round(
          [Node("k1", .store, name: "d1", ["size": 1], dependsOn: ["k2"]), Node("k2", secret: 3)],
          forgets: ["k3"],
          attempts: [Attempt(crash: .atDisk(5), losesPower: true, faults: [2: .throttled])],
          settles: false)
      ])
    #expect(
      program.text == """
        Program(
          seed: 7,
          rounds: [
            Round(
              [
                Node("k1", .store, name: "d1", ["size": 1], dependsOn: ["k2"]),
                Node("k2", secret: 3),
              ],
              forgets: ["k3"],
              attempts: [
                Attempt(crash: .atDisk(5), losesPower: true, faults: [2: .throttled]),
              ],
              settles: false),
          ])
        """)
  }
}
