import InfraModel
import TestKit
import Testing

@Suite("A value written as JSON")
struct JSONRoundTripTests {
  @Test("has sorted fields, no blanks, and short escapes")
  func form() {
    let value: Datum = ["b": [1, .double(1.5), true, .null], "a": "\"\\\n\r\t\u{1}\u{1F}/é"]
    #expect(
      JSONWriter.text(value) == #"{"a":"\"\\\n\r\t\u0001\u001f/é","b":[1,1.5,true,null]}"#)
  }

  @Test("has a line for each field and element if asked to")
  func indented() {
    #expect(
      JSONWriter.text(["a": [1, 2], "b": [:], "c": []], isIndented: true) == """
        {
          "a": [
            1,
            2
          ],
          "b": {},
          "c": []
        }
        """)
  }

  @Test("has null for what JSON has no form of")
  func noForm() {
    let reference = Datum.reference(Reference(Address(module: [], type: "t", key: "k"), "id"))
    let secret = Datum.secret(SealedSecret(.environment("A")))
    let values: Datum = [.double(.infinity), .double(.nan), reference, .segments(["a"]), secret]
    #expect(JSONWriter.text(values) == "[null,null,null,null,null]")
  }

  @Test("marks symbols as objects of one field, and keeps plain fields apart from them")
  func symbols() throws {
    let reference = Datum.reference(
      Reference(Address(module: ["m"], type: "t", key: "k"), "id"))
    let value: Datum = [
      "ref": reference, "text": .segments(["a", reference]),
      "secret": .secret(SealedSecret(.file("a:b"), fingerprint: "f")),
      "bare": .secret(SealedSecret(.generated("g"))),
      "plain": ["$ref": ["m/t.k", "id"]], "$": 1, "$$": 2, "$\u{301}x": ["$\u{301}": 3],
    ]
    let text = JSONWriter.text(value, symbols: .marked)
    #expect(text.contains(#""ref":{"$ref":["m/t.k","id"]}"#))
    #expect(text.contains(#""secret":{"$secret":["file:a:b","f"]}"#))
    #expect(try JSONParser.parse(text, marked: true) == value)
  }

  @Test(
    "with a symbol that nobody wrote is refused",
    arguments: [
      #"{"$new":[]}"#, #"{"$ref":["no address","id"]}"#, #"{"$ref":["t.k"]}"#, #"{"$ref":1}"#,
      #"{"$secret":["nowhere:x"]}"#, #"{"$ref":["t.k","id"],"a":1}"#, "{\"$\u{301}\":1}",
    ])
  func unknownSymbols(text: String) {
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text, marked: true) }
  }

  @Test("is read back the same, whatever it is", arguments: 0..<300)
  func roundTrip(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let value = random.value(depth: 4)
    for isIndented in [false, true] {
      let text = JSONWriter.text(value, symbols: .marked, isIndented: isIndented)
      let back = try JSONParser.parse(text, marked: true)
      #expect(back == value, "seed \(seed)")
      #expect(JSONWriter.text(back, symbols: .marked, isIndented: isIndented) == text)
    }
  }

  @Test("is refused or read, and never crashes the reader, with any byte changed")
  func flips() {
    var random = SeededRandom(seed: 1)
    var refused = 0
    for _ in 0..<2_000 {
      var bytes = JSONWriter.bytes(random.value(depth: 3), symbols: .marked)
      guard let index = bytes.indices.randomElement(using: &random) else { continue }
      bytes[index] = UInt8.random(in: 0...255, using: &random)
      if (try? JSONParser.parse(bytes, marked: true)) == nil { refused += 1 }
    }
    #expect(refused > 200)
  }
}

extension SeededRandom {
  /// Any value that a state file may hold.
  fileprivate mutating func value(depth: Int) -> Datum {
    let address = Address(module: ["a"], type: "t_x", key: "k-1")
    switch Int.random(in: 0..<(depth > 0 ? 11 : 8), using: &self) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .int(Int.random(in: .min ... .max, using: &self))
    case 3:
      let double = Double(bitPattern: next())
      return .double(double.isFinite ? double : 0.1)
    case 4, 5: return .string(hostileText(upTo: 6))
    case 6: return .reference(Reference(address, hostileText(upTo: 2)))
    case 7:
      let fingerprint = Bool.random(using: &self) ? hostileText(upTo: 2) : nil
      return .secret(SealedSecret(.file(hostileText(upTo: 3)), fingerprint: fingerprint))
    case 8: return .list(values(depth: depth - 1))
    case 9: return .segments(values(depth: depth - 1))
    default:
      return .object(
        Fields(
          values(depth: depth - 1).map { Fields.Entry(key: hostileText(upTo: 3), value: $0) }))
    }
  }

  private mutating func values(depth: Int) -> [Datum] {
    (0..<Int.random(in: 0...4, using: &self)).map { _ in value(depth: depth) }
  }
}
