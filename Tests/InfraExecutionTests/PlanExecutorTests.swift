import InfraExecution
import InfraModel
import InfraState
import TestKit
import Testing

@Suite("An apply")
struct PlanExecutorTests {
  private let chain = [
    node("a"), node("b", ["links": [ref("a")]]), node("c", ["links": [ref("b")]]), node("other"),
  ]

  @Test("carries steps out in the order of their edges, and records what came of them")
  func order() async throws {
    let (report, state, provider) = try await Apply(resources: chain, parallelism: 1).run()
    #expect(report.isComplete && report.failures.isEmpty)
    #expect(provider.calls.map(\.address.key) == ["a", "other", "b", "c"])
    #expect(state.statuses == ["a": .ready, "b": .ready, "c": .ready, "other": .ready])
    #expect(state.resources[1].dependencies == [Sample.address("sim_node.a")])
  }

  @Test("runs as many steps at once as it may, and no more", arguments: [1, 3, 16])
  func parallelism(bound: Int) async throws {
    var apply = Apply(resources: (0..<12).map { node("n\($0)") }, parallelism: bound)
    apply.pauses = 100
    let running = apply
    let provider = try await withTaskExecutorPreference(SeededExecutor(seed: 7)) {
      try await running.run().provider
    }
    #expect(provider.runningMax == min(bound, 12))
  }

  @Test("goes on with what does not wait for a failure, and tells what was skipped and why")
  func failure() async throws {
    var apply = Apply(resources: chain)
    apply.fault = Apply.faults(["create a": .halfWay])
    let (report, state, _) = try await apply.run()
    #expect(apply.told.skipped == ["create b: a", "create c: a"])
    #expect(report.failures.map(\.summary) == ["Object is not healthy"])
    #expect(report.failures.first?.detail.contains("create sim_node.a") == true)
    #expect(!report.isComplete && !report.isInterrupted)
    // What may be there stays known.
    #expect(state.statuses == ["a": .creating, "other": .ready])
  }

  @Test("leaves no entry behind for what was refused before anything came into being")
  func refusal() async throws {
    var apply = Apply(resources: chain)
    apply.fault = Apply.faults(["create a": .refused])
    #expect(try await apply.run().state.statuses == ["other": .ready])
    apply.fault = { _, _ in nil }
    #expect(try await apply.run().report.isComplete)
    apply.resources = [node("a", ["size": 2])] + chain.dropFirst()
    apply.fault = Apply.faults(["update a": .refused])
    let (report, state, _) = try await apply.run()
    #expect(report.failures.count == 1)
    #expect(state.statuses["a"] == .ready)
    #expect(state.resources[0].arguments["size"] == nil && state.resources[0].pending.isEmpty)
  }

  @Test("does not take an attempt back that may have had an effect before the refusal")
  func refusalAfterUncertainty() async throws {
    var apply = Apply(resources: [node("a")])
    let first = Apply.faults(["create a": .uncertainAfter], times: 1)
    apply.fault = { first($0, $1) ?? .refused }
    #expect(try await apply.run().state.statuses == ["a": .creating])
  }

  @Test("tries again where that is safe, with growing waits, as often as it may")
  func retries() async throws {
    var apply = Apply(resources: [node("a")])
    apply.fault = Apply.faults(["create a": .uncertainBefore])
    let (report, _, provider) = try await apply.run()
    #expect(provider.calls.count == 5)
    #expect(Set(provider.calls.map(\.instance)).count == 1)
    // Half of the bound is what the world's chance gives.
    #expect(apply.told.waits == [0.125, 0.25, 0.5, 1])
    #expect(report.failures.map(\.summary) == ["Answer lost"])
  }

  @Test("makes nothing twice when the answer of a creation is lost")
  func lostAnswer() async throws {
    var apply = Apply(resources: [node("a")])
    apply.fault = Apply.faults(["create a": .uncertainAfter], times: 2)
    let (report, _, provider) = try await apply.run()
    #expect(report.isComplete && provider.calls.count == 3)
    #expect(apply.world.objects.count == 1 && apply.world.violations.isEmpty)
  }

  @Test("waits at least as long as the server asks for")
  func retryAfter() async throws {
    var apply = Apply(resources: [node("a")])
    apply.fault = Apply.faults(["create a": .throttled(30)], times: 1)
    #expect(try await apply.run().report.isComplete)
    #expect(apply.told.waits == [30.125])
  }

  @Test("begins nothing further once it is asked to stop, and records what was in flight")
  func stops() async throws {
    var apply = Apply(resources: chain, parallelism: 1)
    let stop = apply.stop
    apply.fault = { _, call in
      if call.address.key == "a" { stop.set() }
      return nil
    }
    let (report, state, provider) = try await apply.run()
    #expect(provider.calls.count == 1)
    #expect(state.statuses == ["a": .ready])
    #expect(report.isInterrupted && !report.isComplete && report.failures.isEmpty)
  }

  @Test("leaves the intents of what was in flight open when its task is cancelled")
  func cancellation() async throws {
    var apply = Apply(resources: [node("a"), node("b")])
    apply.fault = Apply.faults(["create b": .stuck])
    let running = apply
    let task = Task { try await running.run() }
    while !apply.told.started.contains("create b") { await Task.yield() }
    task.cancel()
    let (report, state, _) = try await task.value
    #expect(report.isInterrupted && report.failures.isEmpty)
    #expect(state.statuses["b"] == .creating)
  }

  @Test("records the outputs as they are afterwards, and none when it did not finish")
  func outputs() async throws {
    var apply = Apply(resources: [node("a")])
    apply.outputs = [DesiredOutput(name: "id", value: ref("a"))]
    let state = try await apply.run().state
    #expect(state.outputs == Fields(["id": state.resources[0].attributes["id"] ?? .null]))
    apply.outputs.append(DesiredOutput(name: "more", value: "x"))
    apply.resources.append(node("b"))
    apply.fault = Apply.faults(["create b": .refused])
    #expect(try await apply.run().state.outputs == state.outputs)
  }

  @Test("stops when something cannot be recorded, and says so")
  func recordingFailure() async throws {
    let apply = Apply(resources: chain, parallelism: 1)
    // The lock, the journal's begin and the first intent are written; then the disk is full.
    apply.disk.fail(from: 9, .full)
    let (report, state, provider) = try await apply.run()
    #expect(report.recordingFailure != nil && !report.isComplete)
    #expect(provider.calls.count <= 2)
    #expect(state.resources.allSatisfy { $0.status == .creating || $0.status == .ready })
  }

  @Test("warns of checks that do not hold afterwards")
  func checks() async throws {
    let checked = node("a", ["size": 1]) {
      $0.checks = [
        Condition(.atLeast(ref("a", "size"), 2), "a is small."),
        Condition(.notEmpty(ref("a", "id")), "a has no id."),
      ]
    }
    let (report, _, _) = try await Apply(resources: [checked]).run()
    #expect(report.isComplete)
    #expect(report.warnings.map(\.detail) == ["a is small."])
    #expect(report.warnings.allSatisfy { $0.severity == .warning })
  }

  @Test("says which value is missing when a resource did not report it")
  func unresolved() async throws {
    let (report, _, provider) = try await Apply(
      resources: [node("a"), node("b", ["links": [ref("a", "nonsense")]])]
    ).run()
    #expect(report.failures.map(\.summary) == ["Value not known"])
    #expect(report.failures.first?.detail.contains("sim_node.a.nonsense") == true)
    #expect(provider.calls.map(\.address.key) == ["a"])
  }

  @Test("has an intent on the disk before each request leaves")
  func intents() async throws {
    var apply = Apply(resources: chain)
    let disk = apply.disk
    apply.fault = { [disk] _, call in
      let journal = disk.afterPowerLoss(seed: 1).contents["state/dev.journal"] ?? []
      let text = String(decoding: journal, as: UTF8.self)
      return text.contains(call.instance.text) ? nil : .refused
    }
    #expect(try await apply.run().report.isComplete)
  }
}
