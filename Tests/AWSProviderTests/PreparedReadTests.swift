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

  @Test("asks once for what resources of several types are parts of")
  func shared() async throws {
    let arn = "arn:aws:secretsmanager:eu-central-1:1:secret:key-a"
    let aws = ScriptedAWS { _, _ in
      .json([
        "ARN": .string(arn), "Name": "key",
        "Tags": [["Key": "infra:instance", "Value": "i-secret"]],
        "VersionIdsToStages": ["v1": ["AWSCURRENT"]],
      ])
    }
    let provider = try aws.provider()
    let states = [
      ("aws_secretsmanager_secret", arn, AWSSecretsManagerSecret.schema.schema),
      (
        "aws_secretsmanager_secret_version", "\(arn)|v1",
        AWSSecretsManagerSecretVersion.schema.schema
      ),
    ].map { type, id, schema in
      (
        schema,
        ResourceState(
          address: Address(module: [], type: type, key: "key"), provider: "aws",
          instance: InstanceID("i-secret"), arguments: Fields(),
          attributes: Fields(["id": .string(id)]))
      )
    }
    await provider.prepare(toRead: states.map { $0.1 })
    for (schema, state) in states {
      let seen = try await provider.read(state, schema)
      #expect(seen?.attributes["id"] == state.attributes["id"])
    }
    #expect(aws.inputs("DescribeSecret") == [["SecretId": .string(arn)]])
  }

  @Test("asks for the tags of many at once too, and gives each its own")
  func extras() async throws {
    let aws = ScriptedAWS { request, _ in
      let arns = (request.input.object?.entries ?? [])
        .filter { $0.key.contains("Arns.member.") }.compactMap(\.value.string)
      let members = arns.map { arn in
        request.operation == "DescribeRules"
          ? "<member><RuleArn>\(arn)</RuleArn><Priority>7</Priority></member>"
          : "<member><ResourceArn>\(arn)</ResourceArn><Tags><member><Key>infra:instance</Key>"
            + "<Value>i-\(arn)</Value></member></Tags></member>"
      }
      let name = request.operation == "DescribeRules" ? "Rules" : "TagDescriptions"
      let result = "\(request.operation)Result"
      return .xml(
        "<\(request.operation)Response><\(result)><\(name)>\(members.joined())</\(name)>"
          + "</\(result)></\(request.operation)Response>")
    }
    let provider = try aws.provider()
    let states = ["r1", "r2", "r3"].map { name in
      ResourceState(
        address: Address(module: [], type: "aws_lb_listener_rule", key: name), provider: "aws",
        instance: InstanceID("i-\(name)"), arguments: Fields(["priority": 7]),
        attributes: Fields(["id": .string(name)]))
    }
    await provider.prepare(toRead: states)
    for state in states {
      let seen = try await provider.read(state, AWSLBListenerRule.schema.schema)
      #expect(seen?.arguments["priority"] == 7)
    }
    #expect(aws.operations == ["DescribeRules", "DescribeTags"])
  }
}
