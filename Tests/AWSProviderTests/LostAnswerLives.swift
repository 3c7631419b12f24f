import AWSClient
import InfraDSL
import InfraModel
import Synchronization
import Testing

@Suite("What is stored on AWS", .enabled(if: Moto.isWanted), .serialized)
struct LostAnswerLives {
  /// A server before moto that loses the answer to every change once.
  private func losing(_ lost: LostRequests) async throws -> Between {
    try Between(try await Moto.server().endpoint) { request in
      let isRead =
        request.method == "GET" || request.method == "HEAD"
        || ["Get", "List", "Describe"].contains { request.operation.hasPrefix($0) }
      if isRead { return .pass }
      return lost.isNew(request.operation + request.target + request.body) ? .lose : .pass
    }
  }

  /// The requests whose answers were lost.
  private final class LostRequests: Sendable {
    private let state = Mutex<(texts: Set<String>, count: Int)>(([], 0))

    /// How many were lost in all.
    var count: Int { state.withLock { $0.count } }

    /// Loses the answer to the same requests once more.
    func forget() { state.withLock { $0.texts = [] } }

    func isNew(_ text: String) -> Bool {
      state.withLock { state in
        guard state.texts.insert(text).inserted else { return false }
        state.count += 1
        return true
      }
    }
  }

  @Test("is made, changed and taken away as if nothing had happened when answers are lost")
  func lives() async throws {
    let lost = LostRequests()
    let between = try await losing(lost)
    defer { between.stop() }
    var variables = try await Moto.server().variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    variables["PAGER_TOKEN"] = "a-token-of-a-test"
    try await Project.run(variables, { StorageStack($0, prefix: "lost-store") }) { project in
      for words in ["apply dev --yes", "apply dev --yes --set version=two"] {
        let done = await project.infra(words)
        #expect(done.code == .done, "\(words): \(done)")
      }
      try await LifeTests().isUnchanged(project, "--refresh --set version=two")
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
    }
    #expect(lost.count > 20, "\(lost.count)")
  }

  @Test("is so with networks and identities, whose policies keep no more versions than IAM allows")
  func networks() async throws {
    let lost = LostRequests()
    let between = try await losing(lost)
    defer { between.stop() }
    var variables = try await Moto.server().variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    try await Project.run(variables, { NetworkStack($0, prefix: "lost-net") }) { project in
      // IAM keeps five versions of a policy, and refuses a sixth.
      for version in ["one", "two", "one", "two", "one", "two", "one", "two"] {
        lost.forget()
        let done = await project.infra("apply dev --yes --set version=\(version)")
        #expect(done.code == .done, "\(version): \(done)")
        try await LifeTests().isUnchanged(project, "--refresh --set version=\(version)")
        let versions = try await policyVersions("lost-net")
        #expect((1...5).contains(versions), "\(version): \(versions)")
      }
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
    }
    #expect(lost.count > 60, "\(lost.count)")
  }

  /// How many versions the policy of a prefix has.
  private func policyVersions(_ prefix: String) async throws -> Int {
    let client = try await Moto.server().client(region: "eu-central-1")
    let policies = try await client.send(
      AWSCall(.iam, "ListPolicies", ["Scope": "Local", "MaxItems": 1000]))
    let mine = policies["Policies"].elements.first {
      $0["PolicyName"].string?.hasPrefix(prefix) == true
    }
    let versions = try await client.send(
      AWSCall(.iam, "ListPolicyVersions", ["PolicyArn": mine?["Arn"] ?? .null]))
    return versions["Versions"].elements.count
  }

  @Test("is so with balancers and firewalls")
  func edges() async throws {
    let lost = LostRequests()
    let between = try await losing(lost)
    defer { between.stop() }
    var variables = try await Moto.server().variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    try await Project.run(variables, { EdgeStack($0, prefix: "lost-edge") }) { project in
      for version in ["one", "two", "one"] {
        lost.forget()
        let done = await project.infra("apply dev --yes --set version=\(version)")
        #expect(done.code == .done, "\(version): \(done)")
        try await LifeTests().isUnchanged(project, "--refresh --set version=\(version)")
      }
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
    }
    #expect(lost.count > 20, "\(lost.count)")
  }
}
