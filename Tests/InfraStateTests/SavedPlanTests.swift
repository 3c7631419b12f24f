import InfraCrypto
import InfraModel
import TestKit
import Testing

@testable import InfraState

@Suite struct SavedPlanTests {
  private func plan(_ environment: String) -> SavedPlan {
    var options = SavedPlan.Options()
    options.targets = ["t.a"]
    options.excludes = ["t.b"]
    options.replaces = ["t.c"]
    options.refresh = true
    options.destroy = true
    options.inputs = ["$tag": "v1 \"quoted\""]
    return SavedPlan(
      environment: environment, lineage: "l", serial: 4, digest: "d", options: options,
      text: "+ t.a\n", time: 99)
  }

  @Test func aSavedPlanIsReadBackAndNamesItsEnvironmentAsTheLastPlanned() throws {
    let store = store(on: MemoryDisk())
    try store.save(plan("dev"))
    try store.save(plan("prod"))
    try store.save(plan("prod"))
    #expect(try store.savedPlan("dev") == plan("dev"))
    #expect(try store.savedPlan("prod") == plan("prod"))
    #expect(try store.lastPlanned() == "prod")
  }

  @Test func anAppliedPlanIsNoLongerTheLast() throws {
    let store = store(on: MemoryDisk())
    try store.save(plan("dev"))
    try store.removePlan("dev")
    #expect(try store.savedPlan("dev") == nil)
    #expect(try store.lastPlanned() == nil)
  }

  @Test func aPlanThatCannotBeReadSaysToPlanAnew() throws {
    let disk = MemoryDisk()
    try disk.write(Array("{".utf8), to: "state/dev.plan")
    let error = #expect(throws: Diagnostic.self) { try store(on: disk).savedPlan("dev") }
    #expect(error?.summary == "Saved plan cannot be read")
    #expect(error?.commands == ["infra plan dev"])
  }

  @Test func instanceIdentitiesAreTwentyFourHexadecimalDigitsAndRepeatWithTheirSeed() throws {
    let first = try InstanceID.random(from: SeededRandom(seed: 1))
    #expect(first == (try InstanceID.random(from: SeededRandom(seed: 1))))
    #expect(first != (try InstanceID.random(from: SeededRandom(seed: 2))))
    #expect(first.text.count == 24)
    #expect(first.text.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }
}
