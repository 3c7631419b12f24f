import Foundation
import InfraModel
import InfraState
import Testing

@testable import InfraCommand

@Suite("The commands on the state itself")
struct StateCommandTests {
  private func applied(_ body: (inout Program) async throws -> Void) async throws {
    try await Program.inProject { program in
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      try await body(&program)
    }
  }

  @Test("mv gives another address, as a revision of its own, and refuses a taken one")
  func move() async throws {
    try await applied { program in
      let outcome = await program.run(
        "state", "mv", "dev", "terraform_data.banner", "old/terraform_data.b")
      #expect(outcome.code == .done)
      #expect(outcome.out == "terraform_data.banner -> old/terraform_data.b\n")
      #expect(
        await program.run("state", "list", "dev").out
          == "old/terraform_data.b\nterraform_data.version\n")
      let history = await program.run("history", "dev", "--json").out
      #expect(history.contains("infra state mv dev terraform_data.banner old/terraform_data.b"))
      let taken = await program.run(
        "state", "mv", "dev", "old/terraform_data.b", "terraform_data.version")
      #expect(taken.code == .failed)
      #expect(
        taken.err.replacing(#/\([0-9a-f]{24}\)/#, with: "(ID)") == """
          Error: Address is taken
            terraform_data.version is another object's (ID) in the state of dev.
            in terraform_data.version
            Hint: move that one away first, or have it forgotten
                infra state mv dev terraform_data.version …
                infra state rm dev terraform_data.version

          """)
      let unknown = await program.run(
        "state", "mv", "dev", "terraform_data.versoin", "terraform_data.x")
      #expect(unknown.code == .failed)
      #expect(
        unknown.err == """
          Error: Unknown address
            The state of dev has no "terraform_data.versoin".
            Hint: did you mean "terraform_data.version"?
                infra state list dev

          """)
    }
  }

  @Test("rm and forget take several out, say what they risk, and name every unknown address")
  func remove() async throws {
    try await applied { program in
      let unknown = await program.run(
        "state", "rm", "dev", "terraform_data.a", "terraform_data.banne")
      #expect(unknown.code == .failed)
      #expect(unknown.err.contains("The state of dev has no \"terraform_data.a\"."))
      #expect(unknown.err.contains("did you mean \"terraform_data.banner\"?"))
      let asked = await program.run("state", "forget", "dev", "terraform_data.version")
      #expect(asked.code == .failed)
      #expect(asked.err.contains("needed by terraform_data.banner"))
      #expect(asked.err.contains("infra state forget dev terraform_data.version --yes"))
      let both = await program.run(
        "state", "rm", "dev", "terraform_data.version", "terraform_data.banner", "--yes")
      #expect(both.code == .done)
      #expect(both.err.hasSuffix("Taken out of the state of dev, serial 2.\n"))
      #expect(await program.run("state", "list", "dev").out == "")
    }
  }

  @Test("pull prints the state, and push takes it back unless it is older or of another lineage")
  func pullAndPush() async throws {
    try await applied { program in
      let pulled = await program.run("state", "pull", "dev").out
      #expect(pulled == (try program.read("state/dev.state")))
      try program.write(pulled, to: "copy.state")
      let same = await program.run("state", "push", "dev", "copy.state")
      #expect(same.err == "The state of dev holds the same already.\n")
      #expect(
        await program.run("state", "rm", "dev", "terraform_data.banner", "--yes").code == .done)
      let older = await program.run("state", "push", "dev", "copy.state", "--yes")
      #expect(older.code == .failed)
      #expect(
        older.err == """
          Error: State is older
            PROJECT/copy.state has serial 1, and the state of dev has 2: 1 change sets \
          would be forgotten.
            Hint: to go back to an older revision, objects and all, roll back instead
                infra rollback dev --to 1
                infra state push dev PROJECT/copy.state --force

          """)
      let forced = await program.run("state", "push", "dev", "copy.state", "--yes", "--force")
      #expect(forced.code == .done)
      #expect(forced.err.contains("+ terraform_data.banner"))
      #expect(
        forced.err.contains("serial 3. What was before is kept: PROJECT/state/dev.state.before-"))
      #expect(await program.run("plan", "dev").out.hasPrefix("No changes."))
      #expect(
        await program.run("rollback", "dev", "--to", "3", "--yes").out.hasPrefix("No changes."))
    }
  }

  @Test("push refuses a file that is none, one that was edited, and one of another environment")
  func pushInvalid() async throws {
    try await applied { program in
      let missing = await program.run("state", "push", "dev", "nothing.state", "--yes")
      #expect(missing.err == "Error: No such file\n  There is no file PROJECT/nothing.state.\n")
      let text = try program.read("state/dev.state")
      try program.write(text.replacing("resource ", with: "resuorce "), to: "edited.state")
      let edited = await program.run("state", "push", "dev", "edited.state", "--yes", "--force")
      #expect(edited.code == .failed)
      #expect(edited.err.contains("line 3 looks off: it begins with an unknown word"))
      try program.write(text, to: "state/other.state")
      try program.write(text, to: "dev.state")
      let other = await program.run("state", "push", "preview-1", "dev.state", "--yes")
      #expect(other.code == .failed)
      #expect(other.err.contains("is the state of \"dev\", not of \"preview-1\""))
    }
  }

  @Test("check tells all that is wrong and ends with 1; repair asks, mends, and keeps what was")
  func checkAndRepair() async throws {
    try await applied { program in
      let sound = await program.run("state", "check", "dev")
      #expect(sound.code == .done)
      #expect(
        sound.out == "The state of dev is sound: snapshot, journal, history, lock and saved plan.\n"
      )
      #expect(
        await program.run("state", "repair", "dev").err
          == "There is nothing to mend in the state of dev.\n")
      let text = try program.read("state/dev.state")
      try program.write(text.replacing("\"1.0\"", with: "\"1.1\""), to: "state/dev.state")
      try program.write("{", to: "state/dev.plan")
      let check = await program.run("state", "check", "dev")
      #expect(check.code == .failed)
      #expect(check.out == "The state of dev has 2 problems.\n")
      #expect(check.err.contains("line 4: terraform_data.version was changed"))
      #expect(check.err.contains("Saved plan cannot be read"))
      let json = await program.run("state", "check", "dev", "--json")
      #expect(json.code == .failed)
      #expect(json.out.contains("\"mend\":\"it is restored as revision 1 recorded it\""))
      let asked = await program.run("state", "repair", "dev")
      #expect(asked.code == .failed)
      #expect(asked.err.contains("infra state repair dev --yes"))
      #expect(try program.read("state/dev.plan") == "{")
      let mended = await program.run("state", "repair", "dev", "--yes")
      #expect(mended.code == .done)
      #expect(mended.err.contains("What was before is kept: PROJECT/state/dev.state.before-"))
      #expect(await program.run("state", "check", "dev").code == .done)
      #expect(await program.run("plan", "dev").out.hasPrefix("No changes."))
    }
  }

  @Test("rebuild puts back what lives in the state alone from its declaration")
  func rebuild() async throws {
    try await applied { program in
      let outputs = await program.run("output", "dev").out
      try FileManager.default.removeItem(atPath: program.folder + "/state")
      let outcome = await program.run("state", "rebuild", "dev", "--yes")
      #expect(outcome.code == .done)
      #expect(outcome.out.contains("terraform_data.banner  found by what others know of it\n"))
      #expect(await program.run("plan", "dev", "--refresh").out.hasPrefix("No changes."))
      #expect(await program.run("output", "dev").out == outputs)
    }
  }

  @Test("rebuild brings the machine's own variables back, which went with the state's folder")
  func rebuildVariables() async throws {
    try await Program.inProject { program in
      try program.write("version=7\n", to: "state/.variables")
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      try FileManager.default.removeItem(atPath: program.folder + "/state")
      let outcome = await program.run("state", "rebuild", "dev", "--yes")
      #expect(
        outcome.err.hasPrefix(
          "Brought state/.variables back from the copy that this user keeps:\nversion=7\n"))
      #expect(await program.run("output", "dev", "version").out == "7\n")
      #expect(await program.run("plan", "dev").out.hasPrefix("No changes."))
    }
  }

  @Test("rebuild of what bears no labels anywhere says where to look")
  func rebuildNothing() async throws {
    try await Program.inProject { program in
      program.variables["DOCKER_HOST"] = "unix:///nonexistent/docker.sock"
      let outcome = await program.run("state", "rebuild", "bridge", "--yes")
      #expect(outcome.code == .failed)
      #expect(outcome.err.contains("Provider not reachable"))
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/state/bridge.state"))
    }
  }

  @Test("without a state say so, and how to come by one; a mistyped name gets the nearest")
  func noState() async throws {
    try await Program.inProject { program in
      for words in [["pull"], ["check"], ["repair"], ["rm", "t.a"], ["mv", "t.a", "t.b"]] {
        let outcome = await program.run(["state", words[0], "dev"] + words.dropFirst())
        #expect(outcome.code == .failed)
        #expect(
          outcome.err == """
            Error: No state
              dev has no state: it was never applied, or the state's folder is gone.
              Hint: if its objects are there, put the state together from what bears its labels
                  infra state rebuild dev

            """)
        let mistyped = await program.run(["state", words[0], "devv"] + words.dropFirst())
        #expect(mistyped.code == .usage)
        #expect(mistyped.err.contains("did you mean \"dev\"?"))
      }
      for words in [["output"], ["history"], ["state", "list"], ["status"], ["drift"], ["unlock"]] {
        #expect(await program.run(words + ["devv"]).code == .usage, "\(words)")
      }
    }
  }
}

@Suite("A lock that is given free by hand")
struct UnlockTests {
  @Test("is shown with its holder and what it risks, and a missing answer leaves it")
  func shown() async throws {
    try await Program.inProject { program in
      var holder = LockHolder.current(command: "infra apply dev")
      holder.user = "mia"
      holder.host = "build-7"
      let session = try await StateStore(program.folder + "/state").open("dev", as: holder)
      let asked = await program.run("unlock", "dev")
      #expect(asked.code == .failed)
      #expect(
        asked.err.replacing(#/process \d+/#, with: "process N")
          .replacing(#/since \S+ \S+/#, with: "since TIME") == """
            `infra apply dev` of mia on build-7, process N, has held the lock of dev since TIME UTC.
            A lock whose holder has died on this machine is taken over without this command. If \
            the holder still runs, it stops before its next record; a request of its own may be \
            under way beside what you begin: whatever that one makes is found again by the next apply.
            Error: Nobody to ask
              There is no terminal to confirm this on. Nothing was done.
              Hint: confirm it beforehand:
                  infra unlock dev --yes

            """)
      let given = await program.run("unlock", "dev", "--yes")
      #expect(given.code == .done)
      #expect(given.err.hasSuffix("The lock of dev is free.\n"))
      #expect(await program.run("unlock", "dev").err == "Nobody holds the lock of dev.\n")
      try? await session.close()
    }
  }

  @Test("can be one that nobody can read")
  func unreadable() async throws {
    try await Program.inProject { program in
      try program.write("{", to: "state/dev.lock")
      let refused = await program.run("apply", "dev", "--yes")
      #expect(refused.err.contains("Lock cannot be read"))
      let given = await program.run("unlock", "dev", "--yes")
      #expect(given.code == .done)
      #expect(
        given.err.hasPrefix("The lock of dev cannot be read: it cannot be told who holds it.\n"))
      #expect(await program.run("apply", "dev", "--yes").code == .done)
    }
  }

  @Test("is only the one that was looked at")
  func another() async throws {
    let disk = LocalDisk()
    let folder = FileManager.default.temporaryDirectory.path
    let name = "unlock-\(UInt64.random(in: 0..<(1 << 40)))"
    let store = StateStore(folder)
    try disk.write(Array("first".utf8), to: "\(folder)/\(name).lock")
    let cell = try store.lockCell(of: name)
    let seen = try #require(try await cell.read())
    try disk.write(Array("second".utf8), to: "\(folder)/\(name).lock")
    #expect(try await !cell.swap(from: seen, to: nil))
    #expect(try disk.read("\(folder)/\(name).lock") == Array("second".utf8))
    try disk.remove("\(folder)/\(name).lock")
  }
}

@Suite("The program for the day when no declaration can be read")
struct RescueTests {
  private func rescue(_ program: Program, _ words: String...) async -> Program.Outcome {
    var program = program
    program.catalogue = .init(project: "sample", [])
    program.kind = InfraProgram.rescue
    return await program.run(words)
  }

  @Test("has the commands that work from state alone, and its own name in what it says")
  func commands() async throws {
    try await Program.inProject { program in
      let help = await rescue(program, "help").out
      for name in [
        "destroy", "drift", "rollback", "history", "show", "unlock", "output", "doctor", "status",
        "state list", "state show", "state check", "state repair", "state rebuild", "state mv",
        "state rm", "state forget", "state pull", "state push",
      ] {
        #expect(help.contains("\n  \(name) "), "\(name)")
      }
      for name in ["plan", "apply", "import", "export", "graph", "validate"] {
        #expect(!help.contains("\n  \(name) "), "\(name)")
      }
      #expect(help.contains("Usage: infra-rescue COMMAND"))
      #expect(
        await rescue(program, "help", "state", "mv").out.contains("Usage: infra-rescue state mv"))
      let wrong = await rescue(program, "destory", "dev")
      #expect(wrong.code == .usage)
      #expect(wrong.err.contains("did you mean \"destroy\"?"))
      #expect(wrong.err.contains("infra-rescue help"))
    }
  }

  @Test("shows, rolls back and destroys what the whole program has applied")
  func works() async throws {
    try await Program.inProject { program in
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      #expect(await program.run("apply", "dev", "--yes", "--set", "version=2").code == .done)
      #expect(await rescue(program, "output", "dev", "version").out == "2\n")
      #expect(await rescue(program, "drift", "dev").code == .done)
      #expect(await rescue(program, "rollback", "dev", "--to", "1", "--yes").code == .done)
      #expect(await rescue(program, "output", "dev", "version").out == "1.0\n")
      #expect(await rescue(program, "show", "dev", "3").out.contains("infra rollback dev --to 1"))
      let unknown = await rescue(program, "destroy", "devv", "--yes")
      #expect(unknown.code == .usage)
      #expect(
        unknown.err == """
          Error: Unknown environment
            There is no state of an environment "devv".
            Hint: did you mean "dev"?
            Hint: these have one: dev
                infra-rescue state rebuild devv

          """)
      #expect(await rescue(program, "destroy", "dev", "--yes").code == .done)
      #expect(await rescue(program, "state", "list", "dev").out == "")
    }
  }
}
