import Foundation
import InfraCrypto
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// FIPS 180-4's examples.
  @Test(
    "gives the digests that NIST publishes",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func publishedDigests(message: String, digest: String) throws {
    #expect(try SHA256.hash(message).hex == digest)
    #expect(try SHA256.hash(Data(message.utf8)).hex == digest)
  }

  @Test("gives NIST's digest of a million letters")
  func millionLetters() throws {
    #expect(
      try SHA256.hash(String(repeating: "a", count: 1_000_000)).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("gives the same digest however the bytes are cut", arguments: 0..<50 as Range<UInt64>)
  func anyCut(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    var whole: [UInt8] = []
    var hash = try SHA256()
    for _ in 0..<10 {
      let piece = try random.bytes(Int(try random.bytes(1)[0]))
      whole += piece
      try hash.update(piece)
    }
    try hash.update("é")
    whole += "é".utf8
    #expect(try hash.finish() == SHA256.hash(whole), "seed \(seed)")
  }

  @Test("can be used by many tasks at once")
  func concurrent() async throws {
    let expected = try SHA256.hash("abc")
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { try (0..<500).allSatisfy { _ in try SHA256.hash("abc") == expected } }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }
}

@Suite("Digest")
struct DigestTests {
  @Test("reads back its own hexadecimal digits, in either case")
  func hexRoundTrip() throws {
    let digest = try SHA256.hash("abc")
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(hex: digest.hex.uppercased()) == digest)
    #expect(Digest(digest.bytes) == digest)
    #expect("\(digest)" == digest.hex)
  }

  @Test("refuses what is not 64 hexadecimal digits", arguments: ["", "ab", "zz", "é"])
  func malformed(prefix: String) throws {
    let tail = String(try SHA256.hash("abc").hex.dropFirst(2))
    #expect((Digest(hex: prefix + tail) != nil) == (prefix == "ab"))
    #expect(Digest(hex: prefix) == nil)
  }

  @Test("differs when any one bit does")
  func everyBit() throws {
    let digest = try SHA256.hash("abc")
    for bit in 0..<256 {
      var bytes = digest.bytes
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(Digest(bytes) != digest)
    }
    #expect(Set([digest, try SHA256.hash("abc")]).count == 1)
  }
}
