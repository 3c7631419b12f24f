import Foundation
import InfraModel
import InfraSecrets
import Testing

@Suite("The content of a secret")
struct CanaryTests {
  let canary = "canary-2f9d0c17"
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  /// All ways in which a value may be printed.
  func texts(_ value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(dumped)"
  }

  @Test("shows in no description, dump, warning or error of what holds it or comes of it")
  func shows() throws {
    try workshop.write("\(canary)\n", to: "project/token", mode: 0o644)
    let store = workshop.store(["TOKEN": canary, "OTHER": canary])
    let fingerprints = try SecretFingerprints(
      store: store, salt: SecretFingerprintsTests.salt)
    #expect(text(try store.open(.file("token"))) == canary)
    #expect(text(try store.open(.environment("TOKEN"))) == canary)
    _ = try store.open(.generatedKey("edge"))
    try Data("-----BEGIN PRIVATE KEY-----\n\(canary)\n".utf8).write(
      to: URL(filePath: "\(workshop.keys)/edge.pem"))
    let damaged = try #require(problem { _ = try store.open(.generatedKey("edge")) })
    let sources: [SecretSource] = [
      .environment("TOKEN"), .environment("NONE"), .file("token"), .generatedKey("edge"),
    ]
    let reading = fingerprints.read(sources)
    #expect(reading.fingerprints.count == 2)
    #expect(reading.problems.count == 2)
    let sealed = sources.map {
      Datum.secret(SealedSecret($0)).sealed(with: reading.fingerprints)
    }
    let printed = [
      texts(store), texts(fingerprints), texts(reading), texts(damaged), texts(sealed),
      texts(workshop.warnings),
    ]
    #expect(workshop.warnings.count == 1)
    #expect(printed.allSatisfy { !$0.contains(canary) })
  }
}
