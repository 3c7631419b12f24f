import InfraDSL
import InfraModel
import Testing

@Suite("An argument")
struct ValueDiagnosticsTests {
  @Test(
    "that is no network is an error",
    arguments: [
      ("10.0.0.0", "\"10.0.0.0\" is not a network: write it as 10.0.0.0/16."),
      ("10.0.0.0/33", "\"10.0.0.0/33\" is not a network: write it as 10.0.0.0/16."),
      ("10.0.0/8", "\"10.0.0/8\" is not a network: write it as 10.0.0.0/16."),
      ("10.0.0.256/32", "\"10.0.0.256/32\" is not a network: write it as 10.0.0.0/16."),
      ("010.0.0.0/8", "\"010.0.0.0/8\" is not a network: write it as 10.0.0.0/16."),
      (
        "10.1.2.3/16",
        "\"10.1.2.3/16\" has address bits behind its prefix: the network is 10.1.0.0/16."
      ),
    ])
  func cidr(text: String, detail: String) {
    let result = lower { Box("a", cidr: Value(CIDR(text)), line: 4) }
    #expect(result.problem?.summary == "Invalid CIDR")
    #expect(result.problem?.detail == "Argument \"cidr\": " + detail)
    #expect(result.problem?.line == 4)
    #expect(result.problem?.address?.text == "test_box.a")
  }

  @Test("that is a network passes", arguments: ["0.0.0.0/0", "10.0.0.0/8", "192.168.1.7/32"])
  func validCIDR(text: String) {
    #expect(lower { Box("a", cidr: Value(CIDR(text))) }.diagnostics.items.isEmpty)
  }

  @Test("that is no port is an error", arguments: [0, -1, 65_536])
  func port(number: Int) {
    let result = lower { Box("a", port: Port(number)) }
    #expect(result.problem?.summary == "Invalid port")
    #expect(
      result.problem?.detail
        == "Argument \"port\": A port is a number from 1 to 65535, not \(number).")
  }

  @Test(
    "that is no time is an error",
    arguments: [.seconds(-1), .microseconds(1), .milliseconds(-5), .nanoseconds(1_000_001)]
      as [Duration])
  func duration(time: Duration) {
    let result = lower { Box("a", time: time) }
    #expect(result.problem?.summary == "Invalid duration")
    #expect(result.problem?.hints == ["write it as .seconds(30)"])
  }

  @Test(
    "that is a time is written in its largest whole unit",
    arguments: [
      (.zero, "0s"), (.seconds(90), "90s"), (.minutes(3), "3m"), (.hours(2), "2h"),
      (.days(1), "24h"), (.milliseconds(250), "250ms"), (.milliseconds(1_500), "1500ms"),
    ] as [(Duration, Datum)])
  func validDuration(time: Duration, text: Datum) {
    let result = lower { Box("a", time: time) }
    #expect(result.diagnostics.items.isEmpty)
    #expect(result.resource("test_box.a")?["time"] == text)
  }

  @Test("that is no amount of memory is an error", arguments: [ByteCount.bytes(0), .mebibytes(-1)])
  func memory(amount: ByteCount) {
    let result = lower { Box("a", memory: amount) }
    #expect(result.problem?.summary == "Invalid memory")
    #expect(result.problem?.hints == ["write it as .mebibytes(256)"])
  }

  @Test("that is an amount of memory is a number of bytes")
  func validMemory() {
    let result = lower {
      Box("a", memory: .mebibytes(256))
      Box("b", memory: .gibibytes(2))
      Box("c", memory: .kibibytes(1))
    }
    #expect(result.desired.resources.map { $0["memory"] } == [268_435_456, 2_147_483_648, 1_024])
  }

  @Test(
    "that is no name is an error",
    arguments: ["", "-a", ".a", "a b", "a/b", "ä", String(repeating: "a", count: 129)])
  func name(text: String) {
    let result = lower { Box("a", name: Value(ObjectName(text))) }
    #expect(result.problem?.summary == "Invalid name")
  }

  @Test("of a literal in an output, a trigger or a condition is checked as well")
  func literalsElsewhere() {
    let result = lower {
      Output("out", Value(CIDR("x")), line: 1)
      Tag("a", line: 2).replaceWhenChanged(Value(Port(0)))
      Tag("b", line: 3).precondition(.equal(Value(Port(70_000)), Value(Port(1)), "m"))
    }
    #expect(Set(result.summaries) == ["Invalid CIDR", "Invalid port"])
    #expect(Set(result.diagnostics.items.map(\.line)) == [1, 2, 3])
  }

  @Test("that must be given and has no value is an error")
  func missing() {
    let result = lower { Needy("a") }
    #expect(result.problem?.summary == "Missing argument")
    #expect(result.problem?.detail == "Argument \"text\": \"text\" has no value: What it needs.")
  }

  @Test("that refers to an attribute that its type does not have is an error")
  func unknownAttribute() {
    let result = lower {
      let box = Box("a")
      box
      Box("b", text: box.attribute("nothing"))
      let pair = Pair("p")
      pair
      Box("c", text: pair.attribute("nothing"))
    }
    #expect(
      result.diagnostics.items.map(\.detail) == [
        "Argument \"text\": test_box.a has no attribute \"nothing\".",
        "Argument \"text\": Pair \"p\" has no attribute \"nothing\" on this platform.",
      ])
  }

  @Test("of a resource in modules has its problem told with the places of the modules")
  func insideModules() {
    let result = lower {
      Group("outer", line: 1) { Group("inner", line: 2) { Box("a", port: 0, line: 3) } }
    }
    #expect(result.problem?.line == 3 && result.problem?.noteLines == [2, 1])
    #expect(result.resource("outer/inner/test_box.a")?.modules.map(\.line) == [1, 2])
  }

  @Test("of what a platform makes stands where the declaration does, without a note on itself")
  func insideExpansion() {
    let result = lower { Group("outer", line: 1) { Pair("p", line: 2) } }
    #expect(result.resource("outer/p/test_box.left")?.location?.line == 2)
    #expect(result.resource("outer/p/test_box.left")?.modules.map(\.line) == [1])
    #expect(result.resource("test_box.shared")?.modules.isEmpty == true)
  }
}

/// A resource that is nothing without its text.
private struct Needy: Resource {
  static let schema = ResourceSchema<Needy>(
    "test_needy", "Needy.",
    arguments: [.required("text", \.text, changing: .inPlace, "What it needs.")])
  var declaration: DeclarationInfo
  let text: String?

  init(_ key: String) {
    declaration = DeclarationInfo(kind: "test_needy", key: key, file: "f", line: 1)
    text = nil
  }
}
