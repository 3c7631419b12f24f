import Foundation
import InfraDSL
import InfraFiles
import Testing

/// A folder that goes with the test that made it.
final class ScratchFolder {
  let path = NSTemporaryDirectory() + "infra-test-files \(UUID().uuidString)"

  init(_ files: [String: String]) throws {
    for (name, text) in files { try write(name, text) }
  }

  func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite("A folder of the project")
struct FolderTests {
  let files = ["Dockerfile": "FROM x", "a/b.py": "1", "a/c.pyc": "2", ".dockerignore": "**/*.pyc"]

  @Test("is listed in one order, without what .dockerignore leaves out")
  func order() throws {
    let scratch = try ScratchFolder(files)
    let contents = try FolderContents(of: scratch.path)
    #expect(contents.entries.map(\.path) == [".dockerignore", "Dockerfile", "a", "a/b.py"])
  }

  @Test("keeps the Dockerfile although a rule leaves it out")
  func keeping() throws {
    let scratch = try ScratchFolder(["docker/Dockerfile": "FROM x", ".dockerignore": "*"])
    let contents = try FolderContents(of: scratch.path, keeping: ["docker/Dockerfile"])
    #expect(contents.entries.map(\.path) == ["docker/Dockerfile"])
  }

  @Test("has the same digest wherever it lies, and another after any change that counts")
  func digest() throws {
    let one = try ScratchFolder(files)
    let two = try ScratchFolder(files)
    let digest = { (folder: ScratchFolder) in
      try DiskProjectFiles(folder: folder.path).digest(ofFolder: ".")
    }
    let before = try digest(one)
    #expect(before.hasPrefix("sha256:"))
    #expect(try digest(two) == before)
    try two.write("a/c.pyc", "other")
    #expect(try digest(two) == before)
    try two.write("a/b.py", "other")
    #expect(try digest(two) != before)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: one.path + "/a/b.py")
    #expect(try digest(one) != before)
  }

  @Test("follows no link out of itself")
  func links() throws {
    let scratch = try ScratchFolder(["a": "1"])
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/loop", withDestinationPath: "..")
    let contents = try FolderContents(of: scratch.path)
    #expect(contents.entries.map(\.kind) == [.file(size: 1, isExecutable: false), .link("..")])
    #expect(try !contents.digest().isEmpty)
  }

  @Test("that is not there is an error")
  func missing() {
    #expect(throws: ProjectFileError.self) {
      try DiskProjectFiles(folder: "/nowhere").digest(ofFolder: "x")
    }
    #expect(throws: ProjectFileError.self) { try DiskProjectFiles(folder: "/nowhere").read("x") }
  }
}
