import InfraExecution
import InfraModel
import TestKit
import Testing

@Suite("How failed operations are tried again")
struct RetryPolicyTests {
  private let policy = RetryPolicy()

  private func error(_ kind: ProviderError.Kind) -> ProviderError {
    ProviderError(kind, request: "POST /create", message: "It failed.")
  }

  private func wait(_ asked: Double?, attempt: Int = 1, random: Double = 0.5) -> Double? {
    policy.wait(after: attempt, error(.throttled(retryAfter: asked)), random: random)
  }

  @Test("Only what did nothing or lost its answer is tried again")
  func kinds() {
    let again: [ProviderError.Kind] = [.unreachable, .throttled(retryAfter: nil), .uncertain]
    for kind in again { #expect(policy.wait(after: 1, error(kind), random: 0.5) == 0.125) }
    let never: [ProviderError.Kind] = [.refused, .stranger, .unhealthy, .cancelled]
    for kind in never { #expect(policy.wait(after: 1, error(kind), random: 0.5) == nil) }
  }

  @Test("The waits stay under a bound, and so does the number of tries")
  func bounds() {
    let patient = RetryPolicy(attemptsMax: 100)
    for attempt in 1..<100 {
      let wait = patient.wait(after: attempt, error(.uncertain), random: 0.999)
      #expect(wait.map { $0 >= 0 && $0 < 20 } == true)
    }
    #expect(patient.wait(after: 100, error(.uncertain), random: 0.5) == nil)
  }

  @Test("Those who were told the same wait come back one after the other, and none too early")
  func spread() {
    let waits = [0, 0.25, 0.5, 0.75].map { wait(30, random: $0) ?? 0 }
    #expect(Set(waits).count == 4)
    #expect(waits.allSatisfy { $0 >= 30 && $0 < 31 })
  }

  @Test("A server that asks for longer than anybody waits ends the tries", arguments: [301, 1e300])
  func tooLong(asked: Double) {
    #expect(wait(300) == 300.125)
    #expect(wait(asked) == nil)
    #expect(wait(.infinity) == nil)
  }

  @Test("A wait that is no time counts as none", arguments: [-5, 0, Double.nan])
  func nonsense(asked: Double) { #expect(wait(asked) == 0.125) }

  @Test("The failure says when the server wants to be asked again, if that is a time")
  func message() async throws {
    var apply = Apply(resources: [node("a")])
    for (asked, hints) in [
      (3_600, ["the server asks to come again in 3600 s"]), (Double.infinity, []),
    ] {
      apply.fault = Apply.faults(["create a": .throttled(asked)])
      let failures = try await apply.run().report.failures
      #expect(failures.map(\.summary) == ["Provider asked to slow down"])
      #expect(failures.first?.hints == hints)
    }
    #expect(apply.told.waits.isEmpty)
  }
}
