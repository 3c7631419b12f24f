import Synchronization
import Testing

@testable import InfraCommand

@Suite("Requests that are made again")
struct RepeatedRequestsTests {
  @Test("are told, the first few and that there are more")
  func bounded() {
    let said = Lines()
    let repeated = RepeatedRequests(Terminal(out: { _ in }, err: { said.add($0) }))
    for number in 1...50 { repeated.tell("EC2 DescribeVpcs again in 0.\(number) s: Throttling") }
    let lines = said.all
    #expect(lines.count == RepeatedRequests.most + 1)
    #expect(lines[0] == "EC2 DescribeVpcs again in 0.1 s: Throttling\n")
    #expect(lines.last == "Further requests that are made again are not told.\n")
  }
}

private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var all: [String] { lines.withLock { $0 } }
}
