import InfraModel
import TestKit
import Testing

@testable import InfraReview

@Suite("The difference of two values")
struct LeafDiffTests {
  private func shown(_ before: Datum, _ after: Datum) -> [String] {
    LeafDiff.lines("v", from: before, to: after).map { line in
      String(repeating: "  ", count: line.depth) + "\(line.mark.rawValue) \(line.text)"
    }
  }

  @Test("names only the fields of a map that differ")
  func maps() {
    #expect(
      shown(["a": 1, "b": 2, "c": 3], ["a": 1, "b": 4, "d": 5])
        == ["~ v", "  ~ b: 2 -> 4", "  - c: 3", "  + d: 5"])
  }

  @Test("finds an element put into the middle of a list")
  func lists() {
    #expect(shown(["a", "b", "c"], ["a", "x", "b", "c"]) == ["~ v", "  + [1]: \"x\""])
    #expect(shown(["a", "b"], ["b"]) == ["~ v", "  - [0]: \"a\""])
  }

  @Test("goes into an object within a list")
  func objectsInLists() {
    #expect(
      shown([["p": 1, "q": 2]], [["p": 1, "q": 3]]) == ["~ v", "  ~ [0]", "    ~ q: 2 -> 3"])
  }

  @Test("shows changed lines with two lines of context")
  func text() {
    let before = (1...9).map { "line \($0)\n" }.joined()
    let after = before.replacing("line 5", with: "LINE 5")
    #expect(
      shown(.string(before), .string(after)) == [
        "~ v", "    @@ line 3 @@", "    line 3", "    line 4", "  - line 5", "  + LINE 5",
        "    line 6", "    line 7",
      ])
  }

  @Test("sees line ends of two kinds, a missing last newline and canonically equal text")
  func bytes() {
    #expect(
      shown("a\nb\n", "a\r\nb\n") == ["~ v", "    @@ line 1 @@", "  - a", "  + a\\r", "    b"])
    #expect(
      shown("a\nb\n", "a\nb").contains("  + b (no newline at the end)"))
  }

  @Test("compares JSON by what it means")
  func json() {
    #expect(
      shown("{\"a\": 1, \"b\": [1, 2]}", "{\"b\":[1,3],\"a\":1}")
        == ["~ v (JSON)", "  ~ b", "    ~ [1]: 2 -> 3"])
    #expect(shown("{\"a\": 1}", "{\"a\":1}") == ["~ v: the same JSON, written differently"])
  }

  @Test("shows nothing for secrets that are the same as far as can be told")
  func secrets() {
    #expect(shown(.secret("A", fingerprint: "x"), .secret("A")).isEmpty)
  }

  @Test("leads from any sequence to any other, whatever they are", arguments: 0..<200)
  func edits(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let before = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      Int.random(in: 0...4, using: &random)
    }
    let after = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      Int.random(in: 0...4, using: &random)
    }
    var old: [Int] = []
    var new: [Int] = []
    for edit in SequenceDiff.edits(from: before, to: after, isSame: ==) {
      switch edit {
      case .keep(let left, let right):
        #expect(before[left] == after[right])
        old.append(before[left])
        new.append(after[right])
      case .remove(let left): old.append(before[left])
      case .add(let right): new.append(after[right])
      case .change(let left, let right):
        old.append(before[left])
        new.append(after[right])
      }
    }
    #expect(old == before && new == after, "seed \(seed)")
  }

  @Test("ends soon on texts that have nothing in common", .timeLimit(.minutes(1)))
  func large() {
    let before = (0..<20_000).map { "a\($0)\n" }.joined()
    let after = (0..<20_000).map { "b\($0)\n" }.joined()
    let last = shown(.string(before), .string(after)).last
    #expect(last == "  + b19999")
  }
}
