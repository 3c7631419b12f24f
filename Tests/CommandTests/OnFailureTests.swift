import Testing

@testable import InfraCommand

@Suite("--on-failure")
struct OnFailureTests {
  @Test("is stop or rollback, and says so")
  func words() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("apply", "dev", "--on-failure", "rolback", "--yes")
      #expect(outcome.code == .usage)
      #expect(
        outcome.err.contains(
          """
          Error: Wrong command line
            --on-failure is stop or rollback, not "rolback".
            Hint: did you mean "rollback"?
          """), "\(outcome.err)")
      #expect(await program.run("state", "list", "dev").out == "")
    }
  }

  @Test("is read even where nothing is to do")
  func wordOfEmptyPlan() async throws {
    try await Program.inProject { program in
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      let outcome = await program.run("apply", "dev", "--on-failure", "halt", "--yes")
      #expect(outcome.code == .usage)
      #expect(outcome.err.contains("--on-failure is stop or rollback, not \"halt\"."))
    }
  }

  @Test("rollback changes nothing of an apply that succeeds")
  func success() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("apply", "dev", "--on-failure", "rollback", "--yes")
      #expect(outcome.code == .done)
      #expect(!outcome.err.contains("Rolling back"))
    }
  }

  @Test("rollback is refused before anything starts where no revision can be put together")
  func lostHistory() async throws {
    try await Program.inProject { program in
      for version in ["1", "2"] {
        let words = ["apply", "dev", "--set", "version=\(version)", "--yes"]
        #expect(await program.run(words).code == .done)
      }
      // Only the second line is left, and the state is of a later, unknown one.
      let lines = try program.read("state/dev.history").split(separator: "\n")
      #expect(await program.run("apply", "dev", "--set", "version=3", "--yes").code == .done)
      try program.write(lines[1] + "\n", to: "state/dev.history")
      let outcome = await program.run(
        "apply", "dev", "--set", "version=4", "--on-failure", "rollback", "--yes")
      #expect(outcome.code == .failed)
      #expect(outcome.err.contains("Error: History is not whole\n"), "\(outcome.err)")
      #expect(outcome.err.contains("git checkout -- state/dev.history"))
      #expect(try program.read("state/dev.state").contains("\"input\":\"3\""))
    }
  }
}
