import Environments
import Foundation
import TestKit
import Testing

@testable import InfraCommand

@Suite("StudyAI's environments, offline and without Docker")
struct ProductTests {
  /// The product's own declarations in a project folder of the test's own: without a state, with
  /// no home, no variable and no engine.
  private func inProduct(_ body: (Program) async throws -> Void) async throws {
    try await Program.inProject { program in
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      let files = FileManager.default
      try files.removeItem(atPath: program.folder + "/Infra")
      for name in ["Infra", "Modules"] {
        try files.createSymbolicLink(
          atPath: "\(program.folder)/\(name)", withDestinationPath: root.appending(path: name).path)
      }
      program.variables = ["HOME": "", "DOCKER_HOST": "unix:///nonexistent/docker.sock"]
      program.catalogue = catalogue
      try await body(program)
    }
  }

  @Test("production is planned: every resource with its reason, twice the same bytes, 0 and 2")
  func production() async throws {
    try await inProduct { program in
      let plan = await program.run("plan", "prod")
      #expect(plan.code == .done)
      #expect(plan.err == "")
      let first = plan.out.split(separator: "\n").first { $0.hasPrefix("+ ") }
      #expect(first != nil)
      let created = plan.out.split(separator: "\n").filter { $0.hasPrefix("+ ") }.count
      let reasons = plan.out.split(separator: "\n").filter {
        $0 == "    declared, not in the state"
      }
      #expect(reasons.count == created)
      #expect(
        plan.out.contains("Plan: \(created) to create, 0 to update, 0 to replace, 0 to delete"))
      #expect(await program.run("plan", "prod").out == plan.out)
      #expect(await program.run("plan", "prod", "--detailed-exitcode").code == .changesPending)
    }
  }

  @Test("production is planned as it was looked at, with no request")
  func snapshot() async throws {
    try await inProduct { program in
      let plan = await program.run("plan", "prod").out
      // The second region differs in names and numbers: its addresses are enough.
      let changes = plan.split(separator: "\n\n").map { change in
        let lines = change.split(separator: "\n").filter { !$0.hasPrefix("    at ") }
        return change.hasPrefix("+ standby/") ? String(lines[0]) : lines.joined(separator: "\n")
      }
      let text = changes.joined(separator: "\n").replacing(#/ · digest [0-9a-f]+…/#, with: "")
      #expect(Golden.mismatch(text + "\n", "prod.txt", besides: #filePath) == nil)
    }
  }

  @Test("each is valid, has a graph and the four doors it promises")
  func valid() async throws {
    try await inProduct { program in
      let preview = ["--set", "owner=mia", "--set", "expires=2027-01-31"]
      for words in [["dev"], ["staging"], ["prod"], ["preview-12"] + preview] {
        for command in ["validate", "graph", "plan"] {
          let outcome = await program.run([command] + words)
          #expect(outcome.code == .done, "\(command) \(words): \(outcome.err)")
        }
        let images = words == ["prod"] ? [] : ["--set", "images=upstream"]
        let json = await program.run(["plan"] + words + ["--json"] + images)
        for name in ["url", "prometheus_url", "alertmanager_url", "grafana_url"] {
          #expect(json.out.contains("\"\(name)\""))
        }
      }
    }
  }

  @Test("a preview needs a number, an owner and a day")
  func preview() async throws {
    try await inProduct { program in
      let outcome = await program.run("plan", "preview-x", "--set", "expires=soon")
      #expect(outcome.code == .failed)
      #expect(
        outcome.err == """
          Error: Invalid variable
            The variable "preview": "x" is not the number of a pull request.
            at Preview.swift
            Hint: name it as preview-123

          Error: Variable not set
            The variable "owner" (who asked for the preview) has no value and no default.
            at Preview.swift
            Hint: set it on the command line:
                --set owner=VALUE
                INFRA_VAR_owner=VALUE

          Error: Invalid variable
            The variable "expires": "soon" is not a day.
            at Preview.swift
            Hint: write it as 2027-01-31

          """)
    }
  }
}
