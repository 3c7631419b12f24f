import InfraModel
import Testing

@testable import InfraState

/// What is told of a state's file that is not as it was written.
@Suite struct SnapshotErrorTests {
  private func lines() throws -> [String] {
    var random = RandomState(seed: 11)
    let bytes = try SnapshotFile.bytes(try random.snapshot(count: 4))
    return String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func error(_ lines: [String], ending: String = "\n") -> Diagnostic? {
    let bytes = Array(lines.joined(separator: ending).utf8)
    return #expect(throws: Diagnostic.self) {
      try SnapshotFile.snapshot(bytes, path: "state/dev.state")
    }
  }

  @Test func aNewerVersionIsRefusedAndNamed() throws {
    var lines = try lines()
    lines[0] = lines[0].replacing("infra-state 1", with: "infra-state 2")
    let error = error(lines)
    #expect(error?.summary == "State has an unknown version")
    #expect(
      error?.detail == "state/dev.state has the form of version 2; this infra knows version 1 "
        + "only and does not touch what it may not understand.")
    #expect(error?.hints.first?.contains("update infra") == true)
  }

  @Test func aCutOffFileIsToldAsSuchWithTheWayBack() throws {
    let error = error(try lines().dropLast(3))
    #expect(error?.summary == "State is cut off")
    #expect(error?.detail.contains("without its last line") == true)
    #expect(
      error?.commands == [
        "git log --oneline -- state/dev.state", "git checkout -- state/dev.state",
      ])
  }

  @Test func anEmptyFileIsToldAsCutOff() {
    let error = error([])
    #expect(error?.summary == "State is cut off")
    #expect(error?.detail.contains("it is empty") == true)
  }

  @Test func aConflictMarkIsFoundByItsLine() throws {
    var lines = try lines()
    lines.insert("<<<<<<< HEAD", at: 2)
    let error = error(lines)
    #expect(error?.summary == "State was changed outside of infra")
    #expect(error?.detail.contains("line 3 is a conflict mark that git left") == true)
    #expect(error?.hints.first?.contains("the one with the higher serial") == true)
  }

  @Test func aBrokenLineIsNamed() throws {
    var lines = try lines()
    let line = try #require(lines.firstIndex { $0.hasPrefix("resource ") })
    lines[line] = lines[line].replacing("\"instance\":", with: "\"instance\" ")
    #expect(error(lines)?.detail.contains("line \(line + 1) looks off: it is no JSON") == true)
  }

  @Test func aRepeatedLineIsNamed() throws {
    var lines = try lines()
    let line = try #require(lines.firstIndex { $0.hasPrefix("resource ") })
    lines.insert(lines[line], at: line)
    #expect(
      error(lines)?.detail.contains(
        "line \(line + 2) looks off: it is out of order or there twice") == true)
  }

  @Test func anEditThatLeavesEveryLineWholeIsStillTold() throws {
    var lines = try lines()
    lines[0] = lines[0].replacing("\"salt\":\"00ff\"", with: "\"salt\":\"00fe\"")
    let error = error(lines)
    #expect(error?.summary == "State was changed outside of infra")
    #expect(error?.detail.contains("edited by hand or badly merged. What it says") == true)
  }

  @Test func convertedLineEndsAreRecognised() throws {
    let error = error(try lines(), ending: "\r\n")
    #expect(error?.detail.contains("line ends were converted") == true)
  }
}
