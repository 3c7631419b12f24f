import InfraExecution
import InfraModel
import TestKit
import Testing

@Suite("Going back after a failure")
struct UndoTests {
  @Test("begins nothing further once a step has failed, if asked so")
  func stopsOnFailure() async throws {
    var apply = Apply(resources: [node("a"), node("b"), node("c")], parallelism: 1)
    apply.fault = Apply.faults(["create a": .refused])
    apply.stopsOnFailure = true
    let (report, state, provider) = try await apply.run()
    #expect(provider.calls.map(\.address.key) == ["a"])
    #expect(state.statuses.isEmpty)
    #expect(!report.isComplete && !report.isInterrupted)
  }

  private func zoned(_ zone: String) -> [DesiredResource] {
    [node("a", ["slot": .string(zone)]), node("b", ["links": [ref("a", "name")]])]
  }

  @Test("keeps the old object where its successor did not come up, and makes nothing anew")
  func restored() async throws {
    var apply = Apply(resources: zoned("one"))
    let before = try await apply.run().state
    apply.resources = zoned("two")
    apply.fault = Apply.faults(["create a": .halfWay])
    let failed = try await apply.run().state
    #expect(failed.statuses["a"] == .creating)
    #expect(failed.resources[0].deposed.map(\.instance) == [before.resources[0].instance])
    apply.resources = zoned("one")
    apply.fault = { _, _ in nil }
    let (report, state, provider) = try await apply.run()
    #expect(report.isComplete)
    #expect(provider.calls.map(\.operation) == [.deleteDeposed])
    #expect(state.resources == before.resources)
    #expect(Set(apply.world.objects.map(\.instance)) == Set(before.resources.map(\.instance)))
  }

  @Test("keeps it too where what came of the successor was taken away half way")
  func restoredAfterCrash() async throws {
    var apply = Apply(resources: zoned("one"))
    let before = try await apply.run().state
    apply.resources = zoned("two")
    apply.fault = Apply.faults(["create a": .halfWay])
    _ = try await apply.run()
    apply.resources = zoned("one")
    apply.fault = Apply.faults(["delete-deposed a": .uncertainAfter])
    #expect(try await !apply.run().report.isComplete)
    apply.fault = { _, _ in nil }
    let (report, state, _) = try await apply.run()
    #expect(report.isComplete && state.resources == before.resources)
  }

  @Test("makes it anew where the old object is not what is declared")
  func otherwise() async throws {
    var apply = Apply(resources: zoned("one"))
    _ = try await apply.run()
    apply.resources = zoned("two")
    apply.fault = Apply.faults(["create a": .halfWay])
    _ = try await apply.run()
    apply.resources = zoned("three")
    apply.fault = { _, _ in nil }
    let (report, state, _) = try await apply.run()
    #expect(report.isComplete)
    #expect(state.resources[0].arguments["slot"] == "three" && state.resources[0].deposed.isEmpty)
    #expect(apply.world.objects.count == 2)
  }
}
