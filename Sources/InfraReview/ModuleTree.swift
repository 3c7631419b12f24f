import InfraModel

/// Which of a plan's changes stand in which module: by number, so that nothing is copied.
struct ModuleTree {
  /// The keys of the modules around, outermost first.
  let path: [String]
  /// The changes of the module itself, in their order.
  let own: [Int]
  /// The modules in it, sorted by their keys.
  let inner: [ModuleTree]

  /// The tree of some of the changes, from the environment down.
  init(_ numbers: [Int], of changes: [Change]) {
    self.init(numbers.map { ($0, changes[$0].address.module) }, at: [])
  }

  private init(_ placed: [(number: Int, module: [String])], at path: [String]) {
    var own: [Int] = []
    var inner: [String: [(number: Int, module: [String])]] = [:]
    for item in placed {
      if item.module.count > path.count {
        inner[item.module[path.count], default: []].append(item)
      } else {
        own.append(item.number)
      }
    }
    self.path = path
    self.own = own
    self.inner = inner.sorted { $0.key < $1.key }.map {
      ModuleTree($0.value, at: path + [$0.key])
    }
  }
}
