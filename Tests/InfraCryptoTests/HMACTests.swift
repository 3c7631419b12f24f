import InfraCrypto
import Testing

@Suite("HMAC")
struct HMACTests {
  struct Vector: Sendable {
    let key: [UInt8]
    let data: [UInt8]
    let code: String
  }

  /// RFC 4231, test cases 1, 2, 3, 4, 6 and 7 (5 tests a truncated code).
  static let published = [
    Vector(
      key: .init(repeating: 0x0b, count: 20), data: .init("Hi There".utf8),
      code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    Vector(
      key: .init("Jefe".utf8), data: .init("what do ya want for nothing?".utf8),
      code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    Vector(
      key: .init(repeating: 0xaa, count: 20), data: .init(repeating: 0xdd, count: 50),
      code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    Vector(
      key: .init(1...25), data: .init(repeating: 0xcd, count: 50),
      code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    Vector(
      key: .init(repeating: 0xaa, count: 131),
      data: .init("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    Vector(
      key: .init(repeating: 0xaa, count: 131),
      data: .init(
        """
        This is a test using a larger than block-size key and a larger than block-size data. \
        The key needs to be hashed before being used by the HMAC algorithm.
        """.utf8),
      code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
  ]

  @Test("gives the codes of RFC 4231", arguments: published)
  func publishedCodes(vector: Vector) throws {
    #expect(try HMAC.sha256(key: vector.key, data: vector.data).hex == vector.code)
  }

  @Test("takes an empty key and an empty message")
  func empty() throws {
    #expect(
      try HMAC.sha256(key: [UInt8](), data: [UInt8]()).hex
        == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  @Test("can be chained, as a request signature's key is derived")
  func chained() throws {
    // The example of AWS's Signature Version 4 documentation ("Deriving a signing key").
    let secret = Array("AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".utf8)
    var key = try HMAC.sha256(key: secret, data: "20120215")
    for part in ["us-east-1", "iam", "aws4_request"] { key = try HMAC.sha256(key: key, data: part) }
    #expect(key.hex == "f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d")
  }
}
