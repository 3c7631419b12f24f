import FoundationEssentials
import InfraModel
import InfraState

/// `infra history` and `infra show`: what was applied, by whom, and what came of it.
enum HistoryCommands {
  static let history = CommandSyntax(
    "history", "List the revisions of an environment, newest first.", arguments: [.environment],
    flags: [.json]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    try await workspace.checkExists(invocation.arguments[0])
    let history = try await workspace.history(invocation.arguments[0])
    let terminal = invocation.runtime.terminal
    let newest = Array(history.revisions.reversed())
    if invocation.has(.json) {
      terminal.print(JSONWriter.text(.list(newest.map(RevisionText.value))) + "\n")
    } else {
      for revision in newest { terminal.print(RevisionText.line(revision) + "\n") }
      if newest.isEmpty { terminal.say("\(invocation.arguments[0]) was never applied.\n") }
    }
    return .done
  }

  static let show = CommandSyntax(
    "show", "Show what one revision of an environment changed.",
    arguments: [.environment, .init("REVISION", .word([]))], flags: [.json]
  ) { invocation async throws(Diagnostics) in
    let workspace = try Workspace(invocation)
    let words = invocation.arguments
    try await workspace.checkExists(words[0])
    let revision = try await workspace.revision(words[1], of: words[0])
    let terminal = invocation.runtime.terminal
    if invocation.has(.json) {
      terminal.print(JSONWriter.text(RevisionText.value(revision)) + "\n")
      return .done
    }
    terminal.print(RevisionText.line(revision) + "\n")
    terminal.print("  command  \(revision.changeSet.command)\n")
    terminal.print("  plan     \(revision.changeSet.plan)\n")
    if let commit = revision.changeSet.commit { terminal.print("  commit   \(commit)\n") }
    for change in revision.changes {
      let status = change.after.map { $0.status == .ready ? "" : " (\($0.status.rawValue))" } ?? ""
      terminal.print("  \(change.after == nil ? "-" : "+") \(change.address)\(status)\n")
    }
    return .done
  }
}

extension Workspace {
  /// The history of an environment.
  func history(_ environment: String) async throws(Diagnostics) -> History {
    let store = try store(of: environment)
    do throws(Diagnostic) { return try await store.history(environment) } catch {
      throw error.alone
    }
  }

  /// One revision of an environment, by its number as it was typed.
  func revision(_ text: String, of environment: String) async throws(Diagnostics) -> Revision {
    let history = try await history(environment)
    if let number = Int(text),
      let revision = history.revisions.last(where: { $0.number == number })
    {
      return revision
    }
    let numbers = history.revisions.map(\.number)
    let known =
      numbers.first.map { "it has revisions \($0) to \(numbers.last ?? $0)" }
      ?? "it was never applied"
    throw Diagnostic(
      "Unknown revision", "\(environment) has no revision \"\(text)\".", hints: [known],
      commands: ["infra history \(environment)"]
    ).alone
  }
}

/// A revision as people and programs read it.
enum RevisionText {
  static func line(_ revision: Revision) -> String {
    let time = Date(timeIntervalSince1970: Double(revision.changeSet.time))
    let commit = revision.changeSet.commit.map { ", commit \($0.prefix(8))" } ?? ""
    return "\(revision.number)  \(time.formatted(.iso8601))  \(revision.result)  "
      + "\(revision.changes.count) changed  by \(revision.changeSet.user)\(commit)"
  }

  static func value(_ revision: Revision) -> Datum {
    [
      "revision": .int(revision.number), "time": .int(revision.changeSet.time),
      "result": .string(revision.result), "user": .string(revision.changeSet.user),
      "command": .string(revision.changeSet.command), "plan": .string(revision.changeSet.plan),
      "commit": revision.changeSet.commit.map { .string($0) } ?? .null,
      "changes": .list(
        revision.changes.map { change in
          [
            "address": .string(change.address.text),
            "status": .string(change.after?.status.rawValue ?? "gone"),
          ]
        }),
    ]
  }
}
