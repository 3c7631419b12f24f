import InfraDSL
import InfraModel
import Testing

@Suite("A file of the project")
struct TemplateTests {
  /// A template with the values, as the planner sees it.
  func fill(_ template: String, _ values: [String: FileContent]) -> Datum? {
    let result = lower(MemoryFiles(["t": template])) {
      Box("a", content: .template("t", values))
    }
    #expect(result.diagnostics.items.isEmpty)
    return result.resource("test_box.a")?["content"]
  }

  @Test("has its places filled")
  func places() {
    #expect(fill("a=@{a}\nb=@{b}@{a}\n", ["a": "1", "b": "2"]) == "a=1\nb=21\n")
    #expect(fill("", [:]) == "")
    #expect(fill("no place", [:]) == "no place")
  }

  @Test("has @@{ for @{, and other @ as they are")
  func escapes() {
    #expect(fill("@@{a} @ @a a@b.c @{a} @@ @{", ["a": "1"]) == "@{a} @ @a a@b.c 1 @@ @{")
    #expect(fill("@@@{a}", [:]) == "@@{a}")
  }

  @Test("has a block of lines indented like the place that stands alone on its line")
  func indentation() {
    #expect(fill("list:\n  @{a}\nend\n", ["a": "- 1\n- 2"]) == "list:\n  - 1\n  - 2\nend\n")
    #expect(fill("  @{a}\n", ["a": "1\n2"]) == "  1\n  2\n")
    #expect(fill("list: @{a}\n", ["a": "1\n2"]) == "list: 1\n2\n")
    #expect(fill("- @{a}\n", ["a": "1\n2"]) == "- 1\n2\n")
    #expect(fill("  @{a}  @{b}\n", ["a": "1\n2", "b": "3\n4"]) == "  1\n  2  3\n4\n")
  }

  @Test("has no blanks put on lines that are empty")
  func emptyLines() {
    #expect(fill("a:\n  @{a}\n", ["a": "1\n\n2\n"]) == "a:\n  1\n\n  2\n\n")
  }

  @Test("has blocks indented in files with carriage returns too")
  func carriageReturns() {
    #expect(fill("a:\r\n  @{a}\r\n", ["a": "1\r\n2"]) == "a:\r\n  1\r\n  2\r\n")
  }

  @Test("has blocks indented around what is known after apply")
  func laterInBlocks() throws {
    let result = lower(MemoryFiles(["t": "a:\n  @{a}\nz"])) {
      let box = Box("box")
      box
      Box("a", content: .template("t", ["a": "- \(box.id)\n- x\n\(box.id)\n"]))
    }
    let id = try #require(reference("test_box.box", "id"))
    #expect(
      result.resource("test_box.a")?["content"]
        == .segments(["a:\n  - ", id, "\n  - x\n  ", id, "\n\nz"]))
    #expect(result.resource("test_box.a")?.needs == ["test_box.box"])
  }

  @Test("with a place that no value fills is an error with the nearest name")
  func placeWithoutValue() {
    let result = lower(MemoryFiles(["t": "@{portt} @{port}"])) {
      Box("a", content: .template("t", ["port": "1"]), line: 3)
    }
    #expect(result.problem?.summary == "Template without a value")
    #expect(
      result.problem?.detail
        == "Argument \"content\": t has a place \"portt\", and no value has the name.")
    #expect(result.problem?.hints == ["did you mean \"port\"?"])
    #expect(result.problem?.line == 3)
  }

  @Test("with a value that has no place is an error")
  func valueWithoutPlace() {
    let result = lower(MemoryFiles(["t": "@@{b}"])) {
      Box("a", content: .template("t", ["b": "1"]))
    }
    #expect(result.problem?.summary == "Value without a place in the template")
    #expect(
      result.problem?.detail == "Argument \"content\": t has no place for the value \"b\".")
  }

  @Test("that is missing is an error, as a file and as a template")
  func missing() {
    let result = lower {
      Box("a", content: .file("x"), line: 1)
      Box("b", content: .template("y", ["unused": "1"]), line: 2)
    }
    #expect(result.summaries == ["File not readable", "File not readable"])
    #expect(result.diagnostics.items.first?.detail == "Argument \"content\": x: no such file.")
  }

  @Test("that is not UTF-8 is an error")
  func notText() {
    var files = MemoryFiles()
    files.files["x"] = [0x61, 0xFF]
    let result = lower(files) { Box("a", content: .file("x")) }
    #expect(result.problem?.summary == "File is not text")
    #expect(result.problem?.detail == "Argument \"content\": x is not UTF-8.")
  }

  @Test("is taken as it is when it is no template")
  func plainFile() {
    let result = lower(MemoryFiles(["x": "@{a} \u{E9}e\u{301}"])) { Box("a", content: .file("x")) }
    #expect(result.resource("test_box.a")?["content"] == "@{a} \u{E9}e\u{301}")
  }
}

@Suite("A secret")
struct SecretDiagnosticsTests {
  let token = Secret.environment("TOKEN", file: "f", line: 9)

  @Test("may be passed to an argument that is declared sensitive, alone and within text")
  func sensitive() {
    let result = lower {
      Box("a", token: .secret(token))
      Box("b", token: "password \(token)\n")
      Box("c", token: .secret(.generated("db")))
    }
    #expect(result.diagnostics.items.isEmpty)
    let sealed = Datum.secret(SealedSecret(.environment("TOKEN")))
    #expect(result.resource("test_box.a")?["token"] == sealed)
    #expect(result.resource("test_box.b")?["token"] == .segments(["password ", sealed, "\n"]))
    #expect(result.secrets[.environment("TOKEN")]?.line == 9)
    #expect(result.secrets.count == 2)
  }

  @Test("in an argument that is not sensitive is an error, alone, in text and in a template")
  func notSensitive() {
    let result = lower(MemoryFiles(["t": "@{a}"])) {
      Box("a", content: .secret(token), line: 1)
      Box("b", content: "x \(token)", line: 2)
      Box("c", content: .template("t", ["a": "\(token)"]), line: 3)
    }
    #expect(
      result.summaries
        == Array(repeating: "Secret in an argument that is not sensitive", count: 3))
    #expect(result.diagnostics.items.map(\.line) == [1, 2, 3])
    #expect(
      result.problem == nil
        && result.diagnostics.items.first?.detail
          == "Argument \"content\": \"content\" would be stored and shown."
    )
  }

  @Test("in an output is an error")
  func output() {
    let result = lower { Output("out", Value<Secret>(token), line: 3) }
    #expect(result.problem?.summary == "Secret in an output")
    #expect(result.problem?.line == 3)
  }

  @Test("appears in no error text")
  func nowhere() {
    let result = lower {
      Box("a", content: .secret(token))
      Output("out", Value<Secret>(token))
    }
    #expect(!"\(result.diagnostics)".contains("TOKEN"))
  }
}
