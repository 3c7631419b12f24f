import Foundation

/// Comparison of a text with a file that was looked at by a human once.
public enum Golden {
  /// What is wrong, or nothing if the file holds exactly this text.
  ///
  /// With `INFRA_RECORD=1` in the environment the file is written anew, which is told as wrong
  /// too: a recording proves nothing.
  public static func mismatch(_ text: String, _ name: String, besides test: String) -> String? {
    let folder = URL(filePath: test).deletingLastPathComponent().appending(path: "Snapshots")
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["INFRA_RECORD"] == "1" {
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return "recorded \(name); look at it, then run again without INFRA_RECORD"
      } catch { return "\(name) could not be recorded: \(error)" }
    }
    guard let data = try? Data(contentsOf: file) else {
      return "\(name) does not exist; record it with INFRA_RECORD=1"
    }
    if data.elementsEqual(text.utf8) { return nil }
    let expected = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let actual = text.split(separator: "\n", omittingEmptySubsequences: false)
    let index = zip(expected, actual).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let line = index ?? min(expected.count, actual.count)
    let there = line < expected.count ? String(expected[line]) : "(ends)"
    let here = line < actual.count ? String(actual[line]) : "(ends)"
    return "\(name) differs at line \(line + 1):\n  file: \(there)\n  now:  \(here)\n"
      + "If that is right, record it with INFRA_RECORD=1."
  }
}
