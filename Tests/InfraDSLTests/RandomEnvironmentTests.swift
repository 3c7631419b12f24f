import InfraDSL
import InfraModel
import TestKit
import Testing

@Suite("Any environment")
struct RandomEnvironmentTests {
  @Test("lowered twice is the same, sorted, whole and without circles", arguments: 0..<60)
  func twice(seed: UInt64) {
    let results = (0..<2).map { _ in
      Lowering.lower(files: NoFiles()) { _ in
        var builder = RandomEnvironment(seed: seed)
        return Sample(declarations: builder.make())
      }
    }
    let resources = results[0].desired.resources
    #expect(results[0].diagnostics.items.isEmpty, "seed \(seed)")
    #expect(written(results[0].desired) == written(results[1].desired), "seed \(seed)")
    #expect(resources.count >= 20)
    let addresses = resources.map(\.address.text)
    #expect(addresses.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } == addresses)
    #expect(Set(addresses).count == addresses.count)
    for resource in resources {
      #expect(resource.needs == Array(Set(resource.needs)).sorted())
      #expect(Set(resource.needs).isSubset(of: addresses), "seed \(seed)")
      var referred: Set<String> = []
      for argument in resource.arguments {
        argument.forEachReference { referred.insert($0.address.text) }
      }
      #expect(referred.isSubset(of: resource.needs), "seed \(seed)")
    }
  }

  /// All of it as text, so that nothing escapes the comparison.
  func written(_ desired: Desired) -> [String] {
    desired.resources.map { resource in
      let arguments = JSONWriter.text(.list(resource.arguments), symbols: .marked)
      return "\(resource.address) \(resource.provider) \(arguments) \(resource.lifecycle) "
        + "\(resource.needs) \(resource.modules)"
    } + desired.outputs.map { "\($0.name) \($0.value)" } + desired.forgets.map(\.text)
  }
}

/// Declarations by a seed: later ones refer to earlier ones, through modules too.
private struct RandomEnvironment {
  var random: SeededRandom
  var known: [Box] = []
  var groups: [any Declared] = []
  var next = 0

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func make() -> [Declaration] {
    var declarations = (0..<20).map { _ in box() } + [] as [Declaration]
    declarations += (0..<10).map { _ in declaration(depth: 3) }
    for number in 0..<3 {
      declarations.append(.output(Output("out\(number)", "\(number) \(value())")))
    }
    return declarations
  }

  private mutating func key() -> String {
    next += 1
    return "k\(Int.random(in: 0..<100, using: &random))-\(next)"
  }

  private mutating func value() -> Value<String> {
    guard let box = known.randomElement(using: &random) else { return "none" }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return box.id
    case 1: return "a \(box.id) b \(box.size)"
    default: return Value(random.hostileText(upTo: 3))
    }
  }

  private mutating func box() -> Declaration {
    var box = Box(
      key(), text: value(), count: known.randomElement(using: &random)?.size,
      content: Bool.random(using: &random) ? FileContent(value()) : nil)
    if Bool.random(using: &random), let other = known.randomElement(using: &random) {
      box = box.dependsOn(other).replaceWhenChanged(other.id)
    }
    if let group = groups.randomElement(using: &random) { box = box.dependsOn(group) }
    if Bool.random(using: &random) { box = box.moved(from: "old-\(next)").preventDestroy() }
    known.append(box)
    return .resource(box)
  }

  private mutating func declaration(depth: Int) -> Declaration {
    switch Int.random(in: 0..<(depth > 0 ? 3 : 1), using: &random) {
    case 1:
      let pair = Pair(key())
      groups.append(pair)
      return .expandable(pair)
    case 2:
      let inner = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        declaration(depth: depth - 1)
      }
      let group = Group(key()) { inner }
      groups.append(group)
      return .module(group)
    default: return box()
    }
  }
}
