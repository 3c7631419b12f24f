import Foundation
import InfraCrypto
import Testing

@Suite("Hex and Base64URL")
struct EncodingTests {
  /// RFC 4648, section 10.
  @Test(
    "give the texts of RFC 4648",
    arguments: [
      ("", "", ""), ("f", "Zg==", "66"), ("fo", "Zm8=", "666f"), ("foo", "Zm9v", "666f6f"),
      ("foob", "Zm9vYg==", "666f6f62"), ("fooba", "Zm9vYmE=", "666f6f6261"),
      ("foobar", "Zm9vYmFy", "666f6f626172"),
    ])
  func published(plain: String, base64: String, hex: String) {
    #expect(Base64URL.encode(plain.utf8, padded: true) == base64)
    #expect(Base64URL.encode(plain.utf8) == base64.replacingOccurrences(of: "=", with: ""))
    #expect(Hex.encode(Array(plain.utf8)) == hex)
  }

  @Test("read back what they wrote, at any length", arguments: 0..<200)
  func roundTrip(length: Int) throws {
    let bytes = try SeededRandom(seed: UInt64(length)).bytes(length)
    #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    #expect(Base64URL.decode(Base64URL.encode(bytes, padded: true)) == bytes)
  }

  @Test("use the letters for URLs")
  func alphabet() {
    #expect(Base64URL.encode([0xfb, 0xff, 0xfe]) == "-__-")
  }

  @Test("refuse foreign letters and lengths")
  func malformed() {
    for text in ["+/+/", "Z", "Zm9vY", "Zg=", "Zg===", "Z*==", "Zm 9"] {
      #expect(Base64URL.decode(text) == nil, "\(text)")
    }
    for text in ["a", "0x12", "zz", " 1", "é"] { #expect(Hex.decode(text) == nil, "\(text)") }
  }
}
