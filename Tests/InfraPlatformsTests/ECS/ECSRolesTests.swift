import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

@Suite("The roles of a service on ECS")
struct ECSRolesTests {
  private static let found = OnECS {
    let data = Volume("data")
    data
    Volume("other")
    Service(
      "db", image: .web, files: [.secret("/config/key", .secret(.generated("key")))],
      volumes: [VolumeMount(data, at: "/data")])
    Service(
      "plain",
      image: ServiceImage(name: "plain", source: .registry("plain:1"), isReadOnly: false))
  }

  private static func rights(_ statements: [Datum]) -> [String] {
    statements.flatMap { statement -> [String] in
      let actions = statement["Action"].list ?? [statement["Action"]]
      let resources = statement["Resource"].list ?? [statement["Resource"]]
      return actions.flatMap { action in
        resources.map { "\(action.string ?? "") \($0.string ?? "")" }
      }
    }
  }

  @Test("that start it read its own images and secrets, write its own logs, and nothing else")
  func execution() throws {
    let rights = Self.rights(try Self.found.statements("db/aws_iam_role_policy.execution"))
    let images = ["web", "busybox"].map { "<aws_ecr_repository.\($0).arn>" }
    let pulls = ["BatchCheckLayerAvailability", "BatchGetImage", "GetDownloadUrlForLayer"]
    #expect(
      rights
        == ["ecr:GetAuthorizationToken *"]
        + pulls.flatMap { pull in images.map { "ecr:\(pull) \($0)" } } + [
          "logs:CreateLogStream <db/aws_cloudwatch_log_group.logs.arn>:*",
          "logs:PutLogEvents <db/aws_cloudwatch_log_group.logs.arn>:*",
          "secretsmanager:GetSecretValue <db/aws_secretsmanager_secret.config-key.arn>",
          "kms:Decrypt <base/keys/aws_kms_key.data.arn>",
        ])
  }

  @Test("that it has itself may mount its own volume by its own way in")
  func task() throws {
    let statements = try Self.found.statements("db/aws_iam_role_policy.task")
    #expect(
      Self.rights(statements) == [
        "elasticfilesystem:ClientMount <data/aws_efs_file_system.volume.arn>",
        "elasticfilesystem:ClientWrite <data/aws_efs_file_system.volume.arn>",
      ])
    #expect(
      statements.first?["Condition"] == [
        "Bool": ["aws:SecureTransport": "true"],
        "StringEquals": [
          "elasticfilesystem:AccessPointArn": "<db/aws_efs_access_point.data.arn>"
        ],
      ])
  }

  @Test("are one where nothing is asked of AWS, with neither secrets nor a key")
  func plain() throws {
    #expect(Self.found.all("aws_iam_role", in: "plain/") == ["plain/aws_iam_role.execution"])
    #expect(Self.found.all("aws_iam_role_policy", in: "plain/").count == 1)
    let rights = Self.rights(try Self.found.statements("plain/aws_iam_role_policy.execution"))
    #expect(!rights.contains { $0.hasPrefix("secretsmanager") || $0.hasPrefix("kms") })
    let definition = Self.found["plain/aws_ecs_task_definition.definition"]
    #expect(definition?["task_role_arn"].isNull == true)
  }

  @Test("are taken on by ECS for this account alone")
  func trust() throws {
    let trust = try Self.found.statements("db/aws_iam_role.task", "assume_role_policy")
    #expect(trust.first?["Principal"] == ["Service": "ecs-tasks.amazonaws.com"])
    #expect(
      trust.first?["Condition"] == [
        "StringEquals": ["aws:SourceAccount": "<base/network/aws_vpc.vpc.owner_id>"]
      ])
  }
}
