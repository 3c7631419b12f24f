import InfraDSL
import InfraModel

/// A group of services and tasks, as Terraform's `aws_ecs_cluster`.
///
///     let main = AWSECSCluster("main", name: "prod", containerInsights: .enabled)
public struct AWSECSCluster: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSECSCluster>(
    "aws_ecs_cluster", "A group of services and tasks.",
    terraformIdentity: .joined("name"),
    arguments: [
      .required(
        "name", \.name, changing: .replaceWithGap, "Its name, unique in the account and region."),
      .optional(
        "setting", \.containerInsights, changing: .inPlace,
        "Whether CloudWatch gathers figures of its containers."),
      .optional(
        "configuration", \.commandExecution, changing: .inPlace,
        "How commands are run in its containers, and where that is logged."),
      .optional(
        "service_connect_defaults", \.serviceConnect, changing: .inPlace,
        "The namespace that its services find each other in."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The cluster's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in the account and region.
  public let name: Value<ClusterName>
  /// Whether CloudWatch gathers figures of its containers.
  public let containerInsights: ContainerInsights?
  /// How commands are run in its containers, and where that is logged.
  public let commandExecution: CommandExecution?
  /// The namespace that its services find each other in.
  public let serviceConnect: ServiceConnectDefaults?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a cluster.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in the account and region; the key if not given.
  ///   - containerInsights: Whether CloudWatch gathers figures of its containers.
  ///   - commandExecution: How commands are run in its containers, and where that is logged.
  ///   - serviceConnect: The namespace that its services find each other in.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<ClusterName>? = nil, containerInsights: ContainerInsights? = nil,
    commandExecution: CommandExecution? = nil, serviceConnect: ServiceConnectDefaults? = nil,
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_ecs_cluster", key: key, file: file, line: line)
    self.name = name ?? Value(ClusterName(key))
    self.containerInsights = containerInsights
    self.commandExecution = commandExecution
    self.serviceConnect = serviceConnect
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSECSCluster>> { attribute("arn") }
  /// Its name.
  public var clusterName: Value<ClusterName> { attribute("name") }

  /// Whether CloudWatch gathers figures of a cluster's containers.
  public enum ContainerInsights: String, ArgumentValue {
    /// None.
    case disabled
    /// Figures of the cluster, its services and tasks.
    case enabled
    /// Figures of each container too.
    case enhanced

    /// The setting.
    public func lower(_ context: inout LoweringContext) -> Datum {
      [["name": "containerInsights", "value": .string(rawValue)]]
    }
  }

  /// How commands are run in containers, and where what they print is kept.
  public struct CommandExecution: ArgumentValue {
    let kmsKey: Value<ARN<AWSKMSKey>>?
    let logging: CommandLogging?
    let logs: CommandLogs?

    /// Describes how commands are run.
    ///
    /// - Parameters:
    ///   - kmsKey: The key that encrypts the session.
    ///   - logging: Where what they print is kept; as the container logs if not given.
    ///   - logs: Where it is kept, if it is kept elsewhere.
    public init(
      kmsKey: Value<ARN<AWSKMSKey>>? = nil, logging: CommandLogging? = nil, logs: CommandLogs? = nil
    ) {
      self.kmsKey = kmsKey
      self.logging = logging
      self.logs = logs
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      [
        [
          "execute_command_configuration": [
            context.object(["kms_key_id": kmsKey, "logging": logging, "log_configuration": logs])
          ]
        ]
      ]
    }
  }

  /// Where what commands print is kept.
  public enum CommandLogging: String, Choice {
    /// Nowhere.
    case none = "NONE"
    /// Where the container logs.
    case asTheTask = "DEFAULT"
    /// Where the log configuration says.
    case elsewhere = "OVERRIDE"
  }

  /// Where what commands print is kept.
  public struct CommandLogs: ArgumentValue {
    let logGroup: Value<LogGroupName>?
    let isLogGroupEncrypted: Bool?
    let bucket: Value<BucketName>?
    let isBucketEncrypted: Bool?
    let prefix: Value<String>?

    /// Describes where it is kept.
    ///
    /// - Parameters:
    ///   - logGroup: The log group that it goes to.
    ///   - isLogGroupEncrypted: Whether the log group is encrypted.
    ///   - bucket: The bucket that it goes to.
    ///   - isBucketEncrypted: Whether the bucket is encrypted.
    ///   - prefix: What the names of its objects begin with.
    public init(
      logGroup: Value<LogGroupName>? = nil, isLogGroupEncrypted: Bool? = nil,
      bucket: Value<BucketName>? = nil, isBucketEncrypted: Bool? = nil, prefix: Value<String>? = nil
    ) {
      self.logGroup = logGroup
      self.isLogGroupEncrypted = isLogGroupEncrypted
      self.bucket = bucket
      self.isBucketEncrypted = isBucketEncrypted
      self.prefix = prefix
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "cloud_watch_log_group_name": logGroup,
          "cloud_watch_encryption_enabled": isLogGroupEncrypted, "s3_bucket_name": bucket,
          "s3_bucket_encryption_enabled": isBucketEncrypted, "s3_key_prefix": prefix,
        ])
      ])
    }
  }

  /// The namespace that services find each other in unless they say another.
  public struct ServiceConnectDefaults: ArgumentValue {
    let namespace: Value<ARN<AWSServiceDiscoveryPrivateDNSNamespace>>

    /// Takes a namespace.
    ///
    /// - Parameters:
    ///   - namespace: The namespace.
    public init(namespace: Value<ARN<AWSServiceDiscoveryPrivateDNSNamespace>>) {
      self.namespace = namespace
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["namespace": namespace])])
    }
  }
}

extension AWSECSCluster: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("ecs", "cluster/") }
}

/// The name of a cluster.
public struct ClusterName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...255, "_-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a cluster's name: use \(rule.text)."
  }
}
