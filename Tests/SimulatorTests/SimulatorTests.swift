import Foundation
import Simulator
import Testing

@Suite("Plan and apply, again and again,")
struct SimulatorTests {
  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }

  @Test("keep every promise, however often processes die and requests fail")
  func lives() async {
    let first = Self.number("INFRA_SEED") ?? 0
    let seeds = first..<(first + (Self.number("INFRA_SEEDS") ?? 1_200))
    let tally = await withTaskGroup(of: Tally.self) { group in
      for part in 0..<2 as Range<UInt64> {
        group.addTask {
          var tally = Tally()
          for seed in seeds where seed % 2 == part {
            let (one, failure) = await Simulator().run(seed: seed)
            tally.add(one)
            guard let failure else { continue }
            Issue.record("\(failure.text)")
            break
          }
          return tally
        }
      }
      return await group.reduce(into: Tally()) { $0.add($1) }
    }
    #expect(tally.crashes >= tally.runs && tally.runs > seeds.count / 2)
    print(tally.text(seconds: 0))
  }

  @Test("give the same life for the same seed")
  func repeats() async {
    for seed in 100..<110 as Range<UInt64> {
      let once = await Simulator().run(seed: seed).tally
      let twice = await Simulator().run(seed: seed).tally
      #expect(once.text(seconds: 0) == twice.text(seconds: 0), "seed \(seed)")
    }
  }
}
