import InfraDSL
import InfraModel

/// By what a thing is scaled, as Terraform's `aws_appautoscaling_policy`.
///
///     let cpu = AWSAppAutoScalingPolicy(
///       "cpu", scaling: .tasks(of: gateway, in: main),
///       tracking: .init(60, of: .predefined(.serviceCPU)))
public struct AWSAppAutoScalingPolicy: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSAppAutoScalingPolicy>(
    "aws_appautoscaling_policy", "By what a thing is scaled.",
    terraformIdentity: .joined(
      "service_namespace", "/", "resource_id", "/", "scalable_dimension", "/", "name"),
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name."),
      .required(
        "service_namespace", \.service, changing: .replaceWithGap,
        "The service of AWS that the scaled thing is of."),
      .required(
        "resource_id", \.object, changing: .replaceWithGap,
        "What is scaled, as service/CLUSTER/SERVICE."),
      .required(
        "scalable_dimension", \.dimension, changing: .replaceWithGap, "What of it is scaled."),
      .optional(
        "policy_type", \.kind, changing: .inPlace, default: "StepScaling",
        "Whether it keeps a figure or goes in steps."),
      .optional(
        "target_tracking_scaling_policy_configuration", \.tracking, changing: .inPlace,
        "The figure that it keeps."),
      .optional(
        "step_scaling_policy_configuration", \.steps, changing: .inPlace,
        "The steps that it goes when an alarm calls it."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The policy's name."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name.
  public let name: Value<ScalingPolicyName>
  /// The service of AWS that the scaled thing is of.
  public let service: ScalingService
  /// What is scaled, as service/CLUSTER/SERVICE.
  public let object: Value<String>
  /// What of it is scaled.
  public let dimension: ScalableDimension
  /// Whether it keeps a figure or goes in steps.
  public let kind: Kind?
  /// The figure that it keeps.
  public let tracking: TargetTracking?
  /// The steps that it goes when an alarm calls it.
  public let steps: StepScaling?

  /// Declares a scaling policy by the names of what it scales.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; the key if not given.
  ///   - service: The service of AWS that the scaled thing is of.
  ///   - object: What is scaled, as service/CLUSTER/SERVICE.
  ///   - dimension: What of it is scaled.
  ///   - kind: Whether it keeps a figure or goes in steps.
  ///   - tracking: The figure that it keeps.
  ///   - steps: The steps that it goes when an alarm calls it.
  public init(
    _ key: String, name: Value<ScalingPolicyName>? = nil, service: ScalingService,
    object: Value<String>, dimension: ScalableDimension, kind: Kind? = nil,
    tracking: TargetTracking? = nil, steps: StepScaling? = nil, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_appautoscaling_policy", key: key, file: file, line: line)
    self.name = name ?? Value(ScalingPolicyName(key))
    self.service = service
    self.object = object
    self.dimension = dimension
    self.kind = kind
    self.tracking = tracking
    self.steps = steps
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSAppAutoScalingPolicy>> { attribute("arn") }

  /// How a policy scales.
  public enum Kind: String, Choice {
    /// In steps, when an alarm calls it.
    case steps = "StepScaling"
    /// So that a figure keeps its value.
    case tracking = "TargetTrackingScaling"
  }
}

extension AWSAppAutoScalingPolicy: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("autoscaling", "scalingPolicy:") }
}

/// The name of a scaling policy.
public struct ScalingPolicyName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...255, " _-/.")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a scaling policy's name: use \(rule.text)."
  }
}

extension AWSAppAutoScalingPolicy {
  /// Declares a policy that keeps a figure by scaling.
  public init(
    _ key: String, name: Value<ScalingPolicyName>? = nil, scaling object: ScalableObject,
    tracking: TargetTracking, file: String = #filePath, line: Int = #line
  ) {
    self.init(
      key, name: name, service: object.service, object: object.object, dimension: object.dimension,
      kind: .tracking, tracking: tracking, file: file, line: line)
  }

  /// Declares a policy that scales in steps when an alarm calls it.
  public init(
    _ key: String, name: Value<ScalingPolicyName>? = nil, scaling object: ScalableObject,
    steps: StepScaling, file: String = #filePath, line: Int = #line
  ) {
    self.init(
      key, name: name, service: object.service, object: object.object, dimension: object.dimension,
      kind: .steps, steps: steps, file: file, line: line)
  }
}
