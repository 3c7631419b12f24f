import Foundation
import Testing

@testable import InfraCommand

@Suite("Commands that messages name")
struct NamedCommandTests {
  @Test("exist, with the flags that are named with them")
  func exist() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var named = 0
    for folder in ["Sources", "Modules", "Infra"] {
      let files = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for line in text.split(separator: "\n") where !line.trimmed.hasPrefix("//") {
          for match in line.matches(of: #/"infra (?!cannot)([a-z]+(?: [a-z]+)?)([^"]*)"/#) {
            let words = match.1.split(separator: " ").map(String.init)
            let command = InfraProgram.commands.first { words.starts(with: $0.words) }
            #expect(command != nil, "\(file.lastPathComponent): infra \(match.1)")
            named += 1
            for flag in match.2.matches(of: #/--([a-z-]+)/#) {
              let isKnown = command?.flags.contains { $0.name == String(flag.1) } ?? true
              #expect(isKnown, "\(file.lastPathComponent): infra \(match.1) --\(flag.1)")
            }
          }
        }
      }
    }
    #expect(named > 15)
  }
}

extension Substring {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
