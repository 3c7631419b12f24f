import InfraDSL
import InfraModel
import Testing

@Suite("A modifier")
struct LifecycleTests {
  @Test("of the life of a resource arrives in its lifecycle")
  func flags() {
    let result = lower {
      Box("a").preventDestroy().retainOnDelete().createBeforeDestroy().imported(id: "abc")
        .provider("test.edge")
      Box("b").preventDestroy().preventDestroy(false)
    }
    let first = result.resource("test_box.a")
    #expect(first?.lifecycle.preventDestroy == true && first?.lifecycle.retainOnDelete == true)
    #expect(first?.lifecycle.createBeforeDestroy == true && first?.lifecycle.importID == "abc")
    #expect(first?.provider == "test.edge")
    #expect(result.resource("test_box.b")?.lifecycle == Lifecycle())
    #expect(result.resource("test_box.b")?.provider == "test")
  }

  @Test("ignores the changes of arguments by their key paths")
  func ignoreChanges() {
    let result = lower { Box("a").ignoreChanges(\.text, \.memory).ignoreChanges(\.text) }
    #expect(result.resource("test_box.a")?.lifecycle.ignoreChanges == ["text", "memory"])
  }

  @Test("adds a need that is there already, or is the resource's own, without a trace")
  func needsOnce() {
    let result = lower {
      let first = Box("z")
      let second = Box("b")
      first
      second
      Box("a", text: "\(first.id) \(second.id) \(first.id)").dependsOn(first, second)
    }
    #expect(result.resource("test_box.a")?.needs == ["test_box.b", "test_box.z"])
    #expect(
      result.resource("test_box.a")?.lifecycle.dependsOn.map(\.text) == [
        "test_box.b", "test_box.z",
      ])
  }

  @Test("that ignores what is no argument is an error that names the arguments")
  func ignoreUnknown() {
    let result = lower { Box("a", line: 2).ignoreChanges(\.id) }
    #expect(result.problem?.summary == "Not an argument")
    #expect(result.problem?.detail.contains("is of no argument of test_box") == true)
    #expect(result.problem?.hints.first?.hasPrefix("the arguments are: name, text, ") == true)
    #expect(result.problem?.line == 2)
  }

  @Test("replaces a resource when a value changes, known now or later")
  func replaceWhenChanged() throws {
    let result = lower {
      let box = Box("box")
      box
      Box("a").replaceWhenChanged(box.id).replaceWhenChanged("v1")
        .replaceWhenChanged(Value(Duration.seconds(5)))
    }
    let id = try #require(reference("test_box.box", "id"))
    #expect(result.resource("test_box.a")?.lifecycle.replaceTriggers == [id, "v1", "5s"])
    #expect(result.resource("test_box.a")?.needs == ["test_box.box"])
  }

  @Test("has a resource wait for resources, modules and what a platform makes")
  func dependsOn() {
    let result = lower {
      let box = Box("box")
      box
      let module = Group("m") {
        Box("one")
        Group("deep") { Tag("two") }
      }
      module
      let pair = Pair("pair")
      pair
      Tag("last").dependsOn(box, module).dependsOn(pair)
    }
    let last = result.resource("test_tag.last")
    let needs = ["m/deep/test_tag.two", "m/test_box.one", "pair/test_box.right", "test_box.box"]
    #expect(last?.needs == needs)
    #expect(last?.lifecycle.dependsOn.map(\.text) == needs)
  }

  @Test("has all that a module lists wait, at any depth")
  func moduleDependsOn() {
    let result = lower {
      let box = Box("box")
      box
      Group("m") {
        Box("one")
        Group("deep") { Pair("pair") }
      }.dependsOn(box)
    }
    for address in ["m/test_box.one", "m/deep/pair/test_box.left", "m/deep/pair/test_box.right"] {
      #expect(result.resource(address)?.needs.contains("test_box.box") == true)
      #expect(
        result.resource(address)?.lifecycle.dependsOn.map(\.text) == ["test_box.box"])
    }
    #expect(result.resource("test_box.shared")?.needs == [])
  }

  @Test("has nothing wait for what is left out, or for itself")
  func noDependency() {
    let result = lower {
      let off = Box("off").enabled(false)
      off
      let tag = Tag("tag")
      tag.dependsOn(tag, off)
    }
    #expect(result.diagnostics.items.isEmpty)
    #expect(result.resource("test_tag.tag")?.needs == [])
    #expect(result.resource("test_tag.tag")?.lifecycle.dependsOn == [])
  }

  @Test("asks conditions before and after, and only what is asked before is waited for")
  func conditions() throws {
    let result = lower {
      let one = Box("one")
      one
      let two = Box("two")
      two
      Tag("a")
        .precondition(.notEmpty(one.id, "needs one"))
        .check(.atMost(two.size, 3, "two is small"))
        .check(.different(two.id, "x", "two is not x"))
    }
    let id = try #require(reference("test_box.one", "id"))
    let size = try #require(reference("test_box.two", "count"))
    let lifecycle = result.resource("test_tag.a")?.lifecycle
    #expect(lifecycle?.preconditions == [Condition(.notEmpty(id), "needs one")])
    #expect(lifecycle?.checks.first == Condition(.atMost(size, 3), "two is small"))
    #expect(lifecycle?.checks.count == 2)
    #expect(result.resource("test_tag.a")?.needs == ["test_box.one"])
  }
}

@Suite("A move")
struct MoveTests {
  @Test("tells of a resource's former key in its module, and of its former whole address")
  func resources() {
    let result = lower {
      Group("m") {
        Box("a").moved(from: "old").moved(from: "x/test_box.older")
      }
    }
    #expect(
      result.resource("m/test_box.a")?.lifecycle.movedFrom.map(\.text)
        == ["m/test_box.old", "x/test_box.older"])
  }

  @Test("of a module tells of all that it lists, at any depth")
  func modules() {
    let result = lower {
      Group("m") {
        Box("a")
        Group("deep") { Box("b").moved(from: "c") }
      }.moved(from: "old")
    }
    #expect(result.resource("m/test_box.a")?.lifecycle.movedFrom.map(\.text) == ["old/test_box.a"])
    #expect(
      result.resource("m/deep/test_box.b")?.lifecycle.movedFrom.map(\.text) == [
        "old/deep/test_box.b", "m/deep/test_box.c", "old/deep/test_box.c",
      ])
  }

  @Test("of a module takes a key beside it, a path, or a path from the top")
  func modulePaths() {
    let result = lower {
      Group("out") {
        Group("a") { Tag("t") }.moved(from: "key")
        Group("b") { Tag("t") }.moved(from: "x/y")
        Group("c") { Tag("t") }.moved(from: "/top")
      }
    }
    #expect(
      result.desired.resources.map { $0.lifecycle.movedFrom.map(\.text) } == [
        ["out/key/test_tag.t"], ["x/y/test_tag.t"], ["top/test_tag.t"],
      ])
  }

  @Test(
    "from what is no address is an error", arguments: ["", "a b", "1x", "m/test_box.1", "x.y.z"])
  func invalid(old: String) {
    let result = lower { Box("a", line: 3).moved(from: old) }
    #expect(result.problem?.summary == "Invalid address")
    #expect(result.problem?.detail == "\"\(old)\" is neither an address nor a key.")
    #expect(result.problem?.line == 3)
  }

  @Test("of a module from what is no path is an error", arguments: ["", "/", "a/1", "a.b"])
  func invalidModule(old: String) {
    let result = lower { Group("m", line: 3) { Tag("t") }.moved(from: old) }
    #expect(result.problem?.summary == "Invalid address")
  }

  @Test("from a resource of another type is an error")
  func otherType() {
    let result = lower { Box("a", line: 3).moved(from: "test_tag.a") }
    #expect(result.problem?.summary == "Moved from another type")
    #expect(
      result.problem?.detail
        == "\"test_tag.a\" is a test_tag, and what is declared here is a test_box.")
  }

  @Test("from an address that is declared still is an error with both places")
  func stillDeclared() {
    let result = lower {
      Box("a", line: 1)
      Box("b", line: 2).moved(from: "a")
    }
    #expect(result.problem?.summary == "Moved from what is still declared")
    #expect(result.problem?.line == 2 && result.problem?.noteLines == [1])
  }

  @Test("of two things from one address is an error with both places")
  func twice() {
    let result = lower {
      Box("a", line: 1).moved(from: "x")
      Box("b", line: 2).moved(from: "x")
    }
    #expect(result.problem?.summary == "Two things moved from one address")
    #expect(result.problem?.line == 2 && result.problem?.noteLines == [1])
  }
}

@Suite("An address to forget")
struct ForgetTests {
  @Test("arrives as it is written")
  func valid() {
    let result = lower { Forget("m/test_box.a") }
    #expect(result.desired.forgets.map(\.text) == ["m/test_box.a"])
    #expect(result.diagnostics.items.isEmpty)
  }

  @Test("that is none is an error")
  func invalid() {
    let result = lower { Forget("box", line: 3) }
    #expect(result.problem?.summary == "Invalid address" && result.problem?.line == 3)
  }

  @Test("that is declared as well is an error with both places")
  func declared() {
    let result = lower {
      Forget("m/test_box.a", line: 1)
      Group("m") { Box("a", line: 2) }
    }
    #expect(result.problem?.summary == "Forgotten and declared")
    #expect(result.problem?.line == 1 && result.problem?.noteLines == [2])
  }
}
