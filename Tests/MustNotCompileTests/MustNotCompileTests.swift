import Foundation
import Testing

@Suite("The compiler")
struct MustNotCompileTests {
  /// A sample: where it must be refused, and with which message.
  struct Expectation: Equatable {
    let file: String
    let line: Int
    let message: String
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Samples")

  static func samples() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "swift" && $0.lastPathComponent != "MustCompile.swift" }
      .sorted { $0.path < $1.path }
  }

  /// The comments `// error: message` of a sample; each speaks of the line after it.
  static func expectations(in file: URL) throws -> [Expectation] {
    let lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      guard let comment = line.range(of: "// error: ") else { return nil }
      return Expectation(
        file: file.lastPathComponent, line: index + 2, message: String(line[comment.upperBound...]))
    }
  }

  @Test("takes what is right, so that what follows is refused for its mistakes alone")
  func mustCompile() async throws {
    let result = try await Compiler().check([
      Self.folder.appendingPathComponent("MustCompile.swift")
    ])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.isEmpty)
  }

  @Test("refuses each mistake on its line, with a message that tells what is wrong")
  func mustNotCompile() async throws {
    let samples = try Self.samples()
    #expect(samples.count >= 20)
    let result = try await Compiler().check(samples)
    #expect(result.status != 0)
    for sample in samples {
      let expected = try Self.expectations(in: sample)
      let name = sample.lastPathComponent
      let found = result.errors.filter { $0.file == name }
      #expect(expected.count == 1, "\(name) has to say one error")
      for expectation in expected {
        #expect(
          found.contains {
            $0.line == expectation.line && $0.message.contains(expectation.message)
          },
          "\(name):\(expectation.line) must say: \(expectation.message)\nsaid: \(found)")
      }
      #expect(
        found.allSatisfy { error in expected.contains { $0.line == error.line } },
        "\(name) is refused for something else as well: \(found)")
    }
    let known = Set(samples.map(\.lastPathComponent))
    #expect(result.errors.allSatisfy { known.contains($0.file) }, "\(result.output)")
  }
}
