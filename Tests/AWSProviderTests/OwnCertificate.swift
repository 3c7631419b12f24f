import Foundation
import Testing

/// A certificate that a test makes itself, by OpenSSL.
struct OwnCertificate: Sendable {
  let certificate: String
  let key: String

  init(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "infra-certificate-\(UInt32.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"]
      + ["-subj", "/CN=\(name)", "-keyout", "key.pem", "-out", "certificate.pem"]
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    func text(_ file: String) throws -> String {
      String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
    }
    certificate = try text("certificate.pem")
    key = try text("key.pem")
  }
}
