import Foundation
import InfraState
import Testing

@testable import InfraCommand

@Suite("A state that cannot be trusted or written")
struct StateErrorTests {
  @Test("cut off is told with how to restore it, and stays as it is")
  func cutOff() async throws {
    try await Program.inProject { program in
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      let whole = try program.read("state/dev.state")
      let lines = whole.split(separator: "\n")
      let half = lines.prefix(3).joined(separator: "\n") + "\n" + lines[3].prefix(9)
      try program.write(half, to: "state/dev.state")
      for command in [["plan", "dev"], ["apply", "dev", "--yes"], ["output", "dev"]] {
        let outcome = await program.run(command)
        #expect(outcome.code == .failed)
        #expect(outcome.out == "")
        #expect(
          outcome.err == """
            Error: State is cut off
              PROJECT/state/dev.state is not whole: it ends after line 3, without its last line. This tool \
            replaces the file as a whole and never leaves half of it, so that something else cut it: a full \
            disk during a copy, or an editor.
              Hint: Restore the last committed one, then see with a plan what differs from it.
                  git log --oneline -- PROJECT/state/dev.state
                  git checkout -- PROJECT/state/dev.state

            """)
      }
      #expect(try program.read("state/dev.state") == half)
    }
  }

  @Test("of an unknown version is refused")
  func unknownVersion() async throws {
    try await Program.inProject { program in
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      let text = try program.read("state/dev.state")
      try program.write(
        text.replacing("infra-state 1 ", with: "infra-state 7 "), to: "state/dev.state")
      let outcome = await program.run("plan", "dev")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: State has an unknown version
            PROJECT/state/dev.state has the form of version 7; this infra knows version 1 only and does \
          not touch what it may not understand.
            Hint: A newer infra wrote it: update infra, or ask who applied last for their version.
                infra version

          """)
    }
  }

  @Test("edited by hand is refused")
  func edited() async throws {
    try await Program.inProject { program in
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      let text = try program.read("state/dev.state")
      try program.write(text.replacing("\"1.0\"", with: "\"1.1\""), to: "state/dev.state")
      let outcome = await program.run("apply", "dev", "--yes")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: State was changed outside of infra
            PROJECT/state/dev.state does not match its own checksum: it was edited by hand or badly \
          merged. What it says of the objects may be wrong, so that nothing is planned from it.
            Hint: Restore the file as it was after the last apply; of two branches that both applied, \
          take the one with the higher serial whole and plan anew.
                git log --oneline -- PROJECT/state/dev.state
                git checkout -- PROJECT/state/dev.state

          """)
    }
  }

  @Test(
    "on a disk without room ends the apply before anything is done", .enabled(if: Mount.isPossible))
  func diskFull() async throws {
    try await Program.inProject { program in
      let mount = try Mount(at: program.folder + "/state", options: "size=4k")
      defer { mount.end() }
      try program.write(String(repeating: "x", count: 4096), to: "state/filler")
      let outcome = await program.run("apply", "dev", "--yes")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: Disk is full
            infra cannot write PROJECT/state/dev.lock.tmp: No space left on device. What was recorded \
          before is safe, and nothing is done that cannot be recorded.
            Hint: Make room, then run the same command again: it goes on from here.
                df -h PROJECT/state

          """)
      try FileManager.default.removeItem(atPath: program.folder + "/state/filler")
    }
  }

  @Test("that is read-only can be planned from and not applied to", .enabled(if: Mount.isPossible))
  func notWritable() async throws {
    try await Program.inProject { program in
      let mount = try Mount(at: program.folder + "/state", options: "ro,size=64k")
      defer { mount.end() }
      let plan = await program.run("plan", "dev")
      #expect(plan.code == .done)
      #expect(
        plan.err == """
          Warning: State is not writable
            infra cannot write PROJECT/state/dev.plan.tmp: Read-only file system. The file system is \
          mounted read-only.
            Hint: Work in a folder that can be written; a plan needs no writable state.

          """)
      let outcome = await program.run("apply", "dev", "--yes")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: State is not writable
            infra cannot write PROJECT/state/dev.lock.tmp: Read-only file system. The file system is \
          mounted read-only.
            Hint: Work in a folder that can be written; a plan needs no writable state.

          """)
    }
  }

  @Test("of an apply that was ended when its work was done is settled by the next one")
  func leftover() async throws {
    try await Program.inProject { program in
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      var dead = LockHolder.current(command: "infra apply dev")
      dead.processStart = "another"
      let store = StateStore(program.folder + "/state")
      let session = try await store.open("dev", as: dead)
      try await session.begin(ChangeSet(command: "infra apply dev"))
      try await session.record(outputs: session.base.outputs)
      #expect(try await store.hasJournal("dev"))
      let outcome = await program.run("apply", "dev", "--yes")
      #expect(outcome.code == .done && outcome.out.hasPrefix("No changes."))
      #expect(try await !store.hasJournal("dev"))
      #expect(try await store.lock(of: "dev") == nil)
    }
  }

  @Test("that another one is changing says who, since when, and what to do")
  func locked() async throws {
    try await Program.inProject { program in
      let store = StateStore(program.folder + "/state")
      var holder = LockHolder.current(command: "infra apply dev")
      holder.user = "mia"
      holder.host = "build-7"
      let session = try await store.open("dev", as: holder)
      #expect(await program.run("plan", "dev").code == .done)
      let outcome = await program.run("apply", "dev", "--yes")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err.replacing(#/process \d+/#, with: "process N")
          .replacing(#/since \S+ \S+/#, with: "since TIME").replacing(
            // It may have ended where other tests keep all threads from the one that renews it.
            #/(ends in \d+ s unless it is renewed|ended \d+ s ago without renewal)/#,
            with: "ends in N s unless it is renewed")
            == """
            Error: State is locked
              "dev" is being changed by mia on build-7 (process N, `infra apply dev`) since TIME UTC; its \
            lease ends in N s unless it is renewed. Only one may change an environment at a time.
              Hint: Wait until it has ended, then run the same command again; a plan never waits.
              Hint: A lock whose process has ended is taken over by itself. If you know better than infra \
            that it is dead, give the lock free; if it is not, both will change the same objects.
                  infra unlock dev

            """)
      try await session.close()
      #expect(await program.run("apply", "dev", "--yes").code == .done)
    }
  }
}

@Suite("--lock-timeout")
struct LockTimeoutTests {
  private func holding(_ program: Program) async throws -> StateSession {
    var holder = LockHolder.current(command: "infra apply dev")
    holder.user = "mia"
    holder.host = "build-7"
    return try await StateStore(program.folder + "/state").open("dev", as: holder)
  }

  @Test("waits for who changes the environment, says for whom, and plans what they leave")
  func waits() async throws {
    try await Program.inProject { program in
      let session = try await holding(program)
      let (program, err) = (program, Collected())
      async let waiting = program.run(
        ["apply", "dev", "--yes", "--lock-timeout", "60"], err: err)
      // As long as it takes on a busy machine; if nothing is said, the end of the run shows it.
      for _ in 0..<600 where !err.text.contains("Waiting up to 60 s") {
        try await Task.sleep(for: .milliseconds(100))
      }
      try await session.close()
      let outcome = await waiting
      #expect(outcome.code == .done, "\(outcome.err)")
      #expect(outcome.err.contains("Waiting up to 60 s for mia on build-7 (process "))
      #expect(await program.run("plan", "dev", "--detailed-exitcode").code == .done)
    }
  }

  @Test("ends when the time is over, and says who has it")
  func ends() async throws {
    try await Program.inProject { program in
      #expect(await program.run("apply", "dev", "--yes").code == .done)
      let session = try await holding(program)
      for words in ["apply dev --set version=2 --yes", "state mv dev a.b a.c"] {
        let line = words.split(separator: " ").map(String.init)
        let outcome = await program.run(line + ["--lock-timeout", "1"])
        #expect(outcome.code == .failed, "\(outcome.err)")
        #expect(outcome.err.contains("is being changed by mia on build-7"), "\(outcome.err)")
      }
      try await session.close()
    }
  }

  @Test("is a number of seconds", arguments: ["soon", "-1", "86401", "1.5"])
  func words(text: String) async throws {
    try await Program.inProject { program in
      let outcome = await program.run("apply", "dev", "--yes", "--lock-timeout=\(text)")
      #expect(outcome.code == .usage)
      #expect(
        outcome.err.contains("--lock-timeout is a number from 0 to 86400, not \"\(text)\"."),
        "\(outcome.err)")
    }
  }
}

/// A file system in memory, mounted for one test; only root may do that.
struct Mount {
  static var isPossible: Bool {
    #if os(Linux)
    geteuid() == 0
    #else
    false
    #endif
  }

  struct Failure: Error { let command: String }
  private let folder: String

  init(at folder: String, options: String) throws {
    self.folder = folder
    try Self.run("mount", "-t", "tmpfs", "-o", options, "infra-test", folder)
  }

  func end() { try? Self.run("umount", "--lazy", folder) }

  private static func run(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Failure(command: words.joined(separator: " ")) }
  }
}
