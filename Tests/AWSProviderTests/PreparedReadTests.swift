import AWS
import InfraModel
import Testing

@testable import AWSProvider

@Suite("Reading many")
struct PreparedReadTests {
  private let schema = AWSECRRepository.schema.schema

  private func state(_ name: String, _ status: ResourceState.Status = .ready) -> ResourceState {
    ResourceState(
      address: Address(module: [], type: "aws_ecr_repository", key: name), provider: "aws",
      instance: InstanceID("i-\(name)"), status: status,
      arguments: Fields(["name": .string(name)]), attributes: Fields(["id": .string(name)]))
  }

  /// Repositories that bear the marks of their resources; one that is named is not there.
  private func repositories(without missing: String? = nil) -> ScriptedAWS {
    ScriptedAWS { request, _ in
      guard request.operation == "DescribeRepositories" else {
        let arn = request.input["resourceArn"].string ?? ""
        let name = arn.split(separator: "/").last.map(String.init) ?? ""
        return .json(["tags": [["Key": "infra:instance", "Value": .string("i-\(name)")]]])
      }
      let names = (request.input["repositoryNames"].list ?? []).compactMap(\.string)
      if let missing, names.contains(missing) {
        return .refused("RepositoryNotFoundException", "no \(missing)")
      }
      return .json([
        "repositories": .list(
          names.map { name in
            [
              "repositoryName": .string(name),
              "repositoryArn": .string("arn:aws:ecr:eu-central-1:1:repository/\(name)"),
            ]
          })
      ])
    }
  }

  @Test("asks for all of a type at once, and for each no more")
  func together() async throws {
    let aws = repositories()
    let provider = try aws.provider()
    let states = ["a", "b", "c"].map { state($0) }
    await provider.prepare(toRead: states)
    for state in states {
      let seen = try await provider.read(state, schema)
      #expect(seen?.arguments["name"] == state.arguments["name"])
    }
    #expect(aws.inputs("DescribeRepositories") == [["repositoryNames": ["a", "b", "c"]]])
    // Handed out once: what is read later is asked for.
    _ = try await provider.read(states[0], schema)
    #expect(aws.inputs("DescribeRepositories").count == 2)
  }

  @Test("asks for each by itself where one of them is gone")
  func gone() async throws {
    let aws = repositories(without: "b")
    let provider = try aws.provider()
    let states = ["a", "b"].map { state($0) }
    await provider.prepare(toRead: states)
    #expect(try await provider.read(states[0], schema) != nil)
    #expect(try await provider.read(states[1], schema) == nil)
    #expect(aws.inputs("DescribeRepositories").count == 3)
  }

  @Test("keeps nothing of before, and leaves alone what is half made or is one of its type")
  func bounds() async throws {
    let aws = repositories()
    let provider = try aws.provider()
    await provider.prepare(toRead: [state("a"), state("b")])
    await provider.prepare(toRead: [])
    _ = try await provider.read(state("a"), schema)
    #expect(aws.inputs("DescribeRepositories").count == 2)
    await provider.prepare(toRead: [state("a"), state("b", .creating)])
    #expect(aws.inputs("DescribeRepositories").count == 2)
  }
}
