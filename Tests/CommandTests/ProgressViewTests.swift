import InfraExecution
import InfraModel
import Synchronization
import Testing

@testable import InfraCommand

@Suite("Progress of an apply")
struct ProgressViewTests {
  private final class Clock: Sendable {
    private let time = Mutex(0.0)
    var now: Double { time.withLock { $0 } }
    func wait(_ seconds: Double) { time.withLock { $0 += seconds } }
  }

  private let clock = Clock()
  private let said = Collected()
  private let step = Step(number: 0, change: 0, operation: .create)
  private let address = Address(module: [], type: "docker_container", key: "web")

  private func view(_ style: ProgressView.Style, canRedraw: Bool = false) -> ProgressView {
    let terminal = Terminal(
      out: { [said] in said.add($0) }, err: { [said] in said.add($0) }, canRedraw: canRedraw)
    return ProgressView(
      terminal: terminal, style: style, total: 1, now: { [clock] in clock.now })
  }

  @Test("has one line in a log when a step begins, one when it ends, and one in five seconds")
  func lines() {
    let view = view(.lines)
    view.show(.started(step, address))
    for second in 0..<12 {
      view.show(.progress(step, address, "waiting for health, \(second) s"))
      clock.wait(1)
    }
    view.show(.finished(step, address, seconds: 12))
    #expect(
      said.text == """
        create docker_container.web …
        create docker_container.web: waiting for health, 5 s
        create docker_container.web: waiting for health, 10 s
        [1/1] create docker_container.web 12 s

        """)
  }

  @Test("on a terminal redraws one line for each running step, and cuts it rather than wrap it")
  func redrawn() {
    let view = view(.redrawn, canRedraw: true)
    view.show(.started(step, address))
    clock.wait(2)
    view.show(.progress(step, address, "waiting for health, 2 s"))
    #expect(
      said.text.hasSuffix("  create docker_container.web, waiting for health 2.0 s\n"))
    view.show(.progress(step, address, String(repeating: "long ", count: 80)))
    let columns = 80
    #expect(said.text.split(separator: "\n").allSatisfy { $0.count <= columns + 8 })
    #expect(said.text.contains("… 2.0 s\n"))
    view.show(.progress(step, address, "\u{1B}[31mred"))
    #expect(!said.text.contains("\u{1B}[31m"))
    view.show(.finished(step, address, seconds: 2))
    #expect(said.text.hasSuffix("\u{1B}[1A\u{1B}[J[1/1] create docker_container.web 2.0 s\n"))
  }

  @Test("has a line in a log for every request that is made again, however soon")
  func requestsAgain() {
    let view = view(.lines)
    view.show(.started(step, address))
    for number in 1...3 {
      view.show(.requestRetried(step, address, "EC2 CreateVpc again in 0.\(number) s: Throttling"))
    }
    #expect(
      said.text == """
        create docker_container.web …
        create docker_container.web: EC2 CreateVpc again in 0.1 s: Throttling
        create docker_container.web: EC2 CreateVpc again in 0.2 s: Throttling
        create docker_container.web: EC2 CreateVpc again in 0.3 s: Throttling

        """)
  }

  @Test("tells a failure, what it holds up, and that something is tried again")
  func failures() {
    let view = view(.lines)
    let other = Step(number: 1, change: 1, operation: .create, after: [0])
    let proxy = Address(module: [], type: "docker_container", key: "proxy")
    let away = ProviderError(.unreachable, request: "GET /x", message: "Nobody answers.")
    view.show(.started(step, address))
    view.show(.retrying(step, address, away, seconds: 0.5))
    view.show(.failed(step, address, Diagnostic("Provider not reachable", ""), seconds: 3))
    view.show(.skipped(other, proxy, because: address))
    #expect(
      said.text == """
        create docker_container.web …
        create docker_container.web: Nobody answers. Trying again in 0.5 s.
        failed: create docker_container.web after 3.0 s
        skipped: create docker_container.proxy, because docker_container.web failed

        """)
  }
}
