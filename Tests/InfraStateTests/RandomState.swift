import InfraModel

/// Random states that keep every invariant, with all kinds of values in them.
struct RandomState {
  var random: SeededGenerator
  private var instances = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func snapshot(_ environment: String = "dev", count: Int) throws -> Snapshot {
    var addresses: [Address] = []
    for index in 0..<count {
      let module = Bool.random(using: &random) ? ["m\(Int.random(in: 0...9, using: &random))"] : []
      addresses.append(Address(module: module, type: "test_thing", key: "k\(index)"))
    }
    var resources: [ResourceState] = []
    for (index, address) in addresses.enumerated() {
      resources.append(resource(address, needing: addresses[..<index]))
    }
    return Snapshot(
      environment: environment, lineage: "lineage\(count)", serial: Int.random(in: 0...99),
      salt: "00ff", resources: resources.sorted { $0.address < $1.address },
      outputs: fields(depth: 1),
      providers: [
        ProviderConfiguration(name: "docker", settings: fields(depth: 1)),
        ProviderConfiguration(name: "docker.other", settings: Fields()),
      ], applied: Bool.random(using: &random) ? "apply\(count)" : nil)
  }

  mutating func resource(_ address: Address, needing others: ArraySlice<Address>) -> ResourceState {
    let statuses: [ResourceState.Status] = [
      .ready, .creating, .updating, .importing, .deleting, .tainted,
    ]
    let needed = others.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }.prefix(3)
    var deposed: [ResourceState.Deposed] = []
    if Int.random(in: 0..<8, using: &random) == 0 {
      deposed.append(
        ResourceState.Deposed(
          instance: instance(), arguments: fields(depth: 1), attributes: Fields()))
    }
    return ResourceState(
      address: address, provider: "docker", instance: instance(),
      status: statuses.randomElement(using: &random) ?? .ready, arguments: fields(depth: 2),
      attributes: fields(depth: 2), dependencies: needed.sorted(),
      isProtected: Bool.random(using: &random), isRetained: Bool.random(using: &random),
      deposed: deposed)
  }

  mutating func instance() -> InstanceID {
    instances += 1
    return InstanceID("i\(instances)")
  }

  mutating func fields(depth: Int) -> Fields {
    let names = ["$odd", "image", "name", "ports", "quote\"d", "tab\t", "\u{fc}ml\u{e4}ut"]
    var entries: [String: Datum] = [:]
    for name in names where Bool.random(using: &random) { entries[name] = datum(depth: depth) }
    return Fields(entries)
  }

  mutating func datum(depth: Int) -> Datum {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &random) {
    case 0: .null
    case 1: .bool(Bool.random(using: &random))
    case 2: .int(Int.random(in: Int.min...Int.max, using: &random))
    case 3: .double(Double.random(in: -1e9...1e9, using: &random))
    case 4: .string("line\nbreak \u{1F600} \\ \u{7f} \u{1}")
    case 5: .reference(Reference(Address(module: ["m"], type: "t", key: "k"), "id"))
    case 6: .secret(SealedSecret(.environment("TOKEN"), fingerprint: "f1"))
    case 7: .list([datum(depth: depth - 1), datum(depth: depth - 1)])
    case 8: .segments([.string("http://"), datum(depth: 0)])
    default: .object(fields(depth: depth - 1))
    }
  }
}
