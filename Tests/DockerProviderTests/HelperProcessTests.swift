import Foundation
import Testing

@testable import DockerProvider

@Suite("A helper's process")
struct HelperProcessTests {
  func shell(_ script: String, input: String = "", limit: Int = 30_000) throws -> (Int32, String) {
    let (status, output) = try HelperProcess.run(
      "/bin/sh", ["-c", script], input: input, environment: ["WORD": "given"],
      limit: .milliseconds(limit))
    return (status, String(decoding: output, as: UTF8.self))
  }

  @Test("has the input, the variables and nothing else, and is heard to its end")
  func output() throws {
    let (status, said) = try shell("cat; echo \"$WORD $HOME.\"; echo lost >&2", input: "a\nb\n")
    #expect(status == 0)
    #expect(said == "a\nb\ngiven .\n")
    let long = try shell("head -c 300000 /dev/zero | tr '\\0' x")
    #expect(long.1.count == 300_000)
  }

  @Test("ends with its exit code, or with the signal's that ended it")
  func status() throws {
    #expect(try shell("exit 3").0 == 3)
    #expect(try shell("kill -TERM $$").0 == 128 + 15)
  }

  @Test("that does not read its input ends nobody else")
  func unread() throws {
    let (status, said) = try shell(
      "exec 0<&-; echo done", input: String(repeating: "x", count: 1 << 20), limit: 5_000)
    #expect(status == 0 || status == 128 + 9)
    #expect(said.isEmpty || said == "done\n")
  }

  @Test("that does not end is ended")
  func limit() throws {
    let (status, _) = try shell("exec sleep 60", limit: 200)
    #expect(status == 128 + 9)
  }

  @Test("that cannot be started is told apart")
  func missing() {
    #expect(throws: HelperProcess.NotStarted.self) {
      try HelperProcess.run("/no/such/program", [], input: "", environment: [:])
    }
  }
}
