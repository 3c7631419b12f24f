import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_ecs_cluster`. One that is deleted is told for some time yet, as
  /// inactive.
  static let cluster = AWSType(
    "aws_ecs_cluster", "cluster",
    arguments: [
      .both("name", "clusterName"),
      .both("setting", "settings", .blockSet([.both("name", "name"), .both("value", "value")])),
      .both("configuration", "configuration", .block(commands)),
      .both(
        "service_connect_defaults", "serviceConnectDefaults",
        .block([.both("namespace", "namespace")])),
    ],
    attributes: ["id": "clusterArn", "arn": "clusterArn"],
    tags: .containers,
    lookup: Lookup(
      at: "clusters", where: { cluster, _ in cluster["status"] != "INACTIVE" }
    ) { key in
      let name: Datum
      switch key {
      case .id(let id): name = .string(id)
      case .arguments(let arguments): name = arguments["name"] ?? .null
      case .instance: return nil
      }
      return AWSCall(
        .ecs, "DescribeClusters",
        ["clusters": [name], "include": ["TAGS", "SETTINGS", "CONFIGURATIONS"]])
    },
    // A name that is there is answered as if it had been made.
    creation: Creation(.ecs, "CreateCluster", id: "cluster.clusterArn", looksFirst: true),
    updates: [
      Update(["setting", "configuration", "service_connect_defaults"]) { scope in
        var input: Datum = ["cluster": .string(scope.id)]
        let plain: [(argument: String, member: String, value: Datum)] = [
          ("setting", "settings", [["name": "containerInsights", "value": "disabled"]]),
          (
            "configuration", "configuration",
            ["executeCommandConfiguration": ["logging": "DEFAULT"]]
          ),
          ("service_connect_defaults", "serviceConnectDefaults", ["namespace": ""]),
        ]
        for entry in plain where scope.changed.contains(entry.argument) {
          let value = scope[entry.argument]
          input = input.setting(entry.member, value.isNull ? entry.value : value)
        }
        return [AWSCall(.ecs, "UpdateCluster", input)]
      }
    ],
    deletion: Deletion(
      .ecs, "DeleteCluster", id: "cluster",
      blocked: [
        "ClusterContainsServicesException", "ClusterContainsTasksException",
        "ClusterContainsContainerInstancesException", "UpdateInProgressException",
      ], waitsUntilGone: true),
    readiness: Readiness("status", ready: ["ACTIVE"], failed: ["FAILED"]),
    // The role linked to the service, which is made with the first cluster of an account.
    again: ["InvalidParameterException: Unable to assume the service linked role"])

  private static let commands: [Member] = [
    .both(
      "execute_command_configuration", "executeCommandConfiguration",
      .block([
        .both("kms_key_id", "kmsKeyId"),
        .both("logging", "logging"),
        .both(
          "log_configuration", "logConfiguration",
          .block([
            .both("cloud_watch_log_group_name", "cloudWatchLogGroupName"),
            .both("cloud_watch_encryption_enabled", "cloudWatchEncryptionEnabled", .flag),
            .both("s3_bucket_name", "s3BucketName"),
            .both("s3_bucket_encryption_enabled", "s3EncryptionEnabled", .flag),
            .both("s3_key_prefix", "s3KeyPrefix"),
          ])),
      ]))
  ]
}

extension Tagging {
  /// Tags of ECS.
  static let containers = Tagging.calls(
    .ecs, .list(key: "key", value: "value"), "tags", add: "TagResource", remove: "UntagResource",
    object: ("resourceArn", "{id}"), keys: "tagKeys")
}
