import Builtin
import InfraDSL

/// `size` values in 100 groups, each of which is a layered graph of its own.
struct Groups: Environment {
  let name = "groups"
  let project = "infra-benchmark"
  let size: Int
  let changed: Int

  init(_ inputs: Inputs) {
    size = inputs.number("size", default: 1000, "how many values, in hundreds")
    changed = inputs.number("changed", default: 0, "how many have another text than usual")
  }

  var body: [Declaration] {
    for group in 0..<100 {
      let share = changed / 100 + (group < changed % 100 ? 1 : 0)
      for value in Layers.values(size / 100, changed: share, prefix: "group-\(group)") { value }
    }
  }
}
