import InfraDSL
import InfraModel

extension AWSCloudWatchEventTarget {
  /// The task that is run for an event.
  public struct Task: ArgumentValue {
    let definition: Value<ARN<AWSECSTaskDefinition>>
    let count: Bounded?
    let launchType: LaunchType?
    let platformVersion: Value<String>?
    let network: AWSECSService.NetworkConfiguration?
    let group: Value<String>?
    let tagSource: TagSource?
    let allowsCommands: Bool?
    let hasManagedTags: Bool?
    let tags: [String: Value<String>]

    /// A task.
    ///
    /// - Parameters:
    ///   - definition: What it runs.
    ///   - count: How many are run.
    ///   - launchType: What it runs on.
    ///   - platformVersion: The version of Fargate.
    ///   - network: Where in the VPC it is.
    ///   - group: The group that it counts to.
    ///   - tagSource: Where it takes its tags from.
    ///   - allowsCommands: Whether commands may be run in its containers.
    ///   - hasManagedTags: Whether ECS tags it.
    ///   - tags: Its tags.
    public init(
      _ definition: Value<ARN<AWSECSTaskDefinition>>, count: Value<Int>? = nil,
      launchType: LaunchType? = nil, platformVersion: Value<String>? = nil,
      network: AWSECSService.NetworkConfiguration? = nil, group: Value<String>? = nil,
      tagSource: TagSource? = nil, allowsCommands: Bool? = nil, hasManagedTags: Bool? = nil,
      tags: [String: Value<String>] = [:]
    ) {
      self.definition = definition
      self.count = count.map { Bounded($0, 1...100) }
      self.launchType = launchType
      self.platformVersion = platformVersion
      self.network = network
      self.group = group
      self.tagSource = tagSource
      self.allowsCommands = allowsCommands
      self.hasManagedTags = hasManagedTags
      self.tags = tags
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "task_definition_arn": definition, "task_count": count, "launch_type": launchType,
          "platform_version": platformVersion, "network_configuration": network, "group": group,
          "propagate_tags": tagSource, "enable_execute_command": allowsCommands,
          "enable_ecs_managed_tags": hasManagedTags, "tags": tags,
        ])
      ])
    }
  }

  /// What tasks take their tags from.
  public enum TagSource: String, Choice {
    /// The task definition.
    case taskDefinition = "TASK_DEFINITION"
  }
}
