import Foundation

/// What Terraform's provider does with each change, read from the table in `Fixtures`.
struct TerraformVerdicts {
  /// What it does with one change.
  struct Verdict {
    let text: String

    /// Whether it is the same as an update or a replacement here. What Terraform sees no change
    /// in, as values that it takes only along with another change, is an update here.
    func isSame(asReplacement isReplacement: Bool) -> Bool {
      // A change that cannot be made alone: a FIFO topic is one by its name too.
      if text == "refused" { return true }
      return isReplacement ? text == "replace" : text == "update" || text == "no-op"
    }
  }

  private let verdicts: [String: Verdict]

  init() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = folder.appendingPathComponent("Fixtures/terraform-verdicts.txt")
    var verdicts: [String: Verdict] = [:]
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 4, !line.hasPrefix("#") else { continue }
      verdicts[words[..<3].joined(separator: " ")] = Verdict(text: String(words[3]))
    }
    self.verdicts = verdicts
  }

  /// The changes that Terraform does not plan alone.
  var refused: [String] { verdicts.filter { $0.value.text == "refused" }.map(\.key) }

  subscript(name: String) -> Verdict? { verdicts[name] }
}
