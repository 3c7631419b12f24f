import InfraCommand
import Testing

@Suite("Declarations that cannot be used")
struct DeclarationErrorTests {
  @Test("Every variable without a value is named at once, with its place and how to set it")
  func unsetVariables() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("plan", "staging")
      #expect(outcome.code == .failed)
      #expect(outcome.out == "")
      #expect(
        outcome.err == """
          Error: Variable not set
            The variable "region" (where it runs) has no value and no default.
            at SampleEnvironments.swift
            Hint: set it on the command line:
                --set region=VALUE
                INFRA_VAR_region=VALUE

          Error: Variable not set
            The variable "size" (how many there are) has no value and no default.
            at SampleEnvironments.swift
            Hint: set it on the command line:
                --set size=VALUE
                INFRA_VAR_size=VALUE

          """)
    }
  }

  @Test("A variable that nothing reads, and one of the wrong kind, are told with the nearest")
  func wrongVariables() async throws {
    try await Program.inProject { program in
      let unknown = await program.run("plan", "dev", "--set", "versoin=2")
      #expect(unknown.code == .failed)
      #expect(
        unknown.err == """
          Error: Unknown variable
            No declaration reads a variable "versoin".
            Hint: did you mean "version"?

          """)
      program.variables["INFRA_VAR_region"] = "eu"
      let wrong = await program.run("plan", "staging", "--set", "size=many")
      #expect(wrong.code == .failed)
      #expect(
        wrong.err == """
          Error: Invalid variable
            The variable "size" is a whole number, not "many".
            at SampleEnvironments.swift
                --set size=1

          """)
    }
  }

  @Test("Every secret that is missing is named at once, and an engine that is away with them")
  func unsetSecrets() async throws {
    try await Program.inProject { program in
      let plan = await program.run("plan", "vault")
      #expect(plan.code == .done)
      let outcome = await program.run("apply", "vault", "--yes", "--host", "unix:///nonexistent")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: Secret not set
            There is no environment variable SAMPLE_TOKEN.
            at SampleEnvironments.swift
            Hint: set the variable where infra runs
                export SAMPLE_TOKEN=…

          Error: Secret not set
            There is no file secrets/password.
            at SampleEnvironments.swift
            Hint: write the secret to the file; the command reads it until Ctrl-D
                install -D -m 600 /dev/stdin PROJECT/secrets/password

          Error: Provider not reachable
            HEAD /_ping: No Docker Engine answers at unix:///nonexistent (from --host): No such file or \
          directory.
            Hint: start the engine
            Hint: choose another engine with --host, DOCKER_HOST or docker context use
                sudo systemctl start docker
                Infra/engine start

          """)
    }
  }

  @Test("Invalid networks, ports, durations, sizes and names are all told in one run")
  func invalidValues() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("validate", "broken")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: Invalid name
            Argument "name": "no blanks" is not a name: use letters, digits, "_", "." and "-", beginning \
          with a letter or digit, at most 128.
            in docker_network.net
            at SampleEnvironments.swift

          Error: Invalid CIDR
            Argument "ipam_config": "10.0.0.0/33" is not a network: write it as 10.0.0.0/16.
            in docker_network.net
            at SampleEnvironments.swift

          Error: Invalid port
            Argument "ports": A port is a number from 1 to 65535, not 70000.
            in docker_container.web
            at SampleEnvironments.swift

          Error: Invalid duration
            Argument "wait_timeout": The time must be a whole number of seconds and not negative.
            in docker_container.web
            at SampleEnvironments.swift
            Hint: write it as .seconds(30)

          Error: Invalid memory
            Argument "memory": The amount must be a whole number of MiB and at least 6, not 1048576 \
          bytes.
            in docker_container.web
            at SampleEnvironments.swift
            Hint: write it as .mebibytes(256)

          """)
    }
  }

  @Test("A resource whose provider the environment does not name is told before any request")
  func noPlatform() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("plan", "homeless")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: No platform
            homeless declares no platform that has the provider "docker".
            in docker_network.front
            at SampleEnvironments.swift
            Hint: say in the environment where it runs:
                var platform: any Platform { DockerHost() }

          """)
    }
  }
}
