import InfraDSL
import InfraModel
import Testing

@Suite("A key")
struct KeyDiagnosticsTests {
  @Test("that two resources have is an error with both places")
  func duplicate() {
    let result = lower {
      Box("a", line: 1)
      Tag("a", line: 2)
      Box("a", line: 3)
    }
    #expect(result.problem?.summary == "Duplicate key")
    #expect(result.problem?.detail == "test_box.a is declared twice.")
    #expect(result.problem?.line == 3 && result.problem?.noteLines == [1])
    #expect(result.problem?.hints == ["give one of them another key"])
  }

  @Test("that two resources of one module have is an error that tells where the module is")
  func duplicateInModule() {
    let result = lower {
      Group("m", line: 9) {
        Box("a", line: 1)
        Box("a", line: 2)
      }
    }
    #expect(result.problem?.detail == "m/test_box.a is declared twice.")
    #expect(
      result.problem?.notes.map(\.text) == [
        "in Group \"m\", declared here", "first declared here", "in Group \"m\", declared here",
      ])
    #expect(result.problem?.noteLines == [9, 1, 9])
  }

  @Test("that two modules have is one error, whatever is in them and refers to it")
  func duplicateModules() {
    let lost = Box("inner", line: 5)
    let result = lower {
      Group("m", line: 1) { Box("inner", line: 2) }
      Group("m", line: 4) { lost }
      Box("user", name: "n", text: lost.id)
    }
    #expect(result.problem?.summary == "Duplicate key")
    #expect(result.problem?.detail == "Module or service \"m\" is declared twice.")
    #expect(result.problem?.line == 4 && result.problem?.noteLines == [1])
  }

  @Test("may be had by resources of different modules and types")
  func sameKeyElsewhere() {
    let result = lower {
      Group("m") { Box("a") }
      Group("n") { Group("m") { Box("a") } }
      Box("a")
      Tag("a")
    }
    #expect(result.diagnostics.items.isEmpty)
    #expect(result.addresses == ["m/test_box.a", "n/m/test_box.a", "test_box.a", "test_tag.a"])
  }

  @Test(
    "that Terraform, Docker and DNS would not take is an error",
    arguments: ["", "1a", "a.b", "a/b", "ä", "a b", "-a", "_a", String(repeating: "a", count: 64)])
  func invalid(key: String) {
    let result = lower {
      Box(key, line: 7)
      Group("m", line: 8) { Group(key, line: 9) { Box("inner") } }
    }
    #expect(result.summaries == ["Invalid key", "Invalid key"])
    #expect(result.diagnostics.items.map(\.line) == [7, 9])
    #expect(result.diagnostics.items.last?.noteLines == [8])
    #expect(result.desired.resources.isEmpty)
  }

  @Test("of an environment or an output is held to the same rules")
  func names() {
    let result = lower(named: "my env") { Output("a b", "x", line: 3) }
    #expect(result.summaries == ["Invalid name", "Invalid name"])
    #expect(result.diagnostics.items.last?.line == 3)
  }

  @Test("is said to be listed twice, not declared twice, if there is one declaration")
  func listedTwice() {
    let result = lower {
      let box = Box("a", line: 4)
      box
      box.preventDestroy()
      let group = Group("m", line: 5) { Box("b") }
      group
      group
    }
    #expect(result.summaries == ["Listed twice", "Listed twice"])
    #expect(result.diagnostics.items.map(\.line) == [4, 5])
  }

  @Test("of an output that another has is an error with both places")
  func duplicateOutput() {
    let result = lower {
      Output("url", "a", line: 1)
      Group("m") { Output("url", "b", line: 2) }
    }
    #expect(result.problem?.summary == "Duplicate output")
    #expect(result.problem?.line == 2 && result.problem?.noteLines == [1])
    #expect(result.desired.outputs.map(\.value) == ["a"])
  }
}
