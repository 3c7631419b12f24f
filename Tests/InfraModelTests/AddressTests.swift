import InfraModel
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    "docker_network.front", "edge/docker_container.nginx", "a/b/c/t.k-1_2", "t.\(longestKey)",
  ])
  func anAddressIsReadAsItWasWritten(text: String) throws {
    let address = try #require(Address(parsing: text))
    #expect(address.text == text)
    #expect(
      Address(module: address.module, type: address.type, key: address.key) == address)
  }

  @Test(arguments: [
    "", ".", "t.", ".k", "t", "/t.k", "a//t.k", "1/t.k", "a.b/t.k", "t.1k", "t.k!", "t.k.x",
    "a/t.k/", "t.\u{fc}", "t.\(longestKey)x", "t k.", "t.k\n",
  ])
  func whatIsNoAddressIsRefused(text: String) {
    #expect(Address(parsing: text) == nil)
  }

  /// A key of 63 characters, the most that DNS takes.
  static let longestKey = String(repeating: "k", count: 63)
}
