import Foundation
import InfraCrypto
import InfraModel
import TLS
import Testing

@Suite("A certificate whose state was lost")
struct CertificateRecoveryTests {
  let edge = LocalCertificate("edge", hosts: ["localhost", "127.0.0.1"])

  private func recover(
    _ workshop: Workshop, _ state: ResourceState, chain: String?, instance: String = "new"
  ) async throws -> Observation? {
    var lost = state
    lost.instance = InstanceID(instance)
    lost.attributes = Fields()
    lost.attributes["chain_pem"] = chain.map { .string($0) }
    return try await workshop.provider.recover(
      lost, LocalCertificate.schema.schema,
      RecoveryContext(environment: "test") { try? workshop.secrets.openIfPresent($0) })
  }

  @Test("is read back from the chain that its server has, to the byte")
  func fromChain() async throws {
    let workshop = try Workshop()
    let state = try await workshop.issue(edge)
    let found = try #require(
      try await recover(workshop, state, chain: try state.text("chain_pem")))
    var attributes = state.attributes
    attributes["id"] = "new"
    #expect(found.attributes == attributes)
    #expect(found.arguments == state.arguments)
  }

  @Test("is gone without the chain, with half of one, and when its keys are gone")
  func gone() async throws {
    let workshop = try Workshop()
    let state = try await workshop.issue(edge)
    #expect(try await recover(workshop, state, chain: nil) == nil)
    let leaf = try state.text("certificate_pem")
    #expect(try await recover(workshop, state, chain: leaf) == nil)
    #expect(try await recover(workshop, state, chain: "rubbish") == nil)
    try FileManager.default.removeItem(atPath: workshop.key("edge-key"))
    #expect(try await recover(workshop, state, chain: try state.text("chain_pem")) == nil)
  }

  @Test("that was issued for something else than is declared shows what it was issued for")
  func differing() async throws {
    let workshop = try Workshop()
    let state = try await workshop.issue(edge)
    var declared = state
    declared.arguments["hosts"] = ["example.org"]
    declared.arguments["validity_hours"] = 24
    declared.arguments["authority_name"] = "another"
    let found = try #require(
      try await recover(workshop, declared, chain: try state.text("chain_pem")))
    #expect(found.arguments["hosts"] == ["localhost", "127.0.0.1"])
    #expect(found.arguments["validity_hours"] == 2_160)
    #expect(found.arguments["authority_name"] == "CN=test authority")
  }
}
