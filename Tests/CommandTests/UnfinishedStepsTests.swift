import InfraExecution
import InfraModel
import TestKit
import Testing

@testable import InfraCommand

@Suite("What is told of an apply that did not end well")
struct UnfinishedStepsTests {
  private func report(_ keys: [String], _ results: [ApplyReport.Result]) -> ApplyReport {
    var builder = PlanBuilder("dev")
    for key in keys { builder.create("sim_node.\(key)", Simulated.node, ["name": .string(key)]) }
    var report = ApplyReport(builder.plan, outputs: Fields())
    report.results = results
    return report
  }

  private let failure = ApplyReport.Result.failed(Diagnostic("Request refused", "It may not be."))

  @Test("is each step: done, failed, skipped because of whom, and not begun")
  func all() {
    let report = report(
      ["a", "b", "c", "d"],
      [.done, failure, .skipped(because: Sample.address("sim_node.b")), .notBegun])
    #expect(
      UnfinishedSteps.text(report) == """

        Done:
          create sim_node.a

        Failed:
          create sim_node.b

        Skipped, because of a failure:
          create sim_node.c, which waits for sim_node.b

        Not begun:
          create sim_node.d

        """)
  }

  @Test("does not say of an interrupted apply that a step never began when it may have")
  func interrupted() {
    var report = report(["a", "b"], [.done, .notBegun])
    report.isInterrupted = true
    #expect(
      UnfinishedSteps.text(report).contains("Not begun, or broken off:\n  create sim_node.b\n"))
  }

  @Test("is cut after twenty of a kind, and says how many more there are")
  func many() {
    let keys = (10..<35).map { "n\($0)" }
    let text = UnfinishedSteps.text(
      report(keys, [failure] + [ApplyReport.Result](repeating: .notBegun, count: 24)))
    #expect(text.contains("  create sim_node.n30\n  and 4 more\n"))
    #expect(!text.contains("sim_node.n31"))
  }

  @Test("is nothing when everything was done")
  func complete() { #expect(UnfinishedSteps.text(report(["a"], [.done])).isEmpty) }
}
