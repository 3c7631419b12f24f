import Testing

@testable import InfraModel

@Suite("JSON text, by RFC 8259,")
struct JSONParserTests {
  @Test(
    "is read as the value that it stands for",
    arguments: [
      ("null", .null), (" true\n", .bool(true)), ("\tfalse\r", .bool(false)), ("0", 0),
      ("-0", 0), ("-12", -12), ("9223372036854775807", .int(.max)),
      ("-9223372036854775808", .int(.min)), ("9223372036854775808", .double(9.2233720368547758e18)),
      ("1.5", .double(1.5)), ("1e2", .double(100)), ("1E+2", .double(100)),
      ("2e-1", .double(0.2)), ("0.0", .double(0)), ("1e-400", .double(0)), ("\"\"", ""),
      ("[]", []), ("{}", [:]), ("[ ]", []), ("{ }", [:]), ("[1,[2,{}]]", [1, [2, [:]]]),
      ("{\"b\":1,\"a\":[null]}", ["a": [.null], "b": 1]), ("\"a/b\\/c\"", "a/b/c"),
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9""#, "Aéé"),
      ("\"\u{7F}\u{1F600}\"", "\u{7F}\u{1F600}"),
    ] as [(String, Datum)])
  func reads(text: String, value: Datum) throws {
    #expect(try JSONParser.parse(text) == value)
  }

  @Test(
    "that breaks a rule is refused",
    arguments: [
      "", " ", "nul", "nulll", "True", "tru", "undefined", "NaN", "Infinity", "-", "+1", ".5",
      "1.", "1.e5", "-.5", "01", "-01", "00", "1e", "1e+", "1.5.2", "1-2", "--1", "0x10", "1e400",
      "-1e400", "1 2", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{", "}", "{a:1}", "{'a':1}",
      "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{\"a\" 1}", "{1:2}", "{,}",
      "\"", "\"a", "'a'", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\u+123\"",
      "\"\\u-000\"", "\"\\u 123\"", "\"a\nb\"", "\"a\tb\"", "\"\u{0}\"", "\u{FEFF}1", "// x\n1",
      "/* x */ 1", "[1]]", "{}{}", "\u{A0}1",
    ])
  func refuses(text: String) {
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
  }

  @Test(
    "has its surrogates joined, and U+FFFD for halves",
    arguments: [
      (#""\uD83D\uDE00""#, "\u{1F600}"), (#""\ud83d\ude00""#, "\u{1F600}"),
      (#""\uDBFF\uDFFF""#, "\u{10FFFF}"), (#""\uD83D""#, "\u{FFFD}"), (#""\uDE00""#, "\u{FFFD}"),
      (#""\uD83D\u0041""#, "\u{FFFD}A"), (#""\uD83Dx""#, "\u{FFFD}x"),
      (#""\uD83D\n""#, "\u{FFFD}\n"), (#""\uD83D\uD83D\uDE00""#, "\u{FFFD}\u{1F600}"),
    ])
  func surrogates(text: String, value: String) throws {
    #expect(try JSONParser.parse(text) == .string(value))
  }

  @Test("that is not UTF-8 has U+FFFD for what cannot be read")
  func notUTF8() throws {
    #expect(try JSONParser.parse([0x22, 0x61, 0xFF, 0x62, 0x22]) == "a\u{FFFD}b")
    #expect(try JSONParser.parse([0x22, 0x5C, 0x6E, 0xC3, 0x22]) == "\n\u{FFFD}")
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse([0xFF]) }
  }

  @Test("may be nested 256 deep, and no deeper")
  func depth() throws {
    let nested = { (depth: Int, open: String, close: String) in
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(try JSONParser.parse(nested(256, "[", "]")).list?.count == 1)
    #expect(try JSONParser.parse(nested(256, "{\"a\":", "}"))["a"].object != nil)
    for text in [nested(257, "[", "]"), nested(257, "{\"a\":", "}"), nested(200_000, "[", "]")] {
      let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
      #expect(failure?.message == "nested deeper than 256")
    }
  }

  @Test("tells at which byte it is wrong")
  func offset() {
    let failure = #expect(throws: JSONParser.Failure.self) { try JSONParser.parse("{\"a\": tru}") }
    #expect(failure?.description == "an unknown word at byte 6")
    let part = #expect(throws: JSONParser.Failure.self) {
      try JSONParser.parse(Array("[1]  [2".utf8)[5...])
    }
    #expect(part?.offset == 2)
  }

  @Test("has the last one of a repeated name, and two names that only look alike")
  func repeatedNames() throws {
    #expect(try JSONParser.parse(#"{"a":1,"b":2,"a":3}"#) == ["a": 3, "b": 2])
    let alike = try JSONParser.parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(alike.object?.entries.map(\.value) == [2, 1])
  }

  @Test("that is cut at any byte is refused, and never crashes the reader")
  func cuts() throws {
    let text = #"{"a":[1,-2.5e3,true,false,null,"x\u00e9\uD83D\uDE00\n"],"b":{"$$c":"é"}}"#
    let bytes = Array(text.utf8)
    #expect(try JSONParser.parse(bytes)["a"].list?.count == 6)
    for end in bytes.indices {
      for isMarked in [false, true] {
        #expect(throws: JSONParser.Failure.self, "cut at \(end)") {
          try JSONParser.parse(bytes[..<end], marked: isMarked)
        }
      }
    }
  }
}
