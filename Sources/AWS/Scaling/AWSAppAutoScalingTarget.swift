import InfraDSL
import InfraModel

/// What is scaled, and between which bounds, as Terraform's `aws_appautoscaling_target`.
///
///     let tasks = AWSAppAutoScalingTarget(
///       "tasks", scaling: .tasks(of: gateway, in: main), 2...10)
public struct AWSAppAutoScalingTarget: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSAppAutoScalingTarget>(
    "aws_appautoscaling_target", "What is scaled, and between which bounds.",
    terraformIdentity: .joined(
      "service_namespace", "/", "resource_id", "/", "scalable_dimension"),
    arguments: [
      .required(
        "service_namespace", \.service, changing: .replaceWithGap,
        "The service of AWS that it is of."),
      .required(
        "resource_id", \.object, changing: .replaceWithGap,
        "What is scaled, as service/CLUSTER/SERVICE."),
      .required(
        "scalable_dimension", \.dimension, changing: .replaceWithGap, "What of it is scaled."),
      .required("min_capacity", \.minimum, changing: .inPlace, "The least there is of it."),
      .required("max_capacity", \.maximum, changing: .inPlace, "The most there is of it."),
      .optional(
        "role_arn", \.role, changing: .inPlace,
        "The role that scales it; the one linked to the service if not given."),
      .optional("suspended_state", \.suspension, changing: .inPlace, "Which scaling rests."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The scaled thing's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The service of AWS that it is of.
  public let service: ScalingService
  /// What is scaled, as service/CLUSTER/SERVICE.
  public let object: Value<String>
  /// What of it is scaled.
  public let dimension: ScalableDimension
  /// The least there is of it.
  public let minimum: Bounded
  /// The most there is of it.
  public let maximum: Bounded
  /// The role that scales it; the one linked to the service if not given.
  public let role: Value<ARN<AWSIAMRole>>?
  /// Which scaling rests.
  public let suspension: Suspension?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a scaled thing by its names.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - service: The service of AWS that it is of.
  ///   - object: What is scaled, as service/CLUSTER/SERVICE.
  ///   - dimension: What of it is scaled.
  ///   - minimum: The least there is of it.
  ///   - maximum: The most there is of it.
  ///   - role: The role that scales it; the one linked to the service if not given.
  ///   - suspension: Which scaling rests.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, service: ScalingService, object: Value<String>, dimension: ScalableDimension,
    minimum: Value<Int>, maximum: Value<Int>, role: Value<ARN<AWSIAMRole>>? = nil,
    suspension: Suspension? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_appautoscaling_target", key: key, file: file, line: line)
    self.service = service
    self.object = object
    self.dimension = dimension
    self.minimum = Bounded(minimum, 0...1_000_000)
    self.maximum = Bounded(maximum, 0...1_000_000)
    self.role = role
    self.suspension = suspension
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<AnyARN> { attribute("arn") }
  /// What is scaled.
  public var objectID: Value<String> { attribute("resource_id") }

  /// Which scaling rests.
  public struct Suspension: ArgumentValue {
    let scaleIn: Bool?
    let scaleOut: Bool?
    let schedules: Bool?

    /// Says which.
    ///
    /// - Parameters:
    ///   - scaleIn: Whether none is taken away by policies.
    ///   - scaleOut: Whether none is added by policies.
    ///   - schedules: Whether schedules do nothing.
    public init(scaleIn: Bool? = nil, scaleOut: Bool? = nil, schedules: Bool? = nil) {
      self.scaleIn = scaleIn
      self.scaleOut = scaleOut
      self.schedules = schedules
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "dynamic_scaling_in_suspended": scaleIn, "dynamic_scaling_out_suspended": scaleOut,
          "scheduled_scaling_suspended": schedules,
        ])
      ])
    }
  }
}

/// The services of AWS that can be scaled.
public enum ScalingService: String, Choice {
  /// Services of ECS.
  case ecs
  /// Tables of DynamoDB.
  case dynamodb
  /// Replication groups of ElastiCache.
  case elastiCache = "elasticache"
}

/// What can be scaled of a thing.
public enum ScalableDimension: String, Choice {
  /// The tasks of a service.
  case tasks = "ecs:service:DesiredCount"
  /// The reads of a table.
  case tableReads = "dynamodb:table:ReadCapacityUnits"
  /// The writes of a table.
  case tableWrites = "dynamodb:table:WriteCapacityUnits"
  /// The reads of an index.
  case indexReads = "dynamodb:index:ReadCapacityUnits"
  /// The writes of an index.
  case indexWrites = "dynamodb:index:WriteCapacityUnits"
  /// The shards of a replication group.
  case shards = "elasticache:replication-group:NodeGroups"
  /// The replicas of a replication group's shards.
  case replicas = "elasticache:replication-group:Replicas"
}

/// A thing that can be scaled, by the three names that scaling has for it.
public struct ScalableObject: Sendable {
  let service: ScalingService
  let object: Value<String>
  let dimension: ScalableDimension

  /// The tasks of a service.
  public static func tasks(of service: AWSECSService, in cluster: AWSECSCluster) -> ScalableObject {
    ScalableObject(
      service: .ecs, object: "service/\(cluster.clusterName)/\(service.serviceName)",
      dimension: .tasks)
  }

  /// The reads of a table.
  public static func reads(of table: AWSDynamoDBTable) -> ScalableObject {
    ScalableObject(service: .dynamodb, object: "table/\(table.tableName)", dimension: .tableReads)
  }

  /// The writes of a table.
  public static func writes(of table: AWSDynamoDBTable) -> ScalableObject {
    ScalableObject(service: .dynamodb, object: "table/\(table.tableName)", dimension: .tableWrites)
  }
}

extension AWSAppAutoScalingTarget {
  /// Declares a scaled thing.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - object: What is scaled.
  ///   - bounds: The least and the most there is of it.
  public init(
    _ key: String, scaling object: ScalableObject, _ bounds: ClosedRange<Int>, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    self.init(
      key, service: object.service, object: object.object, dimension: object.dimension,
      minimum: Value(bounds.lowerBound), maximum: Value(bounds.upperBound), tags: tags, file: file,
      line: line)
  }
}
