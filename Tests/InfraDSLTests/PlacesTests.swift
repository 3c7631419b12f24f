import InfraDSL
import InfraModel
import Testing

/// A platform that gives what it expands its name.
private struct Named: Platform {
  let name: String
  var providers: [ProviderConfiguration] = []
}

/// What a platform turns into a box of its own name.
private struct Where: Expandable {
  var declaration: DeclarationInfo

  init(_ key: String, file: String = #filePath, line: Int = #line) {
    declaration = DeclarationInfo(kind: "Where", key: key, file: file, line: line)
  }

  func expand(_ context: inout ExpansionContext) -> Expansion {
    let place = declaration.handle.location
    let name = context.platform.name
    context.claim("Rank 1 of \(name)", at: place, hint: "take another")
    let shared = context.shared("of-\(name)", identity: "one", at: place) {
      Box("of-\(name)", file: place.file, line: place.line)
    }
    let box = Box(
      "box", text: Value(name), file: place.file, line: place.line
    ).dependsOn(shared)
    return Expansion(
      declarations: [.resource(box)], attributes: ["kind": .datum(.string(name))],
      anchors: [box])
  }
}

private struct Placed: InfraDSL.Environment {
  let name = "test"
  let project = "sample"
  let platform: any Platform
  let declarations: [Declaration]
  var body: [Declaration] { declarations }
}

private func lower(@DeclarationBuilder _ make: () -> [Declaration]) -> Lowering.Result {
  let home = Named(
    name: "home", providers: [.init(name: "test", settings: Fields(["region": "one"]))])
  return Lowering.lower(files: MemoryFiles()) { _ in Placed(platform: home, declarations: make()) }
}

private let away = Named(
  name: "away",
  providers: [
    .init(name: "test", settings: Fields(["region": "ignored"])),
    .init(name: "test.away", settings: Fields(["region": "two"])),
  ])

@Suite("A module with a place of its own")
struct PlacesTests {
  @Test("has its services run there, and those around it where they ran")
  func platform() {
    let result = lower {
      Where("before")
      Group("there") {
        Where("inside")
        Group("deeper") { Where("inside") }
      }.runs(on: away)
      Group("after") { Where("inside") }
    }
    // Each place claims its rank more than once here, which is told of below.
    let boxes = ["before", "there/inside", "there/deeper/inside", "after/inside"].map {
      result.resource("\($0)/test_box.box")?["text"]
    }
    #expect(boxes == ["home", "away", "away", "home"])
  }

  @Test("has its resources served by its configuration, shared ones too, but none of others' kinds")
  func provider() {
    let result = lower {
      Box("outside")
      Group("there") {
        Box("inside")
        Box("chosen").provider("test.third")
        Group("deeper") { Box("inside") }
        Group("elsewhere") { Box("inside") }.provider("test.third")
        Group("foreign") { Box("inside") }.provider("other.away")
        Where("made")
      }.provider("test.away").runs(on: away)
    }
    let providers = Dictionary(
      uniqueKeysWithValues: result.desired.resources.map { ($0.address.text, $0.provider) })
    #expect(
      providers == [
        "test_box.outside": "test", "there/test_box.inside": "test.away",
        "there/test_box.chosen": "test.third", "there/deeper/test_box.inside": "test.away",
        "there/elsewhere/test_box.inside": "test.third",
        "there/foreign/test_box.inside": "test.away", "there/made/test_box.box": "test.away",
        "test_box.of-away": "test.away",
      ])
  }

  @Test("brings its platform's providers; of two of one name the environment's own holds")
  func providers() {
    let result = lower { Group("there") { Box("a") }.runs(on: away) }
    #expect(result.desired.providers.map(\.name) == ["test", "test.away"])
    #expect(
      result.desired.providers.map { $0.settings["region"] } == ["one", "two"])
  }

  @Test("can claim what is there once in each place; a second claim names both")
  func claims() {
    let result = lower {
      Where("first", line: 1)
      Group("there") { Where("first", line: 2) }.runs(on: away)
      Where("second", line: 3)
    }
    #expect(result.summaries == ["Taken twice"])
    #expect(result.problem?.detail == "Rank 1 of home is taken by two declarations.")
    #expect(result.problem?.line == 3)
    #expect(result.problem?.noteLines == [1])
    #expect(result.problem?.hints == ["take another"])
  }
}

@Suite("Text that a platform chooses")
struct ChosenTextTests {
  @Test("is the one that the attribute names, and depends on what it refers to alone")
  func chosen() {
    let result = lower {
      let place = Where("place")
      place
      let other = Box("other")
      other
      Box("a", text: place.chosen(by: "kind", ["home": "at home", "away": "\(other.id)"]))
      Group("there") {
        let inner = Where("place")
        inner
        Box("b", text: inner.chosen(by: "kind", ["home": "at home", "away": "\(other.id)"]))
      }.runs(on: away)
    }
    #expect(result.diagnostics.items.isEmpty)
    #expect(result.resource("test_box.a")?["text"] == "at home")
    #expect(result.resource("test_box.a")?.needs == [])
    #expect(result.resource("there/test_box.b")?["text"] == reference("test_box.other", "id"))
    #expect(result.resource("there/test_box.b")?.needs == ["test_box.other"])
  }

  @Test("without a text for what the attribute names is an error at the one that uses it")
  func missing() {
    let result = lower {
      let place = Where("place")
      place
      Box("a", text: place.chosen(by: "kind", ["away": "x"]), line: 4)
    }
    #expect(result.summaries == ["Nothing to choose"])
    #expect(
      result.problem?.detail
        == "Argument \"text\": Where \"place\" says kind is home, for which no value is given.")
    #expect(result.problem?.line == 4)
  }
}

@Suite("A bundle of contents")
struct BundleTests {
  @Test("is an object of JSON whose texts are escaped, and references stand in it as they are")
  func json() throws {
    let result = lower {
      let other = Box("other")
      other
      Box("a", content: .bundle(["b": "say \"\(other.id)\"\n", "a\"": .file("f")]))
    }
    // The file is not there, which is told of; the rest is made.
    #expect(result.summaries == ["File not readable"])
    let id = try #require(reference("test_box.other", "id"))
    #expect(
      result.resource("test_box.a")?["content"]
        == .segments([#"{"a\"":"","b":"say \""#, id, #"\"\n"}"#]))
  }

  @Test("refuses a secret, which JSON could break")
  func secret() {
    let result = lower {
      Box("a", token: .bundle(["a": "x \(Secret.generated("k"))"]), line: 2)
    }
    #expect(result.summaries == ["Secret in a configuration file"])
    #expect(result.problem?.line == 2)
  }
}
