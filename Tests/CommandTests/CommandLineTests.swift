import InfraCommand
import Testing

@Suite("A wrong command line")
struct CommandLineTests {
  @Test("names the nearest command and ends with 64")
  func unknownCommand() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("aply", "dev")
      #expect(outcome.code == .usage)
      #expect(outcome.out == "")
      #expect(
        outcome.err == """
          Error: Wrong command line
            There is no command "aply".
            Hint: did you mean "apply"?
                infra help

          """)
    }
  }

  @Test("names the nearest command of a group")
  func unknownSubcommand() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("state", "lst", "dev")
      #expect(outcome.code == .usage)
      #expect(
        outcome.err == """
          Error: Wrong command line
            "infra state" has no command "lst".
            Hint: did you mean "list"?
            Hint: its commands are: list, show, check, repair, rebuild, mv, rm, forget, pull, push
                infra help

          """)
      let alone = await program.run("state")
      #expect(alone.code == .usage)
      #expect(
        alone.err == """
          Error: Wrong command line
            "infra state" needs a command of its own.
            Hint: its commands are: list, show, check, repair, rebuild, mv, rm, forget, pull, push
                infra help

          """)
    }
  }

  @Test("names the nearest flag")
  func unknownFlag() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("plan", "dev", "--refesh")
      #expect(outcome.code == .usage)
      #expect(
        outcome.err == """
          Error: Wrong command line
            "infra plan" has no flag "--refesh".
            Hint: did you mean "--refresh"?
                infra help plan

          """)
    }
  }

  @Test("names the nearest environment")
  func unknownEnvironment() async throws {
    try await Program.inProject { program in
      for command in ["plan", "apply", "validate", "graph", "destroy"] {
        let outcome = await program.run(command, "stagin")
        #expect(outcome.code == .usage)
        #expect(
          outcome.err == """
            Error: Unknown environment
              There is no environment "stagin".
              Hint: did you mean "staging"?
              Hint: the environments are: dev, staging, bridge, vault, broken, homeless, preview-<pull request>
                  infra environments

            """)
      }
    }
  }

  @Test("says which argument is missing, and which is too many")
  func arguments() async throws {
    try await Program.inProject { program in
      let missing = await program.run("plan")
      #expect(missing.code == .usage)
      #expect(
        missing.err == """
          Error: Wrong command line
            "infra plan" needs ENVIRONMENT.
                infra plan ENVIRONMENT

          """)
      let extra = await program.run("plan", "dev", "staging")
      #expect(extra.code == .usage)
      #expect(
        extra.err == """
          Error: Wrong command line
            "infra plan" takes no argument "staging".
                infra plan ENVIRONMENT

          """)
    }
  }

  @Test("says what a flag takes")
  func flagValues() async throws {
    try await Program.inProject { program in
      let lacking = await program.run("plan", "dev", "--target")
      #expect(lacking.code == .usage)
      #expect(
        lacking.err == """
          Error: Wrong command line
            --target needs a value: --target ADDRESS.
                infra help plan

          """)
      let surplus = await program.run("plan", "dev", "--refresh=yes")
      #expect(surplus.code == .usage)
      #expect(
        surplus.err == """
          Error: Wrong command line
            --refresh takes no value.
                infra help plan

          """)
      let number = await program.run("plan", "dev", "--parallelism", "0")
      #expect(number.code == .usage)
      #expect(
        number.err == """
          Error: Wrong command line
            --parallelism is a number from 1 to 1000, not "0".

          """)
    }
  }

  @Test("shows how a variable is written")
  func malformedVariable() async throws {
    try await Program.inProject { program in
      for text in ["version", "=1"] {
        let outcome = await program.run("plan", "dev", "--set", text)
        #expect(outcome.code == .usage)
        #expect(
          outcome.err == """
            Error: Wrong command line
              --set takes NAME=VALUE, not "\(text)".
                  --set images=debian

            """)
      }
    }
  }

  @Test("outside of a project says how to name one")
  func noProject() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("plan", "dev", "--project", "state")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: No project
            PROJECT/state has no Package.swift with a folder Infra beside it.
            Hint: name the project's folder:
                infra … --project FOLDER

          """)
    }
  }
}
