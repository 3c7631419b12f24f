import Simulator
import Testing

/// Programs that the simulator shrank faults to, which are mended.
@Suite("A program that once broke a promise keeps it:")
struct RegressionTests {
  private func holds(_ seed: UInt64, _ rounds: [Round]) async {
    let violation = await Simulator.violation(in: Program(seed: seed, rounds: rounds))
    #expect(violation == nil)
  }

  @Test("a stranger's object is taken over after a crash over its name")
  func strangerAfterCrash() async {
    await holds(
      93,
      [
        Round(
          [Node("k2", .store, name: "s2")], attempts: [Attempt(crash: .beforeRequest(3))]),
        Round([Node("k2", .store, name: "s2", importID: "id-s2")]),
      ])
  }

  @Test("a revision that was appended and not flushed is flushed by who takes over")
  func unflushedRevision() async {
    let attempt = { (operation: Int) in
      [Attempt(), Attempt(crash: .atDisk(operation), replaces: ["k2"])]
    }
    for operation in 16...30 {
      await holds(
        506,
        [
          Round([Node("k2"), Node("k3", softLinks: ["k2"])], attempts: attempt(operation)),
          Round(
            [Node("k2"), Node("k3")],
            attempts: [Attempt(crash: .beforeRequest(4), losesPower: true)]),
        ])
    }
  }

  @Test("a revision is torn where a loss of power kept its end alone")
  func tornRevision() async {
    for seed in 14_190..<14_210 as Range<UInt64> {
      for operation in 12...20 {
        await holds(
          seed,
          [Round([Node("k1")], attempts: [Attempt(crash: .atDisk(operation), losesPower: true)])])
      }
    }
  }

  @Test("the history does not run ahead of a journal that was not flushed")
  func historyAhead() async {
    for seed in 19_100..<19_120 as Range<UInt64> {
      for operation in 4...9 {
        let attempts = [
          Attempt(crash: .atDisk(5)), Attempt(crash: .atDisk(operation), losesPower: true),
        ]
        await holds(seed, [Round([Node("k1", name: "n2")], attempts: attempts)])
      }
    }
  }

  @Test("a replaced object is not deleted while one that is left out uses it")
  func targetWithDeposed() async {
    await holds(
      2364,
      [
        Round([Node("k1", name: "n2"), Node("k3", name: "n2", links: ["k1"])]),
        Round(
          [
            Node("k1", name: "n2"),
            Node("k5", name: "n2", links: ["k1"], isCreatedFirst: true, movedFrom: ["k3"]),
            Node("k3"),
          ],
          attempts: [Attempt(stopAt: 11, replaces: ["k1"]), Attempt(targets: ["k1"])]),
      ])
  }

  @Test("an object is not replaced under one that is left out and was applied with it")
  func targetUnderApplied() async {
    await holds(
      14_722,
      [
        Round([
          Node("k1", name: "n2"), Node("k2", name: "n1"), Node("k3", name: "n2"),
          Node("k4", links: ["k2"], dependsOn: ["k1"]),
        ]),
        Round(
          [
            Node("k1", name: "n1"), Node("k2", name: "n1", links: ["k1"]),
            Node("k3", name: "n2", softLinks: ["k2"]), Node("k4"),
          ], attempts: [Attempt(targets: ["k3"])]),
      ])
  }

  @Test("what an interrupted creation made is deleted although it is not seen yet")
  func unseenCreation() async {
    for request in 2...6 {
      await holds(
        2418,
        [
          Round(
            [Node("k3", .store, name: "d4")], attempts: [Attempt(crash: .afterRequest(request))],
            settles: false),
          Round(),
        ])
    }
  }

  @Test("a half-made object whose deletion was interrupted goes, though it was not seen")
  func unseenDeletion() async {
    await holds(
      43_095,
      [
        Round(
          [Node("k1", .store, name: "d1"), Node("k2", name: "n1", dependsOn: ["k1"])],
          attempts: [Attempt(crash: .beforeRequest(9))], settles: false),
        Round(
          [Node("k1", .store, name: "d1"), Node("k2", name: "n1", softLinks: ["k1"])],
          vanished: ["k1"], attempts: [Attempt(cancelAt: 5, isRefreshed: true)]),
      ])
  }

  @Test("a half-made successor that is as declared is finished, and the old object goes")
  func finishedSuccessor() async {
    await holds(
      50_053,
      [
        Round([Node("k1", name: "n1", ["zone": 0]), Node("k2", watches: "k1")]),
        Round(
          [
            Node("k1", name: "n1", ["zone": 0]),
            Node("k3", name: "n1", watches: "k1", isCreatedFirst: true, movedFrom: ["k2"]),
            Node("k2"),
          ],
          attempts: [
            Attempt(crash: .beforeRequest(8)), Attempt(faults: [33: .refused], replaces: ["k1"]),
          ]),
      ])
  }

  @Test("an old object whose update was never finished is not gone back to")
  func unfinishedOld() async {
    let second = { (nodes: [Node]) in
      [Node("k1", name: "n2")] + nodes + [Node("k5", .store, name: "d6")]
    }
    await holds(
      63_608,
      [
        Round(
          second([
            Node("k2", .node, name: "n2", ["size": 0], softLinks: ["k1"]),
            Node("k3", .store, name: "d3"),
            Node("k4", .node, ["slot": 0], links: ["k3"], watches: "k2"),
          ]) + [Node("k7", name: "n1", softLinks: ["k3"])], attempts: [Attempt(), Attempt()]),
        Round(
          second([
            Node("k2", .node, name: "n2", ["size": 0], softLinks: ["k1"]),
            Node("k3", .store, name: "d3", ["size": 1]),
            Node("k4", .node, ["slot": 0], links: ["k3"], watches: "k2"),
          ]) + [Node("k8", .node, ["memory": 0, "zone": 2], links: ["k2"], dependsOn: ["k2"])],
          forgets: ["k7"]),
        Round(
          second([
            Node(
              "k2", name: "n2", ["memory": 1, "size": 0], softLinks: ["k1"], dependsOn: ["k1"],
              isCreatedFirst: true),
            Node("k3", .store, name: "d3", ["size": 1], dependsOn: ["k1", "k2"]),
            Node(
              "k4", .node, ["slot": 0], links: ["k3"], watches: "k2", secret: 1,
              isCreatedFirst: true),
          ]) + [Node("k8", .node, ["memory": 0, "zone": 2], links: ["k2"], dependsOn: ["k2"])],
          attempts: [
            Attempt(cancelAt: 7, replaces: ["k1"]),
            Attempt(crash: .beforeRequest(2), replaces: ["k2"]),
          ]),
      ])
  }

  @Test("an object whose takeover was interrupted is left alone when it is no longer declared")
  func takeoverGivenUp() async {
    await holds(
      209_664,
      [
        Round(
          [Node("k1", name: "s0", importID: "id-s0"), Node("k2", .store, name: "d4")],
          attempts: [Attempt(crash: .afterRequest(3))], settles: false),
        Round([]),
      ])
  }

  @Test("a half-made successor that has the declared name goes before another one is made")
  func nameOfHalfMade() async {
    await holds(
      206_344,
      [
        Round([Node("k2", .store, name: "d2"), Node("k3", .node, name: "n2", ["slot": 1])]),
        Round(
          [
            Node("k2", .store, name: "d4", ["size": 2]),
            Node("k3", .node, name: "n2", ["slot": 1]),
          ], attempts: [Attempt(crash: .afterRequest(8))], settles: false),
        Round([Node("k2", .store, name: "d4"), Node("k3", name: "n2", dependsOn: ["k2"])]),
      ])
  }

  @Test("what a create-first resource needs by way of an updated one is made first too")
  func widened() async {
    await holds(
      339_554,
      [
        Round([
          Node("k1"), Node("k2", name: "n2", dependsOn: ["k1"]),
          Node("k3", .node, name: "n1", ["slot": 1, "zone": 0]),
          Node("k4", name: "n2", links: ["k2"]),
        ]),
        Round([
          Node("k1", name: "n1"),
          Node("k3", .node, name: "n1", ["slot": 1, "zone": 0], watches: "k1"),
          Node("k4", name: "n2", softLinks: ["k3"], isCreatedFirst: true),
        ]),
      ])
  }

  @Test("a resource that moves and gets a trigger that is not known yet has it after the apply")
  func movedTrigger() async {
    await holds(
      335_148,
      [
        Round([Node("k6", name: "n2"), Node("k7", .node, ["slot": 1], secret: 2)]),
        Round([
          Node("k6", .node, name: "n2", ["zone": 0]),
          Node("k8", .node, ["slot": 1], trigger: "k6", secret: 2, movedFrom: ["k7"]),
          Node("k7"),
        ]),
      ])
  }
}
