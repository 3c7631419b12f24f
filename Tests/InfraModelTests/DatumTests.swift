import InfraModel
import Testing

@Suite("A value without its Swift type")
struct DatumTests {
  let later = Datum.reference(Reference(Address(module: [], type: "t", key: "k"), "id"))
  let secret = Datum.secret(SealedSecret(.environment("TOKEN")))

  @Test("is another if its text has other bytes, though they look the same")
  func bytes() {
    #expect(Datum.string("\u{E9}") != .string("e\u{301}"))
    #expect(Datum.string("\u{E9}") == .string("\u{E9}"))
    // Two marks in either order: as many bytes, canonically equal.
    #expect(Datum.string("a\u{323}\u{302}") != .string("a\u{302}\u{323}"))
    #expect(Set<Datum>(["\u{E9}", "e\u{301}", "\u{E9}"]).count == 2)
  }

  @Test("is no other kind of value")
  func kinds() {
    let values: [Datum] = [
      .null, .bool(true), .int(1), .double(1), .string("1"), .list([1]), .object(Fields(["1": 1])),
      later, .segments([1]), secret,
    ]
    for (left, one) in values.enumerated() {
      for (right, other) in values.enumerated() { #expect((one == other) == (left == right)) }
    }
  }

  @Test("made of plain parts is one text, otherwise the parts with neighbours joined")
  func text() {
    #expect(Datum.text([]) == "")
    #expect(Datum.text(["a", 1, true, .double(0.5), "b"]) == "a1true0.5b")
    #expect(Datum.text(["a", "b", later, "c", 1]) == .segments(["ab", later, "c1"]))
    #expect(Datum.text([.segments(["a", later]), "b", "c"]) == .segments(["a", later, "bc"]))
    #expect(Datum.text([later]) == .segments([later]))
    #expect(Datum.text(["a", secret]) == .segments(["a", secret]))
  }

  @Test("becomes one text when all that was not known is replaced, at any depth")
  func replacing() {
    let value: Datum = ["a": [.segments(["http://", later, ":80"])], "b": secret, "c": later]
    let known = value.replacing { if case .reference = $0 { "host" } else { nil } }
    #expect(known == ["a": ["http://host:80"], "b": secret, "c": "host"])
    #expect(value.replacing { _ in nil } == value)
  }

  @Test("is known when no part of it is a reference; a secret is known")
  func known() {
    #expect(Datum.isKnown(["a": [1, secret]]))
    #expect(!Datum.isKnown(["a": [1, later]]))
    #expect(!Datum.segments(["x", later]).isKnown)
  }

  @Test("tells of its references and secrets in order")
  func parts() {
    let other = Datum.reference(Reference(Address(module: ["m"], type: "t", key: "k"), "name"))
    let value: Datum = ["b": [later], "a": .segments([other, secret]), "c": secret]
    var references: [String] = []
    value.forEachReference { references.append($0.description) }
    #expect(references == ["m/t.k.name", "t.k.id"])
    var secrets = 0
    value.forEachSecret { _ in secrets += 1 }
    #expect(secrets == 2)
    #expect(value.holdsSecret)
    #expect(!Datum.list([later, 1]).holdsSecret)
  }

  @Test("gives null for a field that is not there")
  func fields() {
    let value: Datum = ["a": ["b": 1]]
    #expect(value["a"]["b"] == 1)
    #expect(value["x"]["y"] == .null)
    #expect(Datum.int(1)["a"] == .null)
  }
}

extension Datum {
  fileprivate static func isKnown(_ value: Datum) -> Bool { value.isKnown }
}
