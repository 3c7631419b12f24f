import InfraDSL
import InfraModel
import Testing

@Suite("A value")
struct ValueTests {
  /// The text of a box and what the box needs.
  func text(_ make: (Box) -> Value<String>) -> (Datum?, [String]?) {
    let result = lower {
      let box = Box("box")
      box
      Box("a", text: make(box))
    }
    #expect(result.diagnostics.items.isEmpty)
    return (result.resource("test_box.a")?["text"], result.resource("test_box.a")?.needs)
  }

  @Test("is a literal of its type")
  func literals() {
    let result = lower {
      Box("a", name: "my-name", text: "t", count: 3, cidr: "10.0.0.0/8", port: 80, flag: true)
    }
    let box = result.resource("test_box.a")
    #expect(box?["name"] == "my-name" && box?["text"] == "t" && box?["count"] == 3)
    #expect(box?["cidr"] == "10.0.0.0/8" && box?["port"] == 80 && box?["flag"] == true)
  }

  @Test("that is not given is null, or the default of the schema")
  func defaults() {
    let box = lower { Box("a") }.resource("test_box.a")
    #expect(box?["text"] == .null && box?["count"] == 1)
  }

  @Test("is one text if all its parts are known now")
  func collapse() {
    #expect(text { _ in "a\(1)b\("c")\(true)\(Port(80))\(Value<Int>(2))" }.0 == "a1bctrue802")
    #expect(text { _ in "\("")" }.0 == "")
    #expect(text { _ in "a" }.1 == [])
  }

  @Test("is text and references if a part is known later, with neighbours joined")
  func segments() throws {
    let id = try #require(reference("test_box.box", "id"))
    let (value, needs) = text { "http://\($0.id)\(":")\(80)/\($0.id)" }
    #expect(value == .segments(["http://", id, ":80/", id]))
    #expect(needs == ["test_box.box"])
    let inner = text { box in
      let host: Value<String> = "h-\(box.id)"
      return "http://\(host)/"
    }
    #expect(inner.0 == .segments(["http://h-", id, "/"]))
  }

  @Test("is the reference itself if there is nothing around it")
  func alone() throws {
    let id = try #require(reference("test_box.box", "id"))
    #expect(text { $0.id }.0 == id)
    #expect(text { "\($0.id)" }.0 == id)
  }

  @Test("of a number keeps its type as a reference, and stands in a text")
  func numbers() throws {
    let count = try #require(reference("test_box.box", "count"))
    #expect(text { "n=\($0.size)" }.0 == .segments(["n=", count]))
    let result = lower {
      let box = Box("box", count: 5)
      box
      Box("a", count: box.size)
    }
    #expect(result.resource("test_box.a")?["count"] == count)
  }

  @Test("is joined of several with what stands between them")
  func joined() throws {
    let id = try #require(reference("test_box.box", "id"))
    #expect(text { [$0.id, "b", "c"].joined(by: ",") }.0 == .segments([id, ",b,c"]))
    #expect(text { _ in ["a", "b"].joined(by: ", ") }.0 == "a, b")
    #expect(text { _ in [Value<String>]().joined(by: ",") }.0 == "")
  }

  @Test("is the same text, composed or not, only if its bytes are")
  func bytes() {
    #expect(text { _ in "\u{E9}" }.0 != text { _ in "e\u{301}" }.0)
  }
}

@Suite("A body")
struct BodyTests {
  @Test("takes loops with keys from data, branches, switches, and functions' declarations")
  func control() {
    func more(_ names: [String]) -> [Declaration] { names.map { .resource(Tag($0)) } }
    let regions = ["eu", "us"]
    let flag = true
    let kind = 2
    let result = lower {
      for region in regions {
        Box("web-\(region)")
        if region == "eu" { Tag("home") }
      }
      if flag { Box("yes") } else { Box("no") }
      if !flag { Box("never") }
      switch kind {
      case 1: Box("one")
      case 2: Box("two")
      default: Box("many")
      }
      more(["f", "g"])
    }
    #expect(
      result.addresses == [
        "test_box.two", "test_box.web-eu", "test_box.web-us", "test_box.yes", "test_tag.f",
        "test_tag.g", "test_tag.home",
      ])
    #expect(result.diagnostics.items.isEmpty)
  }

  @Test("gives resources that need what their values refer to, directly only")
  func dependencies() {
    let result = lower {
      let one = Box("one")
      one
      let two = Box("two", text: one.id)
      two
      let pair = Pair("pair")
      pair
      Box("three", text: "\(two.id) \(pair.first)", content: "x \(two.id)")
    }
    #expect(result.resource("test_box.two")?.needs == ["test_box.one"])
    #expect(
      result.resource("test_box.three")?.needs == [
        "pair/test_box.left", "pair/test_box.right", "test_box.two",
      ])
    #expect(result.resource("pair/test_box.left")?.needs == ["test_box.shared"])
  }

  @Test("that shares a thing under one name has it once at the top")
  func shared() {
    let result = lower {
      Group("m") { Pair("p") }
      Pair("p")
    }
    #expect(
      result.addresses == [
        "m/p/test_box.left", "m/p/test_box.right", "p/test_box.left", "p/test_box.right",
        "test_box.shared",
      ])
  }

  @Test("has outputs sorted by name, with values known now and later")
  func outputs() throws {
    let result = lower {
      let box = Box("box")
      box
      Output("url", "http://\(box.id)", summary: "The URL.", line: 3)
      Output("count", box.size)
      Output("fixed", Value(CIDR("10.0.0.0/8")))
    }
    let id = try #require(reference("test_box.box", "id"))
    let count = try #require(reference("test_box.box", "count"))
    #expect(result.desired.outputs.map(\.name) == ["count", "fixed", "url"])
    #expect(
      result.desired.outputs.map(\.value) == [count, "10.0.0.0/8", .segments(["http://", id])])
    #expect(result.desired.outputs.last?.summary == "The URL.")
    #expect(result.desired.outputs.last?.location?.line == 3)
  }
}
