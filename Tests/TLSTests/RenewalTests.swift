import Foundation
import InfraCrypto
import InfraModel
import InfraPlanning
import TLS
import Testing

@Suite("A certificate that is read")
struct RenewalTests {
  let edge = LocalCertificate("edge", hosts: ["localhost"])
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  /// What a plan of the same declaration does after the provider was asked.
  func change(_ state: ResourceState) async throws -> Change {
    let observation = try await workshop.read(state)
    let plan = try Planner.plan(
      PlanInput(
        desired: lower { edge }.desired,
        prior: Snapshot(environment: "test", lineage: "l", serial: 1, resources: [state]),
        observed: [state.address: observation.map { .present($0) } ?? .gone]))
    return try #require(plan.changes.first)
  }

  @Test("is as the state has it until it is due, to the second")
  func notDue() async throws {
    let state = try await workshop.issue(edge)
    let asStored = Observation(arguments: state.arguments, attributes: state.attributes)
    #expect(try await workshop.read(state) == asStored)
    workshop.pass(days: 60 - 1 / 86_400)
    #expect(try await workshop.read(state) == asStored)
    #expect(try await change(state).action == .noOp)
  }

  @Test("is planned to be updated when it is due, because of drift, and is new afterwards")
  func due() async throws {
    let state = try await workshop.issue(edge)
    workshop.pass(days: 60)
    let due = try await change(state)
    #expect(due.action == .update)
    #expect(due.reason == .drift(["validity_hours"]))
    #expect(due.differences.map(\.before) == [720])
    #expect(due.differences.map(\.after) == [2_160])
    let renewed = try await workshop.issue(edge, prior: state)
    #expect(try await change(renewed).action == .noOp)
  }

  @Test("is due without a word to those who only trust the authority")
  func dependents() async throws {
    let state = try await workshop.issue(edge)
    workshop.pass(days: 60)
    let lowered = lower {
      edge
      Holder("client", file: "\(edge.authority)")
      Holder("server", file: "\(edge.chain)")
    }
    let holders = try ["client": "authority_pem", "server": "chain_pem"].map { key, attribute in
      ResourceState(
        address: Address(module: [], type: "test_holder", key: key), provider: "test",
        instance: InstanceID(key), arguments: Fields(["file": .string(try state.text(attribute))]),
        dependencies: [state.address])
    }
    let observation = try #require(try await workshop.read(state))
    let resources = (holders + [state]).sorted { $0.address < $1.address }
    let plan = try Planner.plan(
      PlanInput(
        desired: lowered.desired,
        prior: Snapshot(environment: "test", lineage: "l", serial: 1, resources: resources),
        observed: [state.address: .present(observation)]))
    let actions = plan.changes.map { ($0.address.key, $0.action) }
    #expect(actions.map(\.0) == ["client", "server", "edge"])
    #expect(actions.map(\.1) == [.noOp, .update, .update])
  }

  @Test("holds no hours when its end is past")
  func expired() async throws {
    let state = try await workshop.issue(edge)
    workshop.pass(days: 100)
    #expect(try await workshop.read(state)?.arguments["validity_hours"] == 0)
    #expect(try await change(state).action == .update)
  }

  @Test(
    "is gone with its generated key or its authority's", arguments: ["edge-key", "authority-key"])
  func keyGone(name: String) async throws {
    let state = try await workshop.issue(edge)
    try FileManager.default.removeItem(atPath: workshop.key(name))
    #expect(try await workshop.read(state) == nil)
    #expect(!FileManager.default.fileExists(atPath: workshop.key(name)))
    let change = try await change(state)
    #expect(change.action == .create)
    #expect(change.reason == .gone)
  }

  @Test("is gone when a generated key is another one", arguments: ["edge-key", "authority-key"])
  func otherKey(name: String) async throws {
    let state = try await workshop.issue(edge)
    let other = try PrivateKey.generateP256().pem().reveal()
    try Data(other).write(to: URL(filePath: workshop.key(name)))
    #expect(try await workshop.read(state) == nil)
  }

  @Test("is there while a key from a variable is not at hand")
  func variable() async throws {
    let pem = String(decoding: try PrivateKey.generateP256().pem().reveal(), as: UTF8.self)
    let declared = LocalCertificate("edge", hosts: ["localhost"], key: .environment("TLS_KEY"))
    let issuing = try Workshop(variables: ["TLS_KEY": pem])
    let state = try await issuing.issue(declared)
    let reading = try Workshop()
    let names = FileManager.default
    try names.createDirectory(
      atPath: (reading.key("a") as NSString).deletingLastPathComponent,
      withIntermediateDirectories: true)
    try names.copyItem(
      atPath: issuing.key("authority-key"), toPath: reading.key("authority-key"))
    #expect(try await reading.read(state) != nil)
  }

  @Test("is gone when it was never issued, or is damaged")
  func damaged() async throws {
    var state = try await workshop.issue(edge)
    state.attributes["certificate_pem"] = "-----BEGIN CERTIFICATE-----\nAAAA\n"
    #expect(try await workshop.read(state) == nil)
    state.attributes = Fields()
    #expect(try await workshop.read(state) == nil)
  }

  @Test("is not to be found outside the state")
  func find() async throws {
    let found = try await workshop.provider.find("edge", LocalCertificate.schema.schema)
    #expect(found == nil)
  }
}
