import InfraModel
import Testing

@Suite("Terraform's shapes of values")
struct TerraformShapingTests {
  @Test("turn a map into pairs, with what is known later kept as such")
  func pairs() {
    let later = Datum.reference(Reference(Address(module: [], type: "t", key: "k"), "id"))
    #expect(
      TerraformShape.pairs(separator: "=").shaped(["a": "1", "b": later])
        == ["a=1", .segments(["b=", later])])
  }

  @Test("turn a map into blocks with two names")
  func entries() {
    #expect(
      TerraformShape.entries(key: "label", value: "value").shaped(["a": "1"])
        == [["label": "a", "value": "1"]])
  }

  @Test("rename and leave out fields of blocks at any depth, and tell of what is lost")
  func nested() {
    let shape = TerraformShape.nested([
      "old": .renamed("new", .nested(["x": .omitted])), "gone": .omitted, "empty": .omitted,
    ])
    var lost: [String] = []
    let shaped = shape.shaped(
      [["old": ["x": 1, "y": 2], "gone": true, "empty": .null, "kept": 3]], path: "a"
    ) { lost.append($0) }
    #expect(shaped == [["new": ["y": 2], "kept": 3]])
    #expect(lost == ["a[0].gone", "a[0].old.x"])
  }

  @Test("write our defaults out, and tell of an omitted argument only when it is not its default")
  func defaults() {
    let schema = Schema(
      type: "t_x", summary: "",
      arguments: [
        ArgumentSchema("a", .defaulted(1), changing: .always(.inPlace), ""),
        ArgumentSchema(
          "b", .defaulted("x"), changing: .always(.inPlace), terraform: .omitted, ""),
        ArgumentSchema("c", .optional, changing: .always(.inPlace), ""),
      ], attributes: [])
    var lost: [String] = []
    let written = schema.terraformArguments([.null, "x", .null]) { lost.append($0) }
    #expect(written.map(\.name) == ["a"] && written.map(\.value) == [1])
    #expect(lost.isEmpty)
    _ = schema.terraformArguments([.null, "y", .null]) { lost.append($0) }
    #expect(lost == ["b"])
  }
}
