import InfraModel
import InfraReview
import TestKit
import Testing

@Suite("The text of a diagnostic")
struct DiagnosticTextTests {
  private let diagnostic = Diagnostic(
    "Duplicate key",
    "Two declarations in this module have the key web. A key is unique within its type, so that "
      + "an address means one resource.",
    address: Sample.address("docker_container.web"),
    at: SourceLocation(file: "/project/Infra/Prod.swift", line: 12),
    notes: [
      .init("first declared here", at: SourceLocation(file: "/project/Infra/Prod.swift", line: 3))
    ], hints: ["give one of them another key, as web-2, which is a word that has to be wrapped"],
    commands: ["infra state list prod --a-flag-that-is-longer-than-the-width-that-was-asked-for"])

  @Test("has what, why, where, how to fix and what to type, wrapped but for the command")
  func whole() {
    let text = DiagnosticText(root: "/project", width: 60).render(diagnostic)
    #expect(
      text == """
        Error: Duplicate key
          Two declarations in this module have the key web. A key is
          unique within its type, so that an address means one
          resource.
          in docker_container.web
          at Infra/Prod.swift:12
          first declared here: Infra/Prod.swift:3
          Hint: give one of them another key, as web-2, which is a
            word that has to be wrapped
              infra state list prod --a-flag-that-is-longer-than-the-width-that-was-asked-for

        """)
  }

  @Test("says the same with a theme, in colour")
  func colour() {
    let coloured = DiagnosticText(theme: .colour, root: "/project", width: 60).render(diagnostic)
    #expect(coloured.hasPrefix("\u{1B}[31;1mError:\u{1B}[0m"))
    #expect(
      coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        == DiagnosticText(root: "/project", width: 60).render(diagnostic))
  }

  @Test("keeps the lines of a log apart and its escapes from the terminal")
  func log() {
    let warning = Diagnostic(
      "Unhealthy", "Its last lines:\n  a\u{1B}[2J\n\n  b", severity: .warning)
    #expect(
      DiagnosticText().render(warning)
        == "Warning: Unhealthy\n  Its last lines:\n    a\\u{1b}[2J\n\n    b\n")
  }
}
