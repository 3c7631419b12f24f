import InfraModel
import TestKit
import Testing

@Suite("The fields of an object")
struct FieldsTests {
  @Test("are sorted by the bytes of their names, whatever order they come in")
  func order() {
    let fields = Fields([
      .init(key: "é", value: 1), .init(key: "z", value: 2), .init(key: "B", value: 3),
      .init(key: "a", value: 4), .init(key: "", value: 5), .init(key: "aa", value: 6),
      .init(key: "\u{1F600}", value: 7), .init(key: "\u{FF5E}", value: 8),
    ])
    #expect(fields.keys == ["", "B", "a", "aa", "z", "é", "\u{FF5E}", "\u{1F600}"])
  }

  @Test("are in the order of bytes for names of any length and content", arguments: 0..<40)
  func byteOrder(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let start = random.hostileText(upTo: 8)
    let names = (0..<60).map { _ in start + random.hostileText(upTo: 5) }
    let keys = Fields(names.map { .init(key: $0, value: .null) }).keys.map { Array($0.utf8) }
    #expect(keys == Set(names.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test("have of a repeated name the last value")
  func repeated() {
    let fields = Fields(
      ["b", "a", "b", "a", "a"].enumerated().map { .init(key: $1, value: .int($0)) })
    #expect(fields == Fields(["a": 4, "b": 2]))
  }

  @Test("are told apart by bytes where Unicode calls two names the same")
  func canonicalEquivalence() {
    var fields = Fields([.init(key: "\u{E9}", value: 1), .init(key: "e\u{301}", value: 2)])
    #expect(fields.entries.count == 2)
    #expect(fields["\u{E9}"] == 1 && fields["e\u{301}"] == 2)
    fields["\u{E9}"] = nil
    #expect(fields.entries.map(\.value) == [2])
    #expect(Fields([.init(key: "\u{E9}", value: 1)]) != Fields([.init(key: "e\u{301}", value: 1)]))
  }

  @Test("are set, replaced and removed as in a dictionary", arguments: 0..<20)
  func asDictionary(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var fields = Fields()
    var dictionary: [String: Datum] = [:]
    for _ in 0..<200 {
      let key = String(UnicodeScalar(UInt8.random(in: 97...110, using: &random)))
      let value: Datum? =
        Bool.random(using: &random) ? .int(Int.random(in: 0..<9, using: &random)) : nil
      fields[key] = value
      dictionary[key] = value
      #expect(fields == Fields(dictionary), "seed \(seed)")
      #expect(fields[key] == dictionary[key])
    }
    #expect(fields.keys == fields.keys.sorted())
  }
}
