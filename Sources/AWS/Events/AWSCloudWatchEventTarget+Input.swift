import InfraDSL
import InfraModel

extension AWSCloudWatchEventTarget {
  /// What a target gets, made of parts of the event.
  public struct InputTransformer: ArgumentValue {
    let parts: [String: Value<String>]
    let template: Value<String>

    /// Describes it.
    ///
    /// - Parameters:
    ///   - parts: The parts by names, as $.detail.taskArn.
    ///   - template: A text in which <name> stands for a part.
    public init(parts: [String: Value<String>] = [:], template: Value<String>) {
      self.parts = parts
      self.template = template
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["input_paths": parts, "input_template": template])])
    }
  }

  /// Where events go that could not be brought.
  public struct DeadLetters: ArgumentValue {
    let queue: Value<ARN<AWSSQSQueue>>

    /// Into a queue.
    public static func queue(_ queue: AWSSQSQueue) -> DeadLetters { DeadLetters(queue: queue.arn) }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["arn": queue])])
    }
  }

  /// How often and how long a call is tried again.
  public struct Retries: ArgumentValue {
    let age: TimeSpan?
    let attempts: Bounded?

    /// Describes it.
    ///
    /// - Parameters:
    ///   - age: How old an event may be, 1 min to 24 h.
    ///   - attempts: How often at most.
    public init(age: Duration? = nil, attempts: Value<Int>? = nil) {
      self.age = age.map { TimeSpan($0, in: .seconds, 60...86_400) }
      self.attempts = attempts.map { Bounded($0, 0...185) }
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object(["maximum_event_age_in_seconds": age, "maximum_retry_attempts": attempts])
      ])
    }
  }

  /// The group of a message.
  public struct QueueGroup: ArgumentValue {
    let id: Value<String>

    /// A group.
    ///
    /// - Parameters:
    ///   - id: The group.
    public init(_ id: Value<String>) {
      self.id = id
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["message_group_id": id])])
    }
  }
}
