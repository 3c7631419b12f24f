import Foundation
import InfraModel
import InfraSecrets
import Testing

@Suite("Fingerprints of secrets")
struct SecretFingerprintsTests {
  static let salt = "000102030405060708090a0b0c0d0e0f"
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  func fingerprints(_ variables: [String: String] = [:], salt: String = salt) throws
    -> SecretFingerprints
  {
    try SecretFingerprints(store: workshop.store(variables), salt: salt)
  }

  @Test("are the same for the same content, and differ with content, source and salt")
  func differ() throws {
    let variables = ["A": "hunter2", "B": "hunter2", "C": "hunter3"]
    let ours = try fingerprints(variables)
    let a = try #require(try ours.fingerprint(of: .environment("A")))
    #expect(try fingerprints(variables).fingerprint(of: .environment("A")) == a)
    let others = [
      try ours.fingerprint(of: .environment("B")), try ours.fingerprint(of: .environment("C")),
      try fingerprints(["A": "hunter3"]).fingerprint(of: .environment("A")),
      try fingerprints(variables, salt: String(Self.salt.reversed()))
        .fingerprint(of: .environment("A")),
    ]
    #expect(!others.contains(a))
    #expect(Set(others).count == 4)
  }

  /// Both values were made by Python's hashlib and hmac: states written today must be read by
  /// every later version.
  @Test("stay what they are from version to version")
  func stable() throws {
    let made = try fingerprints(["A": "hunter2"])
    #expect(try made.fingerprint(of: .environment("A")) == "p1:f3ad6425f7b3b824daec3bd7275863c9")
    let random = Array("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".utf8)
    #expect(
      try made.fingerprint(of: .generated("a"), content: random)
        == "h1:6f9e3d9f58a137fcb35fdb872612f487")
  }

  @Test("are slow for what can be guessed, also in the key store, and fast for what cannot")
  func schemes() throws {
    try workshop.write("hunter2", to: "project/token")
    let store = workshop.store()
    for source in [SecretSource.generated("a"), .generatedKey("a")] { _ = try store.open(source) }
    let made = try fingerprints()
    let sources: [SecretSource] = [.file("token"), .generated("a"), .generatedKey("a")]
    let schemes = try sources.map { try made.fingerprint(of: $0)?.prefix(3) }
    #expect(schemes == ["p1:", "h1:", "h1:"])
    let own = try made.fingerprint(of: .generated("a"), content: Array("hunter2".utf8))
    #expect(own.hasPrefix("p1:"))
    #expect(own.count == 3 + 32)
  }

  @Test("are read without making a secret, and with a reason for each that is missing")
  func read() throws {
    let store = workshop.store()
    _ = try store.open(.generated("made"))
    let made = try fingerprints(["A": "a"])
    let sources: [SecretSource] = [
      .environment("A"), .environment("A"), .environment("B"), .file("none"), .generated("made"),
      .generated("new"), .generatedKey("new"),
    ]
    let reading = made.read(sources)
    #expect(Set(reading.fingerprints.keys) == [.environment("A"), .generated("made")])
    #expect(Set(reading.problems.keys) == [.environment("B"), .file("none")])
    #expect(reading.problems.values.allSatisfy { $0.summary == "Secret not set" })
    #expect(workshop.names(in: workshop.keys) == ["made"])
    for (source, fingerprint) in reading.fingerprints {
      #expect(try made.fingerprint(of: source) == fingerprint)
    }
  }

  @Test("of a secret at hand are those that a later reading finds")
  func afterOpen() throws {
    let store = workshop.store()
    let made = try fingerprints()
    for source in [SecretSource.generated("a"), .generatedKey("a")] {
      #expect(try made.fingerprint(of: source) == nil)
      let content = try store.open(source)
      #expect(
        try made.fingerprint(of: source, content: content) == made.fingerprint(of: source))
    }
  }

  @Test("need a salt", arguments: ["", "00", "x00102030405060708090a0b0c0d0e0f0"])
  func salt(text: String) {
    #expect(problem { _ = try fingerprints(salt: text) }?.summary == "Invalid salt")
  }
}
