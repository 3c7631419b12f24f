import Foundation
import InfraCrypto
import Testing

#if os(Linux)
/// Every room is linked into the one program that runs the tests, libcurl and libcrypto too.
@Suite("Linkage")
struct LinkageTests {
  /// File names to resolved paths of everything that the loader loads for a file.
  private func libraries(of file: String) throws -> [String: String] {
    let folder = try OpenSSLTool.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = folder.appending(path: "ldd")
    let process = try OpenSSLTool.start(
      [file], program: "/usr/bin/ldd", output: output)
    process.waitUntilExit()
    var found: [String: String] = [:]
    for line in try String(contentsOf: output, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let name = words.first else { continue }
      found[URL(filePath: name).lastPathComponent] = words.count > 2 ? words[2] : name
    }
    return found
  }

  @Test("libcrypto is the one that libcurl loads, and nothing else comes in")
  func nothingNew() throws {
    _ = try SHA256.hash("keeps libcrypto linked")
    // Resolved here: in ldd, "self" would be ldd.
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let ours = try libraries(of: program)
    let curl = try #require(ours.first { $0.key.hasPrefix("libcurl") })
    let theirs = try libraries(of: curl.value)
    let crypto = try #require(ours.first { $0.key.hasPrefix("libcrypto") })
    #expect(theirs[crypto.key] == crypto.value)

    // What any Swift program loads: its own runtime (in a folder "swift") and the C runtime.
    let runtime = ["libm.", "libc.", "libstdc++.", "libgcc_s.", "ld-linux", "linux-vdso"]
    let added = ours.filter { name, path in
      name != curl.key && theirs[name] == nil && !path.contains("/swift/")
        && !runtime.contains { name.hasPrefix($0) }
    }
    #expect(added.isEmpty)
  }
}
#endif
