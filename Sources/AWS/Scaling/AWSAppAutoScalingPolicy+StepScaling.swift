import InfraDSL
import InfraModel

extension AWSAppAutoScalingPolicy {
  /// Steps that are gone when an alarm calls.
  public struct StepScaling: ArgumentValue {
    let adjustment: Adjustment
    let steps: [Step]
    let cooldown: TimeSpan?
    let aggregation: Aggregation?
    let leastChange: Bounded?

    /// Describes the steps.
    ///
    /// - Parameters:
    ///   - adjustment: What a step changes.
    ///   - steps: The steps.
    ///   - cooldown: How long after one step no other is gone.
    ///   - aggregation: What is made of the values of the figure.
    ///   - leastChange: The least that a step in percent changes.
    public init(
      adjustment: Adjustment, steps: [Step], cooldown: Duration? = nil,
      aggregation: Aggregation? = nil, leastChange: Value<Int>? = nil
    ) {
      self.adjustment = adjustment
      self.steps = steps
      self.cooldown = cooldown.map { TimeSpan($0, in: .seconds, 0...86_400) }
      self.aggregation = aggregation
      self.leastChange = leastChange.map { Bounded($0, 1...1_000_000) }
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "adjustment_type": adjustment, "step_adjustment": steps, "cooldown": cooldown,
          "metric_aggregation_type": aggregation, "min_adjustment_magnitude": leastChange,
        ])
      ])
    }
  }

  /// What a step changes.
  public enum Adjustment: String, Choice {
    /// The number by so many.
    case change = "ChangeInCapacity"
    /// The number to so many.
    case exact = "ExactCapacity"
    /// The number by so many in the hundred.
    case percent = "PercentChangeInCapacity"
  }

  /// What is made of the values of a figure.
  public enum Aggregation: String, Choice {
    /// Their mean.
    case average = "Average"
    /// The least.
    case minimum = "Minimum"
    /// The most.
    case maximum = "Maximum"
  }

  /// A step: what is done while the figure is so far from the alarm's threshold.
  public struct Step: ArgumentValue {
    let change: Int
    let lowerBound: Double?
    let upperBound: Double?

    /// A step.
    ///
    /// - Parameters:
    ///   - change: What is added; a negative number takes away.
    ///   - lowerBound: The least difference from the threshold; none if not given.
    ///   - upperBound: The difference from the threshold that is too much; none if not given.
    public init(_ change: Int, from lowerBound: Double? = nil, to upperBound: Double? = nil) {
      self.change = change
      self.lowerBound = lowerBound
      self.upperBound = upperBound
    }

    /// The block; Terraform writes the bounds as text.
    public func lower(_ context: inout LoweringContext) -> Datum {
      if let lowerBound, let upperBound, lowerBound >= upperBound {
        context.report(
          "Invalid step", "A step's lower bound \(lowerBound) is not below its upper \(upperBound)."
        )
      }
      return context.object([
        "scaling_adjustment": change, "metric_interval_lower_bound": lowerBound.map(text),
        "metric_interval_upper_bound": upperBound.map(text),
      ])
    }

    private func text(_ bound: Double) -> String {
      Int(exactly: bound).map(String.init) ?? "\(bound)"
    }
  }
}
