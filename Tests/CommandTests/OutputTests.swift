import Environments
import Foundation
import InfraModel
import TestKit
import Testing

@testable import InfraCommand

@Suite("What commands print")
struct OutputTests {
  @Test("plan ends with 0, and with 2 for pending changes where that was asked for")
  func exitCodes() async throws {
    try await Program.inProject { program in
      #expect(await program.run("plan", "dev").code == .done)
      #expect(await program.run("plan", "dev", "--detailed-exitcode").code == .changesPending)
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      let after = await program.run("plan", "dev", "--detailed-exitcode")
      #expect(after.code == .done)
      #expect(after.out == "No changes. dev is as declared (state serial 1).\n")
      #expect(await program.run("plan", "dev", "--refresh", "--detailed-exitcode").code == .done)
    }
  }

  @Test("apply tells each finished resource, how long all took, and the outputs")
  func applied() async throws {
    try await Program.inProject { program in
      let outcome = await program.run("apply", "dev", "--yes")
      #expect(outcome.code == .done)
      #expect(
        outcome.err.replacing(#/\d+(\.\d)? s/#, with: "N s") == """
          create terraform_data.version …
          [1/2] create terraform_data.version N s
          create terraform_data.banner …
          [2/2] create terraform_data.banner N s
          Done in N s: 2 created.
          version = 1.0

          """)
      let value = await program.run("output", "dev", "version")
      #expect(value.out == "1.0\n")
      let unknown = await program.run("output", "dev", "versoin")
      #expect(unknown.code == .failed)
      #expect(
        unknown.err == """
          Error: Unknown output
            dev has no output "versoin".
            Hint: did you mean "version"?

          """)
    }
  }

  @Test("status tells what the state holds and that nobody is changing it")
  func status() async throws {
    try await Program.inProject { program in
      #expect(
        await program.run("status", "dev").out
          == "dev: serial 0, 0 resources, nobody is changing it\n")
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      #expect(
        await program.run("status", "dev").out
          == "dev: serial 1, 2 resources, nobody is changing it\n")
      #expect(await program.run("status", "dve").code == .usage)
    }
  }

  @Test("a plan made twice is the same, byte by byte, in every form")
  func stable() async throws {
    try await Program.inProject { program in
      for form in [[], ["--json"], ["--markdown"], ["--steps"]] {
        let first = await program.run(["plan", "dev"] + form)
        let second = await program.run(["plan", "dev"] + form)
        #expect(first.out == second.out)
        #expect(first.out.count > 100)
      }
    }
  }

  @Test("with --json is JSON, and every event of an apply is a line of it")
  func json() async throws {
    try await Program.inProject { program in
      let applied = await program.run("apply", "dev", "--yes", "--json")
      let events = try applied.out.split(separator: "\n").map {
        try JSONParser.parse(Array($0.utf8))
      }
      #expect(
        events.map { $0["type"].string } == [
          "version", "apply_start", "apply_complete", "apply_start", "apply_complete",
          "change_summary", "outputs",
        ])
      #expect(events[5]["changes"]["add"] == 2)
      #expect(events[5]["changes"]["operation"] == "apply")
      #expect(events[6]["outputs"]["version"] == "1.0")
      for words in [
        ["plan", "dev"], ["output", "dev"], ["state", "list", "dev"],
        ["state", "show", "dev", "terraform_data.version"], ["environments"], ["version"],
        ["status", "dev"],
      ] {
        let outcome = await program.run(words + ["--json"])
        #expect(outcome.code == .done)
        #expect(throws: Never.self) { try JSONParser.parse(Array(outcome.out.utf8)) }
      }
    }
  }

  @Test("has colours only where the terminal has them and --no-color does not forbid it")
  func colours() async throws {
    try await Program.inProject { program in
      let coloured = await program.run(["plan", "dev"], colour: true)
      let plain = await program.run(["plan", "dev", "--no-color"], colour: true)
      #expect(coloured.out.contains("\u{1B}["))
      #expect(!plain.out.contains("\u{1B}"))
      #expect(coloured.out.replacing(#/\x{1B}\[[0-9;]*m/#, with: "") == plain.out)
      #expect(Terminal.current(["NO_COLOR": "1"]).outTheme.paint("x", .error) == "x")
    }
  }

  @Test("is where it belongs: data on stdout, talk on stderr")
  func streams() async throws {
    try await Program.inProject { program in
      for words in [["plan", "dev"], ["graph", "dev"], ["environments"], ["version"], ["help"]] {
        let outcome = await program.run(words)
        #expect(outcome.code == .done)
        #expect(outcome.err == "")
        #expect(outcome.out != "")
      }
      let validate = await program.run("validate", "dev")
      #expect(validate.out == "")
      #expect(validate.err == "dev is valid: 2 resources.\n")
    }
  }

  @Test("help is made of the table of commands")
  func help() async throws {
    try await Program.inProject { program in
      var text = await program.run("help").out
      for command in InfraProgram.commands {
        text +=
          "\n$ infra help \(command.name)\n" + (await program.run(["help"] + command.words)).out
      }
      #expect(Golden.mismatch(text, "help.txt", besides: #filePath) == nil)
      #expect(await program.run("plan", "--help").out == (await program.run("help", "plan")).out)
      #expect(await program.run("--help").out == (await program.run()).out)
      #expect(await program.run("--version").out == "infra \(VersionCommand.version)\n")
    }
  }

  @Test("help is no wider than a terminal")
  func helpWidth() async throws {
    try await Program.inProject { program in
      for command in InfraProgram.commands {
        let text = await program.run(["help"] + command.words).out
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
      }
    }
  }

  @Test("completions are a script that bash can read and that offers commands and environments")
  func completions() async throws {
    try await Program.inProject { program in
      for shell in ["bash", "zsh"] {
        let outcome = await program.run("completions", shell)
        #expect(outcome.code == .done)
        let status = try Bash.run(["-n"], outcome.out).status
        #expect(status == 0)
      }
      let script = await program.run("completions", "bash").out
      let asking = """
        \(script)
        COMP_WORDS=(infra plan st); COMP_CWORD=2; _infra; echo "${COMPREPLY[@]}"
        COMP_WORDS=(infra ap); COMP_CWORD=1; _infra; echo "${COMPREPLY[@]}"
        COMP_WORDS=(infra plan dev --ref); COMP_CWORD=3; _infra; echo "${COMPREPLY[@]}"
        COMP_WORDS=(infra state s); COMP_CWORD=2; _infra; echo "${COMPREPLY[@]}"
        """
      let offers = try Bash.run([], asking).out
      #expect(offers == "staging\napply\n--refresh\nshow\n")
      #expect(await program.run("completions", "fish").out.hasPrefix("complete -c infra"))
      let unknown = await program.run("completions", "tcsh")
      #expect(unknown.code == .usage)
      #expect(
        unknown.err == """
          Error: Wrong command line
            There are no completions for "tcsh".
            Hint: the shells are bash, zsh and fish

          """)
    }
  }

  @Test("a graph is DOT or Mermaid")
  func graphs() async throws {
    try await Program.inProject { program in
      #expect(await program.run("graph", "dev").out.hasPrefix("digraph"))
      #expect(await program.run("graph", "dev", "--format", "mermaid").out.hasPrefix("flowchart"))
      let unknown = await program.run("graph", "dev", "--format", "mermiad")
      #expect(unknown.code == .usage)
      #expect(
        unknown.err == """
          Error: Wrong command line
            There is no format "mermiad".
            Hint: did you mean "mermaid"?

          """)
    }
  }

  @Test("what takes longer than people wait without a word is named within a second")
  func patience() async throws {
    let said = Collected()
    let terminal = Terminal(out: { _ in }, err: { said.add($0) })
    try await Patience.waiting(for: "Reading", terminal) { () async throws(Diagnostics) in
      // Looks rather than seconds: where other tests take all threads, both wait for one.
      for _ in 0..<3_000 where said.text.isEmpty {
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
    #expect(said.text == "Reading …\n")
    #expect(Patience.limit < .seconds(1))
    try await Patience.waiting(for: "Nothing", terminal) { () async throws(Diagnostics) in }
    #expect(said.text == "Reading …\n")
  }
}

/// bash, given a script on its input.
enum Bash {
  static func run(_ flags: [String], _ script: String) throws -> (status: Int32, out: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["bash"] + flags
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(script.utf8))
    try input.fileHandleForWriting.close()
    let out = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: out, as: UTF8.self))
  }
}
