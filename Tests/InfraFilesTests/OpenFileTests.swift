import Foundation
import InfraFiles
import Testing

@Suite("An open file")
struct OpenFileTests {
  @Test("is read in pieces to its end")
  func pieces() throws {
    let path = NSTemporaryDirectory() + "infra-open-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("abcdefg".utf8).write(to: URL(fileURLWithPath: path))
    guard let file = OpenFile(path) else {
      Issue.record("\(path) cannot be opened")
      return
    }
    var pieces: [String] = []
    while let piece = try file.read(atMost: 3) {
      pieces.append(String(decoding: piece, as: UTF8.self))
    }
    #expect(pieces == ["abc", "def", "g"])
  }

  @Test("is nothing where there is none, and an error where it is a folder")
  func refused() {
    if OpenFile("/no/such/file") != nil { Issue.record("there is such a file") }
    guard let folder = OpenFile("/") else {
      Issue.record("a folder cannot be opened")
      return
    }
    do throws(FolderContents.Failure) {
      _ = try folder.read(atMost: 8)
      Issue.record("a folder was read")
    } catch { #expect(error.message == "Is a directory") }
  }
}
