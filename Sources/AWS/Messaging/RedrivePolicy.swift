import InfraDSL
import InfraModel

/// Where a queue's messages go that were received too often; written as JSON text.
public struct RedrivePolicy: ArgumentValue {
  let queue: Value<ARN<AWSSQSQueue>>
  let receiveCountMax: Int

  /// A queue of dead letters.
  ///
  /// - Parameters:
  ///   - queue: Where they go.
  ///   - receiveCountMax: How often a message is received before, 1 to 1,000.
  public init(to queue: Value<ARN<AWSSQSQueue>>, after receiveCountMax: Int) {
    self.queue = queue
    self.receiveCountMax = receiveCountMax
  }

  /// The JSON text; a count that SQS does not take is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if !(1...1_000).contains(receiveCountMax) {
      context.report(
        "Invalid number", "A message is received 1 to 1000 times, not \(receiveCountMax).")
    }
    return JSONText.of([
      "deadLetterTargetArn": queue.lower(&context), "maxReceiveCount": .int(receiveCountMax),
    ])
  }
}

/// Which queues may send their dead letters to a queue; written as JSON text.
public enum RedriveAllowPolicy: ArgumentValue {
  /// All of the account's in the region.
  case all
  /// None.
  case none
  /// At most ten by their ARNs.
  case queues([Value<ARN<AWSSQSQueue>>])

  /// The JSON text; no queues, or more than ten, are a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .all: return JSONText.of(["redrivePermission": "allowAll"])
    case .none: return JSONText.of(["redrivePermission": "denyAll"])
    case .queues(let queues):
      if !(1...10).contains(queues.count) {
        context.report("Invalid number", "One to ten queues can be named, not \(queues.count).")
      }
      return JSONText.of([
        "redrivePermission": "byQueue", "sourceQueueArns": queues.lower(&context),
      ])
    }
  }
}
