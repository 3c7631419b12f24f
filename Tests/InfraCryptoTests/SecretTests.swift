import InfraCrypto
import Testing

@Suite("Secrets")
struct SecretTests {
  private func everyText(of value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(dumped)"
  }

  @Test("secret bytes show nowhere, and are given out only when asked")
  func secretBytes() {
    let secret = SecretBytes(Array("hunter2".utf8))
    let texts = everyText(of: secret) + everyText(of: [secret]) + everyText(of: Optional(secret))
    #expect(!texts.contains("hunter2"))
    #expect(!texts.contains("104"))
    #expect(secret.reveal() == Array("hunter2".utf8))
  }

  @Test("a private key shows nowhere")
  func privateKey() throws {
    let key = try PrivateKey.generateP256()
    let pem = String(decoding: try key.pem().reveal(), as: UTF8.self)
    let texts = everyText(of: key) + everyText(of: try key.pem())
    for line in pem.split(separator: "\n") { #expect(!texts.contains(line)) }
    #expect(texts.contains("(private key)"))
  }

  @Test("an encryption key shows nowhere")
  func encryptionKey() throws {
    let key = try AESGCM.Key(SecretBytes([UInt8](repeating: 77, count: 32)))
    #expect(!everyText(of: key).contains("77"))
  }

  @Test("an error about a damaged key does not quote it")
  func damagedKey() throws {
    let pem = String(decoding: try PrivateKey.generateP256().pem().reveal(), as: UTF8.self)
    var lines = pem.split(separator: "\n").map(String.init)
    lines[1] = String(lines[1].reversed())
    let error = #expect(throws: CryptoError.self) {
      try PrivateKey(pem: lines.joined(separator: "\n") + "\n")
    }
    let text = try #require(error).description
    #expect(text.hasPrefix("Cannot read a private key from PEM: libcrypto says"))
    for line in lines.dropFirst().dropLast() { #expect(!text.contains(line)) }
  }
}
