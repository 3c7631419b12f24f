import InfraModel
import Testing

@testable import InfraState

@Suite("The names that an object's fields may have")
struct KnownNamesTests {
  private let known: KnownNames = ["status", "address", "instance"]

  private func unknown(_ names: [String]) -> String? {
    known.unknown(in: Fields(names.map { Fields.Entry(key: $0, value: .null) }))
  }

  @Test("are all that may be there, in any number")
  func all() {
    #expect(unknown([]) == nil)
    #expect(unknown(["instance"]) == nil)
    #expect(unknown(["address", "status"]) == nil)
    #expect(unknown(["address", "instance", "status"]) == nil)
  }

  @Test(
    "have the first other one told, wherever it stands",
    arguments: ["a", "addresses", "b", "instanc", "instancé", "z", "Status", "status "])
  func other(name: String) {
    #expect(unknown(["address", "instance", "status", name]) == name)
    #expect(unknown([name]) == name)
  }
}
