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

  @Test("whose program another process still has open for writing is waited for")
  func busy() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "infra-helper-\(UInt64.random(in: 0..<(1 << 40)))"
    ).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let program = folder + "/helper"
    let file = open(program, O_WRONLY | O_CREAT | O_CLOEXEC, 0o755)
    try #require(file >= 0)
    let script = "#!/bin/sh\necho ran\n"
    try #require(write(file, script, script.utf8.count) == script.utf8.count)
    Thread.detachNewThread {
      usleep(60_000)
      close(file)
    }
    let (status, said) = try HelperProcess.run(program, [], input: "", environment: [:])
    #expect(status == 0)
    #expect(String(decoding: said, as: UTF8.self) == "ran\n")
  }

  @Test("that cannot be started is told apart")
  func missing() {
    #expect(throws: HelperProcess.NotStarted.self) {
      try HelperProcess.run("/no/such/program", [], input: "", environment: [:])
    }
  }
}
