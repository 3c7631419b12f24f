import InfraDSL
import InfraModel

/// What a load balancer does with a request, as Terraform's `default_action` and `action` blocks.
public enum ListenerAction: ArgumentValue {
  /// It goes to a target group.
  case forward(to: Value<ARN<AWSLBTargetGroup>>)
  /// It goes to one of several by their weights; a client stays with its group for the time.
  case weighted([WeightedTarget], sticky: Duration?)
  /// The client is sent elsewhere; `#{host}`, `#{path}`, `#{port}`, `#{protocol}` and `#{query}`
  /// stand for the request's own.
  case redirect(Redirect)
  /// The load balancer answers by itself.
  case answer(FixedAnswer)

  /// It goes to one of several by their weights.
  public static func forward(_ targets: [WeightedTarget]) -> ListenerAction {
    .weighted(targets, sticky: nil)
  }

  /// To the same place by HTTPS, for good.
  public static let redirectToHTTPS = ListenerAction.redirect(
    Redirect(scheme: "HTTPS", port: "443", isPermanent: true))

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .forward(let target):
      return context.object(["type": "forward", "target_group_arn": target])
    case .weighted(let targets, let sticky):
      if !(1...5).contains(targets.count) {
        context.report(
          "Invalid action", "A request goes to one of 1 to 5 target groups, not \(targets.count).")
      }
      let stickiness = sticky.map {
        Made(
          context.block(["enabled": true, "duration": TimeSpan($0, in: .seconds, 1...604_800)]))
      }
      let forward = context.block(["target_group": targets, "stickiness": stickiness])
      return context.object(["type": "forward", "forward": Made(forward)])
    case .redirect(let redirect):
      return context.object(["type": "redirect", "redirect": redirect])
    case .answer(let answer):
      return context.object(["type": "fixed-response", "fixed_response": answer])
    }
  }
}

/// A target group with its share of the requests.
public struct WeightedTarget: ArgumentValue {
  let group: Value<ARN<AWSLBTargetGroup>>
  let weight: Int

  /// A target group and its weight, 0 to 999: its share is its part of the sum.
  public init(_ group: Value<ARN<AWSLBTargetGroup>>, _ weight: Int) {
    self.group = group
    self.weight = weight
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object(["arn": group, "weight": Bounded(Value(weight), 0...999)])
  }
}

/// Where a client is sent, as Terraform's `redirect` block.
public struct Redirect: ArgumentValue, Hashable {
  let scheme: String?
  let host: String?
  let port: String?
  let path: String?
  let query: String?
  let isPermanent: Bool

  /// A place; what is not given is the request's own.
  public init(
    scheme: String? = nil, host: String? = nil, port: String? = nil, path: String? = nil,
    query: String? = nil, isPermanent: Bool = false
  ) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.path = path
    self.query = query
    self.isPermanent = isPermanent
  }

  /// The block; a place that is the request's own in all is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if [scheme, host, port, path, query].allSatisfy({ $0 == nil }) {
      context.report(
        "Invalid action", "The client would be sent to where it is: it goes in rounds.")
    }
    return context.block([
      "protocol": scheme, "host": host, "port": port, "path": path, "query": query,
      "status_code": isPermanent ? "HTTP_301" : "HTTP_302",
    ])
  }
}

/// An answer of the load balancer itself, as Terraform's `fixed_response` block.
public struct FixedAnswer: ArgumentValue, Hashable {
  let status: Int
  let type: String
  let body: String?

  /// An answer.
  ///
  /// - Parameters:
  ///   - status: Its status, 200 to 599 without the 300s.
  ///   - body: Its body, up to 1,024 bytes.
  ///   - type: The body's type.
  public init(_ status: Int, body: String? = nil, type: String = "text/plain") {
    self.status = status
    self.body = body
    self.type = type
  }

  /// The block; a status or a body that AWS does not take is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if ![2, 4, 5].contains(status / 100) {
      context.report("Invalid action", "An answer has a status of 2xx, 4xx or 5xx, not \(status).")
    }
    if let body, body.utf8.count > 1_024 {
      context.report("Invalid action", "A body has up to 1024 bytes, not \(body.utf8.count).")
    }
    return context.block([
      "status_code": String(status), "content_type": type, "message_body": body,
    ])
  }
}
