import Foundation
import InfraModel
import Testing

/// The written list of what moto cannot do.
struct MotoExceptions: Sendable {
  /// One line of the list.
  struct Line: Sendable {
    let type: String
    let subject: String
    let moto: String
    let instead: String
  }

  let lines: [Line]

  /// The list beside the tests.
  static let shared: MotoExceptions = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "MotoExceptions.md")
    return MotoExceptions((try? String(contentsOf: file, encoding: .utf8)) ?? "")
  }()

  init(_ text: String) {
    lines = text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("| `") else { return nil }
      let cells = line.split(separator: "|", omittingEmptySubsequences: true)
        .map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }
      guard cells.count == 4 else { return Line(type: "", subject: "", moto: "", instead: "") }
      let name = { (cell: String) in cell.replacing("`", with: "") }
      return Line(type: name(cells[0]), subject: name(cells[1]), moto: cells[2], instead: cells[3])
    }
  }

  /// What of a type moto cannot do: arguments by their names.
  func subjects(of type: String) -> Set<String> {
    Set(lines.filter { $0.type == type }.map(\.subject))
  }
}

@Suite("The list of what moto cannot do")
struct MotoExceptionsTests {
  @Test("names declared types and their arguments, and says of each how it is tested instead")
  func lines() {
    let list = MotoExceptions.shared
    for line in list.lines {
      guard let schema = TypeTests.schemas[line.type] else {
        Issue.record("a line has no declared type, or not four cells: \(line)")
        continue
      }
      let isOther = line.subject.hasPrefix("operation ") || line.subject == "everything"
      #expect(isOther || schema.argument(line.subject) != nil, "\(line.type): \(line.subject)")
    }
    let keys = list.lines.map { "\($0.type) \($0.subject)" }
    #expect(Set(keys).count == keys.count, "a line stands twice")
  }
}
