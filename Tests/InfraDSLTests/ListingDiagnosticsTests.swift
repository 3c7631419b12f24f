import InfraDSL
import InfraModel
import Testing

@Suite("What is declared and never listed")
struct ListingDiagnosticsTests {
  @Test("is an error: a resource, a module, what a platform expands")
  func neverListed() {
    let result = lower {
      let box = Box("box", line: 1)
      let group = Group("group", line: 2) { Tag("t") }
      let pair = Pair("pair", line: 3)
      Tag("\(box.declaration.handle.key)-\(group.declaration.handle.key)")
      Tag(pair.key)
    }
    #expect(
      Set(result.diagnostics.items.map(\.detail)) == [
        "test_box \"box\" is made and not part of environment \"test\".",
        "Group \"group\" is made and not part of environment \"test\".",
        "test_tag \"t\" is made and not part of environment \"test\".",
        "Pair \"pair\" is made and not part of environment \"test\".",
      ])
    #expect(Set(result.summaries) == ["Declared but never listed"])
    #expect(result.diagnostics.items.first?.line == 1)
    #expect(
      result.diagnostics.items.first?.hints == [
        "list it on a line of its own in the body",
        "or leave it out on purpose with .enabled(false)",
      ])
  }

  @Test("is one error with the places of all that use it")
  func used() {
    let result = lower {
      let box = Box("box", line: 1)
      Box("one", text: box.id, line: 2)
      Group("m") { Box("two", name: Value(.attribute(box.declaration.handle, "id")), line: 3) }
      Tag("three", line: 4).dependsOn(box)
      Output("out", box.id, line: 5)
    }
    #expect(result.problem?.summary == "Declared but never listed")
    #expect(result.problem?.line == 1)
    #expect(
      Set(result.problem?.notes.map(\.text) ?? []) == [
        "used by test_box.one", "used by m/test_box.two", "used by test_tag.three",
        "used by an output",
      ])
    #expect(Set(result.problem?.noteLines ?? []) == [2, 3, 4, 5])
  }

  @Test("but was made elsewhere is an error where it is used, with both places")
  func madeElsewhere() {
    let outside = Box("outside", line: 1)
    let result = lower {
      Box("one", text: outside.id, line: 2)
      Box("two", text: outside.id, line: 3)
    }
    #expect(result.problem?.summary == "Reference to something that is not listed")
    #expect(
      result.problem?.detail
        == "It uses test_box \"outside\", which is not part of environment \"test\".")
    #expect(result.problem?.address?.text == "test_box.one")
    #expect(result.problem?.line == 2 && result.problem?.noteLines == [1, 3])
    #expect(result.problem?.hints.isEmpty == false)
  }

  @Test("is none of what a module lists, left out or not, and of what a branch does not make")
  func listed() {
    let flag = false
    let result = lower {
      let off = Box("off")
      off.enabled(false)
      let module = Group("off-too") {
        let inner = Box("inner")
        inner
        let pair = Pair("pair")
        pair
      }
      module.enabled(false)
      if flag { Box("branch") } else { Box("other") }
    }
    #expect(result.diagnostics.items.isEmpty)
    #expect(result.addresses == ["test_box.other"])
  }

  @Test("is an error also where a branch leaves the line out that lists it")
  func branch() {
    let flag = false
    let result = lower {
      let box = Box("box", line: 1)
      if flag { box }
    }
    #expect(result.problem?.summary == "Declared but never listed")
  }
}

@Suite("What is left out with .enabled(false)")
struct LeftOutTests {
  @Test("cannot be referred to, and the error says so, with both places")
  func reference() {
    let result = lower {
      let box = Box("box", line: 1).enabled(false)
      box
      Group("m", line: 3) { Box("user", text: box.id, line: 2) }
    }
    #expect(result.problem?.summary == "Reference to something that is left out")
    #expect(
      result.problem?.detail
        == "Argument \"text\": It uses test_box \"box\", which .enabled(false) leaves out.")
    #expect(result.problem?.line == 2 && result.problem?.noteLines == [1])
  }

  @Test("takes along what a module or a platform would make, shared things too")
  func groups() {
    let result = lower {
      let pair = Pair("pair").enabled(false)
      pair
      let group = Group("group") { Box("inner") }.enabled(false)
      group
      Tag("after").dependsOn(pair, group)
      Output("first", pair.first, line: 5)
    }
    #expect(result.addresses == ["test_tag.after"])
    #expect(result.problem?.summary == "Reference to something that is left out")
    #expect(result.problem?.line == 5)
  }

  @Test("stays out when a second flag is true")
  func twice() {
    let result = lower { Box("a").enabled(false).enabled(true) }
    #expect(result.addresses.isEmpty && result.diagnostics.items.isEmpty)
  }
}

@Suite("Resources that need each other in a circle")
struct CycleTests {
  @Test("are an error that shows the chain and every place")
  func chain() {
    let result = lower {
      let seed = Box("a", line: 1)
      let second = Box("b", text: seed.id, line: 2)
      let third = Tag("c", line: 3).dependsOn(second)
      seed.dependsOn(third)
      second
      third
    }
    #expect(result.problem?.summary == "Dependency cycle")
    #expect(
      result.problem?.detail
        == "These resources need each other in a circle: "
        + "test_box.a needs test_tag.c needs test_box.b needs test_box.a.")
    #expect(result.problem?.line == 1 && result.problem?.noteLines == [3, 2])
  }

  @Test("are found through modules")
  func throughModules() {
    let result = lower {
      let outside = Box("outside")
      let inner = Box("inner")
      let module = Group("m") {
        inner
        Box("user", text: outside.id)
      }
      outside.dependsOn(module)
      module
    }
    #expect(result.problem?.summary == "Dependency cycle")
  }

  @Test("are found in a row of ten thousand")
  func long() {
    let result = lower {
      let first = Box("b0")
      var last = first
      let rest = (1..<10_000).map { number in
        last = Box("b\(number)", text: last.id)
        return last
      }
      for box in rest { box }
      first.dependsOn(last)
    }
    #expect(result.problem?.notes.count == 9_999)
  }
}
