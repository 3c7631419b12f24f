import Testing

@testable import InfraCommand

@Suite("An apply of a reviewed plan")
struct SavedPlanTests {
  @Test("applies exactly it, asks, and forgets it")
  func applied() async throws {
    try await Program.inProject { program in
      #expect(await program.run("plan", "dev").code == .done)
      let unasked = await program.run("apply")
      #expect(unasked.code == .failed)
      #expect(
        unasked.err.replacing(#/[0-9a-f]{12}/#, with: "DIGEST") == """
          Error: Nobody to ask
            There is no terminal to confirm the plan on.
            Hint: confirm it beforehand, best by its digest:
                infra apply --yes --plan DIGEST

          """)
      #expect(await program.run("apply", "--yes").code == .done)
      let again = await program.run("apply", "--yes")
      #expect(again.code == .failed)
      #expect(
        again.err == """
          Error: No plan to apply
            No plan was made since the last apply.
            Hint: make one and review it, or name the environment:
                infra plan ENVIRONMENT
                infra apply ENVIRONMENT

          """)
    }
  }

  @Test("is refused when the state has moved on, with what differs now")
  func stateMoved() async throws {
    try await Program.inProject { program in
      #expect(await program.run("plan", "dev", "--set", "version=2.0").code == .done)
      let saved = try program.read("state/dev.plan")
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      try program.write(saved, to: "state/dev.plan")
      try program.write("dev\n", to: "state/.last-plan")
      let before = try program.read("state/dev.state")
      let outcome = await program.run("apply", "--yes")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err.replacing(#/digest [0-9a-f]{12}/#, with: "digest DIGEST") == """
          Error: The plan is out of date
            The plan of dev that was made last is not what would happen now; the state moved on from \
          serial 0 to 1.
              then: + terraform_data.banner
              then: declared, not in the state
              then: + input: "runs (known after apply)"
              then: + terraform_data.version
              then: declared, not in the state
              then: + input: "2.0"
              then: + version: (known after apply)
              then: Plan: 2 to create, 0 to update, 0 to replace, 0 to delete, 1 output · interrupts: \
          nothing · data loss: none · digest DIGEST…
              now: ~ terraform_data.banner
              now: input changed
              now: ~ input: "runs 1.0" -> "runs (known after apply)"
              now: ~ terraform_data.version
              now: input changed
              now: ~ input: "1.0" -> "2.0"
              now: ~ version: "1.0" -> (known after apply)
              now: Plan: 0 to create, 2 to update, 0 to replace, 0 to delete, 1 output · interrupts: \
          nothing · data loss: none · digest DIGEST…
            Hint: nothing was done; make a plan anew and review it:
                infra plan dev

          """)
      #expect(try program.read("state/dev.state") == before)
    }
  }

  @Test("is refused when its digest is not the one that was reviewed")
  func otherDigest() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("apply", "dev", "--yes", "--plan", "0123456789ab")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err.replacing(#/[0-9a-f]{12}…/#, with: "DIGEST…") == """
          Error: The plan is out of date
            The plan's digest is DIGEST…, and --plan says 0123456789ab.
            Hint: nothing was done; review the plan that would be applied now:
                infra plan dev

          """)
    }
  }
}
