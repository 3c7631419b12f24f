import AWS
import InfraDSL

/// The roles of a service's tasks, with what they do use and nothing else.
struct TaskRoles {
  /// The role that starts tasks: it reads their images and secrets, and writes their logs.
  let execution: AWSIAMRole
  /// The role that the service's own processes have; none if they need none.
  let task: AWSIAMRole?
  /// The policies, which must be there when a task starts.
  let policies: [AWSIAMRolePolicy]

  init(
    _ scope: TaskScope, logs: AWSCloudWatchLogGroup, images: [TaskImage],
    secrets: [AWSSecretsManagerSecret], mounts: [TaskMount]
  ) {
    let location = scope.location
    execution = Self.role(scope, "execution", "Starts the tasks of \(scope.path)")
    var rights = [
      PolicyStatement.allow(["ecr:GetAuthorizationToken"], on: ["*"]),
      .allow(
        ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        on: images.map { "\($0.repository.arn)" }),
      .allow(["logs:CreateLogStream", "logs:PutLogEvents"], on: ["\(logs.arn):*"]),
    ]
    if !secrets.isEmpty {
      rights += [
        .allow(["secretsmanager:GetSecretValue"], on: secrets.map { "\($0.arn)" }),
        .allow(["kms:Decrypt"], on: ["\(scope.foundation.key.arn)"]),
      ]
    }
    var policies = [
      AWSIAMRolePolicy(
        "execution", role: execution.roleName, policy: PolicyDocument(rights), name: "start",
        file: location.file, line: location.line)
    ]
    if mounts.isEmpty {
      task = nil
    } else {
      let role = Self.role(scope, "task", "What the tasks of \(scope.path) may do")
      let rights = mounts.map { mount in
        PolicyStatement.allow(
          ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
          on: [mount.fileSystemARN],
          when: [
            .equals("elasticfilesystem:AccessPointArn", "\(mount.accessPoint.arn)"),
            .bool("aws:SecureTransport", true),
          ])
      }
      task = role
      policies.append(
        AWSIAMRolePolicy(
          "task", role: role.roleName, policy: PolicyDocument(rights), name: "mount",
          file: location.file, line: location.line))
    }
    self.policies = policies
  }

  var declarations: [Declaration] {
    [.resource(execution)] + (task.map { [.resource($0)] } ?? [])
      + policies.map { .resource($0) }
  }

  /// A role that ECS takes on for tasks of this account, and for nobody else's.
  private static func role(_ scope: TaskScope, _ key: String, _ description: String) -> AWSIAMRole {
    let account: Value<AccountID> = scope.foundation.network.vpc.attribute("owner_id")
    return AWSIAMRole(
      key, name: Value(RoleName(FittedName.of("\(scope.name)-\(key)", 64))),
      trust: PolicyDocument(
        .allow(
          ["sts:AssumeRole"], on: [], by: [.service("ecs-tasks.amazonaws.com")],
          when: [.equals("aws:SourceAccount", "\(account)")])),
      description: Value(description), file: scope.location.file, line: scope.location.line)
  }
}

/// A volume in a service's tasks: the way in that is the service's own.
struct TaskMount {
  let accessPoint: AWSEFSAccessPoint
  let fileSystemARN: Value<String>
  let group: Value<SecurityGroupID>
  let volume: String
  let path: String

  init(_ mount: VolumeMount, _ scope: TaskScope) {
    let owner = scope.owner
    let (user, group) = (Value(owner.user), Value(owner.group))
    accessPoint = AWSEFSAccessPoint(
      mount.volume.key, fileSystem: mount.volume.attribute("file-system"),
      user: .init(uid: user, gid: group),
      root: .init("/data", createdBy: .init(uid: user, gid: group, mode: "0750")),
      tags: ["Name": Value("\(scope.name)-\(mount.volume.key)")], file: scope.location.file,
      line: scope.location.line)
    fileSystemARN = mount.volume.attribute("file-system-arn")
    self.group = mount.volume.attribute("group")
    volume = mount.volume.key
    path = mount.path
  }
}
