import InfraDSL
import InfraModel
import Testing

@Suite("A variable")
struct InputsTests {
  /// Lowers an environment that reads variables.
  func run(_ inputs: Inputs, _ read: (Inputs) -> [Declaration]) -> Lowering.Result {
    Lowering.lower(files: NoFiles(), inputs: inputs) { Sample(declarations: read($0)) }
  }

  @Test("has the value given, or its default")
  func values() {
    let result = run(Inputs(["name": "given"])) { inputs in
      let names = [
        inputs.text("name", "a name"), inputs.text("other", default: "spare", "another"),
      ]
      let count = inputs.number("count", default: 2, "how many")
      return names.map { .resource(Box($0)) }
        + (0..<count).map { .resource(Tag("t\($0)")) }
    }
    #expect(result.diagnostics.items.isEmpty)
    #expect(
      result.addresses == ["test_box.given", "test_box.spare", "test_tag.t0", "test_tag.t1"])
  }

  @Test("that is not set and has no default is an error, and all of them are told at once")
  func notSet() {
    let result = run(Inputs()) { inputs in
      _ = inputs.text("token_file", "where the token lies", line: 4)
      _ = inputs.number("count", "how many", line: 5)
      return []
    }
    #expect(result.summaries == ["Variable not set", "Variable not set"])
    #expect(result.diagnostics.items.map(\.line) == [4, 5])
    #expect(
      result.diagnostics.items.first?.detail
        == "The variable \"token_file\" (where the token lies) has no value and no default.")
    #expect(
      result.diagnostics.items.first?.commands
        == ["--set token_file=VALUE", "INFRA_VAR_token_file=VALUE"])
  }

  @Test("that is no number is an error where one is wanted", arguments: ["", "two", "1.5", "1 "])
  func noNumber(text: String) {
    let result = run(Inputs(["count": text])) { inputs in
      #expect(inputs.number("count", default: 7, "how many", line: 4) == 7)
      return []
    }
    #expect(result.problem?.summary == "Invalid variable")
    #expect(
      result.problem?.detail == "The variable \"count\" is a whole number, not \"\(text)\".")
    #expect(result.problem?.line == 4)
  }

  @Test("can be refused by the environment that reads it")
  func refused() {
    let result = run(Inputs(["images": "x"])) { inputs in
      inputs.refuse("images", "\"x\" is no supply.", hints: ["upstream"], line: 4)
      _ = inputs.text("images", "which")
      return []
    }
    #expect(result.problem?.summary == "Invalid variable")
    #expect(result.problem?.detail == "The variable \"images\": \"x\" is no supply.")
    #expect(result.problem?.hints == ["upstream"])
  }

  @Test("that nothing reads is an error with the nearest name, or with all names")
  func unknown() {
    let result = run(Inputs(["thnik_ms": "1", "zzz": "1"])) { inputs in
      _ = inputs.number("think_ms", default: 1, "time")
      return []
    }
    #expect(result.summaries == ["Unknown variable", "Unknown variable"])
    #expect(result.diagnostics.items.first?.hints == ["did you mean \"think_ms\"?"])
    #expect(result.diagnostics.items.last?.hints == ["the variables are: think_ms"])
  }

  @Test("that was not typed for this run may be meant for another environment")
  func notRequired() {
    let inputs = Inputs(["kept": "1", "typed": "2"], required: ["typed"])
    let result = run(inputs) { _ in [] }
    #expect(result.problem?.detail == "No declaration reads a variable \"typed\".")
  }
}

@Suite("The catalogue of environments")
struct EnvironmentCatalogTests {
  let catalogue = EnvironmentCatalog(
    project: "sample",
    [
      .fixed("dev", "Development.") { _ in Sample(name: "dev", declarations: []) },
      .fixed("staging", "Staging.") { _ in Sample(name: "staging", declarations: []) },
      .family("preview-", parameter: "number", "Previews.") { number, _ in
        Sample(name: "preview-\(number)", declarations: [])
      },
    ])

  @Test("makes an environment by its name, and one of a family by its parameter")
  func known() throws {
    #expect(try catalogue.environment(named: "staging", Inputs()).name == "staging")
    #expect(try catalogue.environment(named: "preview-12", Inputs()).name == "preview-12")
    #expect(catalogue.entries.map(\.name) == ["dev", "staging", "preview-<number>"])
  }

  @Test("does not know other names, and tells the nearest", arguments: ["stagin", "stagign"])
  func nearest(name: String) {
    let problem = #expect(throws: Diagnostic.self) {
      try catalogue.environment(named: name, Inputs())
    }
    #expect(problem?.summary == "Unknown environment")
    #expect(problem?.detail == "There is no environment \"\(name)\".")
    #expect(
      problem?.hints == [
        "did you mean \"staging\"?", "the environments are: dev, staging, preview-<number>",
      ])
    #expect(problem?.commands == ["infra environments"])
  }

  @Test("does not know a family without its parameter", arguments: ["preview-", "x"])
  func noParameter(name: String) {
    let result = Lowering.lower(files: NoFiles()) { inputs throws(Diagnostic) in
      try catalogue.environment(named: name, inputs)
    }
    #expect(result.problem?.summary == "Unknown environment")
  }

  @Test("has a parameter that no name can hold refused when the environment is read")
  func invalidParameter() {
    let result = Lowering.lower(files: NoFiles()) { inputs throws(Diagnostic) in
      try catalogue.environment(named: "preview-a b", inputs)
    }
    #expect(result.problem?.summary == "Invalid name")
  }
}
