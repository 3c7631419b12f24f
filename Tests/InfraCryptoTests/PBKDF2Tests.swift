import InfraCrypto
import Testing

@Suite("PBKDF2")
struct PBKDF2Tests {
  /// RFC 7914, section 11.
  @Test(
    "gives the keys of RFC 7914",
    arguments: [
      (
        "passwd", "salt", 1,
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
          + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
      ),
      (
        "Password", "NaCl", 80_000,
        "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
          + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
      ),
    ])
  func publishedKeys(password: String, salt: String, iterations: Int, key: String) throws {
    let derived = try PBKDF2.sha256(
      password: Array(password.utf8), salt: Array(salt.utf8), iterations: iterations, length: 64)
    #expect(Hex.encode(derived) == key)
  }

  @Test("a shorter key is the start of a longer one")
  func prefix() throws {
    let password = SecretBytes(Array("secret".utf8))
    let long = try PBKDF2.sha256(password: password, salt: [1, 2], iterations: 3, length: 100)
    for length in 1..<100 {
      let short = try PBKDF2.sha256(
        password: password, salt: [1, 2], iterations: 3, length: length)
      #expect(short == Array(long[..<length]))
    }
  }

  @Test(
    "refuses counts that make no key and says which are possible",
    arguments: [(0, 32), (-1, 32), (Int.max, 32), (1, 0), (1, -5), (1, Int.max)])
  func outOfRange(iterations: Int, length: Int) {
    let error = #expect(throws: CryptoError.self) {
      try PBKDF2.sha256(
        password: [UInt8](), salt: [UInt8](), iterations: iterations, length: length)
    }
    #expect(error?.description.contains("Give 1 to 2147483647.") == true)
  }
}
