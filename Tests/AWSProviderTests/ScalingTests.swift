import AWS
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite("Scaling, by recorded answers")
struct ScalingTests {
  static let schema = AWSAppAutoScalingTarget.schema.schema
  static let arn = "arn:aws:application-autoscaling:eu-central-1:123456789012:scalable-target/0ab"
  static let declared = TypeLife.arguments(
    of: AWSAppAutoScalingTarget(
      "tasks", service: .ecs, object: "service/main/web", dimension: .tasks, minimum: 1,
      maximum: 4, role: "arn:aws:iam::123456789012:role/scales", tags: ["team": "core"]))
  static let state = ResourceState(
    address: Address(module: [], type: schema.type, key: "tasks"), provider: "aws",
    instance: InfraModel.InstanceID("0123456789abcdef01234567"), arguments: declared,
    attributes: Fields(["id": "service/main/web", "arn": .string(arn)]))
  static let context = ProviderContext(secrets: TypeLife.NoSecrets())

  static let target: Datum = [
    "ServiceNamespace": "ecs", "ResourceId": "service/main/web",
    "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 1, "MaxCapacity": 4,
    "RoleARN": "arn:aws:iam::123456789012:role/scales", "ScalableTargetARN": .string(arn),
    "SuspendedState": [
      "DynamicScalingInSuspended": false, "DynamicScalingOutSuspended": false,
      "ScheduledScalingSuspended": false,
    ],
  ]

  static func script(_ target: Datum, tags: Datum = ["team": "core"]) -> ScriptedAWS {
    ScriptedAWS { request, _ in
      switch request.operation {
      case "DescribeScalableTargets": .json(["ScalableTargets": [target]])
      case "ListTagsForResource": .json(["Tags": tags])
      default: .json([:])
      }
    }
  }

  private func request(_ changed: [String], _ arguments: Fields = declared) -> ProviderRequest {
    ProviderRequest(
      environment: "prod", address: Self.state.address, instance: Self.state.instance,
      schema: Self.schema, arguments: arguments, changed: changed, prior: Self.state)
  }

  @Test("is no drift with the role that AWS fills in and the scaling that does not rest")
  func same() async throws {
    let provider = try Self.script(Self.target).provider()
    #expect(try await provider.read(Self.state, Self.schema)?.arguments == Self.declared)
  }

  @Test("sees other tags and another role as drift")
  func drift() async throws {
    let provider = try Self.script(
      Self.target.merging(["RoleARN": "arn:aws:iam::123456789012:role/other"]),
      tags: ["team": "other", "infra:instance": "0123456789abcdef01234567"]
    ).provider()
    let seen = try await provider.read(Self.state, Self.schema)?.arguments
    #expect(seen?["tags"] == ["team": "other"])
    #expect(seen?["role_arn"] == "arn:aws:iam::123456789012:role/other")
  }

  @Test("changes tags by their own calls, and the role with the bounds")
  func changed() async throws {
    let aws = Self.script(Self.target, tags: ["team": "other", "old": "yes"])
    _ = try await aws.provider().perform(
      .update, request(["role_arn", "tags"]), Self.context)
    #expect(
      aws.inputs("RegisterScalableTarget") == [
        [
          "ServiceNamespace": "ecs", "ResourceId": "service/main/web",
          "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 1, "MaxCapacity": 4,
          "RoleARN": "arn:aws:iam::123456789012:role/scales",
        ]
      ])
    #expect(aws.inputs("TagResource").first?["Tags"]["team"] == "core")
    #expect(
      aws.inputs("UntagResource") == [["ResourceARN": .string(Self.arn), "TagKeys": ["old"]]])
  }

  @Test("lets all scaling go on when none is declared to rest any more")
  func resumed() async throws {
    let aws = Self.script(
      Self.target.merging(["SuspendedState": ["DynamicScalingInSuspended": true]]))
    _ = try await aws.provider().perform(.update, request(["suspended_state"]), Self.context)
    #expect(
      aws.inputs("RegisterScalableTarget").first?["SuspendedState"] == [
        "DynamicScalingInSuspended": false, "DynamicScalingOutSuspended": false,
        "ScheduledScalingSuspended": false,
      ])
  }

  @Test("is made with the ownership tags, and not over bounds that are otherwise")
  func stranger() async throws {
    let free = ScriptedAWS { request, count in
      request.operation == "DescribeScalableTargets"
        ? .json(["ScalableTargets": count == 0 ? [] : [Self.target]])
        : .json(["ScalableTargetARN": .string(Self.arn), "Tags": ["team": "core"]])
    }
    var first = request([])
    first.prior = nil
    _ = try await free.provider().perform(.create, first, Self.context)
    let tags = free.inputs("RegisterScalableTarget").first?["Tags"]
    #expect(tags?["infra:instance"] == "0123456789abcdef01234567")
    let taken = Self.script(Self.target.merging(["MaxCapacity": 9]))
    await #expect {
      _ = try await taken.provider().perform(.create, first, Self.context)
    } throws: { error in
      let error = error as? ProviderError
      return error?.kind == .stranger
        && error?.message.contains(
          "\"ecs/service/main/web/ecs:service:DesiredCount\" already") == true
    }
    #expect(taken.inputs("RegisterScalableTarget") == [])
  }

  @Test("by a policy waits until what it scales is registered beside it")
  func together() async throws {
    let policy = TypeLife.arguments(
      of: AWSAppAutoScalingPolicy(
        "cpu", service: .ecs, object: "service/main/web", dimension: .tasks, kind: .tracking,
        tracking: .init(60, of: .predefined(.serviceCPU))))
    let wire: Datum = [
      "ServiceNamespace": "ecs", "ResourceId": "service/main/web",
      "ScalableDimension": "ecs:service:DesiredCount", "PolicyName": "cpu",
      "PolicyType": "TargetTrackingScaling",
      "TargetTrackingScalingPolicyConfiguration": [
        "TargetValue": 60,
        "PredefinedMetricSpecification": [
          "PredefinedMetricType": "ECSServiceAverageCPUUtilization"
        ],
      ],
    ]
    let aws = ScriptedAWS { request, count in
      switch request.operation {
      case "DescribeScalingPolicies": .json(["ScalingPolicies": count == 0 ? [] : [wire]])
      case "PutScalingPolicy" where count == 0:
        .refused(
          "ObjectNotFoundException", "No scalable target registered for service namespace: ecs")
      default: .json([:])
      }
    }
    let schema = AWSAppAutoScalingPolicy.schema.schema
    let attributes = try await aws.provider().perform(
      .create,
      ProviderRequest(
        environment: "prod", address: Address(module: [], type: schema.type, key: "cpu"),
        instance: Self.state.instance, schema: schema, arguments: policy), Self.context)
    #expect(attributes["id"] == "cpu")
    #expect(aws.inputs("PutScalingPolicy").count == 2)
    #expect(aws.waited == 0.25)
  }

  @Test(
    "reads the names that Terraform imports",
    arguments: [
      ("ecs/service/main/web/ecs:service:DesiredCount", "service/main/web", ""),
      ("ecs/service/main/web/ecs:service:DesiredCount/cpu", "service/main/web", "cpu"),
      (
        "dynamodb/table/sessions/index/by-user/dynamodb:index:ReadCapacityUnits/a/b",
        "table/sessions/index/by-user", "a/b"
      ),
    ])
  func names(text: String, object: String, policy: String) throws {
    let name = try #require(ScalableName(text))
    #expect(name.object == object)
    #expect(name.policy == policy)
    #expect(name.dimension.hasPrefix(name.service + ":"))
  }

  @Test("takes nothing else for such a name", arguments: ["", "ecs", "ecs/service/main", "a/b/c"])
  func noNames(text: String) { #expect(ScalableName(text) == nil) }
}
