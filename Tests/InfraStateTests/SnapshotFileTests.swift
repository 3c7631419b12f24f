import InfraModel
import Testing

@testable import InfraState

@Suite struct SnapshotFileTests {
  @Test func anyStateIsReadBackAsItWasWritten() throws {
    for seed in 0..<60 as Range<UInt64> {
      var random = RandomState(seed: seed)
      let snapshot = try random.snapshot(count: Int(seed))
      let bytes = try SnapshotFile.bytes(snapshot)
      let back = try SnapshotFile.snapshot(bytes, path: "state/dev.state")
      #expect(back == snapshot, "seed \(seed)")
      #expect(try SnapshotFile.bytes(back) == bytes, "seed \(seed)")
    }
  }

  @Test func aLargeStateIsHandedOnInParts() throws {
    var random = RandomState(seed: 1)
    let snapshot = try random.snapshot(count: 2_000)
    var parts: [[UInt8]] = []
    try SnapshotFile.write(snapshot) { part throws(Diagnostic) in parts.append(part) }
    #expect(parts.count > 3)
    #expect(parts.dropLast().allSatisfy { $0.count >= 1 << 16 && $0.count < 1 << 18 })
    let back = try SnapshotFile.snapshot(Array(parts.joined()), path: "state/dev.state")
    #expect(back == snapshot)
  }

  @Test func aStateIsOneLineForEachOfItsParts() throws {
    let snapshot = Snapshot(
      environment: "dev", lineage: "l1", serial: 7, salt: "5a",
      resources: [
        ResourceState(
          address: try address("docker_network.front"), provider: "docker",
          instance: InstanceID("i1"), arguments: Fields(["internal": false]),
          attributes: Fields(["id": "n1"])),
        ResourceState(
          address: try address("edge/docker_container.nginx"), provider: "docker",
          instance: InstanceID("i2"), status: .updating,
          arguments: Fields(["password": .secret(SealedSecret(.generated("p"), fingerprint: "f"))]),
          dependencies: [try address("docker_network.front")], isProtected: true),
      ],
      outputs: Fields(["url": "http://x"]),
      providers: [ProviderConfiguration(name: "docker", settings: Fields())], applied: "a1")
    let text = String(decoding: try SnapshotFile.bytes(snapshot), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(
      lines.dropLast().joined(separator: "\n") == """
        infra-state 1 {"applied":"a1","environment":"dev","lineage":"l1","salt":"5a","serial":7}
        provider {"name":"docker"}
        output {"name":"url","value":"http://x"}
        resource {"address":"docker_network.front","arguments":{"internal":false},\
        "attributes":{"id":"n1"},"instance":"i1","provider":"docker"}
        resource {"address":"edge/docker_container.nginx",\
        "arguments":{"password":{"$secret":["generated:p","f"]}},\
        "dependencies":["docker_network.front"],"instance":"i2","protected":true,\
        "provider":"docker","status":"updating"}
        """)
    #expect(lines.last?.hasPrefix("end 4 ") == true)
  }

  @Test func aFlippedBitAnywhereIsDetected() throws {
    var random = RandomState(seed: 3)
    let bytes = try SnapshotFile.bytes(try random.snapshot(count: 3))
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= UInt8(1 << (index % 8))
      #expect(throws: Diagnostic.self, "byte \(index)") {
        try SnapshotFile.snapshot(damaged, path: "state/dev.state")
      }
    }
  }

  @Test func aFileCutOffAnywhereIsDetected() throws {
    var random = RandomState(seed: 4)
    let bytes = try SnapshotFile.bytes(try random.snapshot(count: 3))
    for count in bytes.indices {
      let error = #expect(throws: Diagnostic.self) {
        try SnapshotFile.snapshot(Array(bytes[..<count]), path: "state/dev.state")
      }
      let isWholeHeader = count > 14
      if isWholeHeader { #expect(error?.summary == "State is cut off", "cut at \(count)") }
    }
  }

  @Test func aContradictingStateIsNeverWritten() throws {
    let a = ResourceState(
      address: try address("t.a"), provider: "p", instance: InstanceID("i"))
    var b = a
    b.address = try address("t.b")
    try expectRefused([a, b], "the object i is there twice, the second time as \"t.b\"")
    try expectRefused([a, a], "\"t.a\" is there twice")
    b.instance = InstanceID("j")
    try expectRefused([b, a], "\"t.a\" stands after \"t.b\", out of order")
    b.dependencies = [try address("t.c")]
    try expectRefused([a, b], "\"t.b\" depends on \"t.c\", which is not in the state")
    b.dependencies = [b.address]
    try expectRefused([a, b], "\"t.b\" depends on itself")
  }

  private func expectRefused(_ resources: [ResourceState], _ why: String) throws {
    let snapshot = Snapshot(environment: "dev", lineage: "l", resources: resources)
    let error = #expect(throws: Diagnostic.self) { try SnapshotFile.bytes(snapshot) }
    #expect(error?.summary == "State would contradict itself")
    #expect(error?.detail.contains(why) == true, "\(error?.detail ?? "")")
  }
}

/// An address that a test knows to be one.
func address(_ text: String) throws -> Address { try #require(Address(parsing: text)) }
