import BenchmarkGraph
import Builtin
import InfraDSL

/// `size` values in 20 layers. A value refers to one to three of the layer before; the first
/// `changed` of them have another text.
struct Layers: Environment {
  let name = "layers"
  let project = "infra-benchmark"
  let size: Int
  let changed: Int

  init(_ inputs: Inputs) {
    size = inputs.number("size", default: 1000, "how many values")
    changed = inputs.number("changed", default: 0, "how many have another text than usual")
  }

  var body: [Declaration] {
    for value in Self.values(size, changed: changed, prefix: "value") { value }
  }

  /// The values of one graph, each after those that it refers to.
  static func values(_ size: Int, changed: Int, prefix: String) -> [TerraformData] {
    var values: [TerraformData] = []
    values.reserveCapacity(size)
    for (number, references) in LayeredGraph(size: size).references.enumerated() {
      let version: Value<String> = number < changed ? "changed \(number)" : "value \(number)"
      let input = references.reduce(version) { text, other in "\(text) after \(values[other].id)" }
      values.append(TerraformData("\(prefix)-\(number)", input: input))
    }
    return values
  }
}
