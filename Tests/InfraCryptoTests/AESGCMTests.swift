import Testing

@testable import InfraCrypto

@Suite("AES-256-GCM")
struct AESGCMTests {
  struct Vector: Sendable {
    var key = String(repeating: "00", count: 32)
    var nonce = String(repeating: "00", count: 12)
    var plaintext = ""
    var context = ""
    let ciphertext: String
    let tag: String
  }

  /// McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13, 14 and 16.
  static let published = [
    Vector(ciphertext: "", tag: "530f8afbc74536b9a963b4f1c4cb738b"),
    Vector(
      plaintext: String(repeating: "00", count: 16),
      ciphertext: "cea7403d4d606b6e074ec5d3baf39d18", tag: "d0d1c8a799996bf0265b98b5d48ab919"),
    Vector(
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
      nonce: "cafebabefacedbaddecaf888",
      plaintext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      context: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      ciphertext: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
      tag: "76fc6ece0f4e1768cddf8853bb2d551b"),
  ]

  @Test("gives the published ciphertexts and opens them", arguments: published)
  func publishedVectors(vector: Vector) throws {
    let key = try AESGCM.Key(SecretBytes(try #require(Hex.decode(vector.key))))
    let context = try #require(Hex.decode(vector.context))
    let plaintext = try #require(Hex.decode(vector.plaintext))
    let sealed = try AESGCM.seal(
      plaintext, with: key, context: context, nonce: try #require(Hex.decode(vector.nonce)))
    #expect(Hex.encode(sealed) == vector.nonce + vector.ciphertext + vector.tag)
    #expect(try AESGCM.open(sealed, with: key, context: context) == plaintext)
  }

  @Test("opens what it sealed, at any length", arguments: [0, 1, 15, 16, 17, 1000, 1_000_003])
  func roundTrip(length: Int) throws {
    let key = try AESGCM.Key.generate(from: SystemRandom())
    let plaintext = try SeededRandom(seed: UInt64(length)).bytes(length)
    let sealed = try AESGCM.seal(plaintext, with: key, context: Array("prod".utf8))
    #expect(sealed.count == length + AESGCM.overhead)
    #expect(try AESGCM.open(sealed, with: key, context: Array("prod".utf8)) == plaintext)
  }

  @Test("refuses a change of any bit, and any cut")
  func tampered() throws {
    let key = try AESGCM.Key.generate(from: SystemRandom())
    let sealed = try AESGCM.seal(Array("backup".utf8), with: key)
    for bit in 0..<(sealed.count * 8) {
      var changed = sealed
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: CryptoError.notAuthentic) { try AESGCM.open(changed, with: key) }
    }
    for length in 0..<sealed.count {
      #expect(throws: CryptoError.notAuthentic) {
        try AESGCM.open(Array(sealed[..<length]), with: key)
      }
    }
  }

  @Test("refuses another key and another context")
  func otherKey() throws {
    let key = try AESGCM.Key.generate(from: SystemRandom())
    let sealed = try AESGCM.seal(Array("backup".utf8), with: key, context: Array("prod".utf8))
    let other = try AESGCM.Key.generate(from: SystemRandom())
    #expect(throws: CryptoError.notAuthentic) {
      try AESGCM.open(sealed, with: other, context: Array("prod".utf8))
    }
    #expect(throws: CryptoError.notAuthentic) {
      try AESGCM.open(sealed, with: key, context: Array("staging".utf8))
    }
  }

  @Test("seals the same bytes differently each time")
  func freshNonces() throws {
    let key = try AESGCM.Key.generate(from: SystemRandom())
    let first = try AESGCM.seal([1, 2, 3] as [UInt8], with: key)
    #expect(try AESGCM.seal([1, 2, 3] as [UInt8], with: key) != first)
  }

  @Test("refuses a key of another length", arguments: [0, 16, 31, 33])
  func keyLength(count: Int) {
    #expect(throws: CryptoError.self) {
      try AESGCM.Key(SecretBytes([UInt8](repeating: 1, count: count)))
    }
  }
}
