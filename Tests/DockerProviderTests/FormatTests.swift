import Foundation
import InfraFiles
import InfraModel
import Testing

@testable import DockerProvider

@Suite("What goes over the wire")
struct FormatTests {
  @Test(
    "is a tar that tar itself reads, with long paths and owners", arguments: [10, 99, 150, 300])
  func tar(length: Int) throws {
    let folder = try ScratchFolder()
    let name = "d/" + String(repeating: "n", count: min(length, 200)) + "é"
    let path = length > 200 ? String(repeating: "p", count: 120) + "/" + name : name
    var bytes = TarArchive.header(path: "d", kind: .folder, mode: 0o755)
    bytes += TarArchive.header(path: path, kind: .file(size: 5), mode: 0o640, user: 7, group: 8)
    bytes += Array("hello".utf8) + TarArchive.padding(after: 5)
    let target = String(repeating: "t", count: length)
    bytes += TarArchive.header(path: "link", kind: .link(target), mode: 0o777)
    bytes += TarArchive.end
    #expect(bytes.count % 512 == 0)
    let file = folder.path + "/a.tar"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    let listing = try run("tar", ["--numeric-owner", "--utc", "-tvf", file])
    #expect(listing.contains("-rw-r----- 7/8 "))
    #expect(listing.contains(" 5 1970-01-01 00:00 "))
    #expect(listing.contains("link -> \(target)"))
    #expect(try run("tar", ["-xOf", file, path]) == "hello")
  }

  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test("is read as messages however its lines are cut")
  func lines() {
    let text = #"{"a":1}"# + "\r\n" + #"{"b":"é"}"# + "\n" + #"{"c":3}"#
    for size in 1...text.utf8.count {
      var lines = ProgressLines()
      var found: [Datum] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        found += lines.take(Array(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      found += lines.finish()
      #expect(found == [["a": 1], ["b": "é"], ["c": 3]])
    }
  }

  @Test("has frames whose contents are taken out, a cut one as far as it goes")
  func frames() {
    let bytes: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 2, 97, 10, 2, 0, 0, 0, 0, 0, 0, 9, 98]
    #expect(ContainerLogs.payload(of: bytes) == [97, 10, 98])
    #expect(ContainerLogs.payload(of: []) == [])
    #expect(ContainerLogs.payload(of: [1, 0, 0]) == [])
  }

  @Test("has BuildKit's log lines within protocol buffers within base64")
  func trace() {
    // StatusResponse { vertexes: [{ name: "step", started: {} }], logs: [{ msg: "out\n" }] }
    let bytes: [UInt8] = [
      0x0a, 0x08, 0x1a, 0x04, 0x73, 0x74, 0x65, 0x70, 0x2a, 0x00, 0x1a, 0x06, 0x22, 0x04, 0x6f,
      0x75, 0x74, 0x0a,
    ]
    var output = BuildOutput()
    let step = output.take([
      "id": "moby.buildkit.trace", "aux": .string(Data(bytes).base64EncodedString()),
    ])
    #expect(step == "step")
    #expect(output.lines == ["out"])
    for cut in bytes.indices { _ = ProtobufMessage(bytes[..<cut]).messages(1) }
  }

  @Test("has lines that cannot steer a terminal")
  func plain() {
    #expect(PlainLines.plain("\u{1b}[91mred\u{1b}[0m\u{7}\ttab\u{9b}") == "red\ttab")
    #expect(PlainLines.lines(of: "a\r\n \n\u{1b}[0m\nb") == ["a", "b"])
  }

  @Test(
    "has times in the engine's nanoseconds",
    arguments: [
      ("1h", 3_600_000_000_000), ("90s", 90_000_000_000), ("2m", 120_000_000_000),
      ("250ms", 250_000_000), ("0s", 0),
    ])
  func times(text: String, nanoseconds: Int) {
    #expect(EngineDuration.nanoseconds(text) == nanoseconds)
    #expect(EngineDuration.text(nanoseconds) == (text == "90s" ? "90s" : text))
  }

  @Test("has paths and queries that no name can break out of")
  func encoding() {
    let request = EngineRequest(.get, "/x", query: [("name", "a&b=c d/é")])
    #expect(request.target == "/x?name=a%26b%3Dc%20d%2F%C3%A9")
  }

  @Test("names all networks of a container from API 1.44, one before")
  func networks() {
    let body = ContainerBody(
      Fields(["image": "a:1"]),
      endpoints: [("one", .object(Fields())), ("two", .object(Fields()))])
    let names = { (minor: Int) in
      body.json(labels: Fields(), version: APIVersion(major: 1, minor: minor))["NetworkingConfig"][
        "EndpointsConfig"
      ].object?.keys
    }
    #expect(names(41) == ["one"])
    #expect(names(43) == ["one"])
    #expect(names(44) == ["one", "two"])
  }

  @Test("asks BuildKit first and knows when it wants a session")
  func session() {
    #expect(ImageBuilder.wantsSession("failed to solve: no active sessions"))
    #expect(!ImageBuilder.wantsSession("process \"session\" did not complete: exit code: 1"))
  }
}
