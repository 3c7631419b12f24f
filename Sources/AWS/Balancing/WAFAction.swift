import InfraDSL
import InfraModel

/// What the firewall does with a request.
public enum WAFAction: ArgumentValue, Hashable {
  /// It passes.
  case allow
  /// It is refused, with status 403 and no body if no answer is given.
  case block(WAFAnswer? = nil)
  /// It is counted, and the next rules look at it.
  case count
  /// The client has to solve a puzzle.
  case captcha
  /// The client has to show that it is a browser.
  case challenge

  /// The block, as Terraform's `action` and `default_action`.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let nothing = Made(.list([.object(Fields())]))
    return switch self {
    case .allow: context.block(["allow": nothing])
    case .block(let answer?): context.block(["block": Made(answer.block(&context))])
    case .block(nil): context.block(["block": nothing])
    case .count: context.block(["count": nothing])
    case .captcha: context.block(["captcha": nothing])
    case .challenge: context.block(["challenge": nothing])
    }
  }

  /// It is refused with status 403.
  public static let block = WAFAction.block(nil)
}

/// What a refused request is answered with, as Terraform's `custom_response` block.
public struct WAFAnswer: Sendable, Hashable {
  let status: Int
  let body: String?
  let headers: [String: String]

  /// An answer.
  ///
  /// - Parameters:
  ///   - status: Its status, 200 to 599.
  ///   - body: The key of one of the web ACL's bodies.
  ///   - headers: Its header fields.
  public init(_ status: Int, body: String? = nil, headers: [String: String] = [:]) {
    self.status = status
    self.body = body
    self.headers = headers
  }

  func block(_ context: inout LoweringContext) -> Datum {
    let fields = headers.sorted { $0.key < $1.key }.map { header in
      Made(context.object(["name": header.key, "value": header.value]))
    }
    let answer = context.block([
      "response_code": Bounded(Value(status), 200...599), "custom_response_body_key": body,
      "response_header": fields,
    ])
    return context.block(["custom_response": Made(answer)])
  }
}

/// A body that refused requests may be answered with, as Terraform's `custom_response_body` block.
public struct WAFResponseBody: ArgumentValue, Hashable {
  /// What a body is.
  public enum Kind: String, Choice {
    /// Plain text.
    case text = "TEXT_PLAIN"
    /// HTML.
    case html = "TEXT_HTML"
    /// JSON.
    case json = "APPLICATION_JSON"
  }

  let key: String
  let kind: Kind
  let content: String

  /// A body by its key.
  public init(_ key: String, _ kind: Kind, _ content: String) {
    self.key = key
    self.kind = kind
    self.content = content
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.object(["key": key, "content_type": kind, "content": content])
  }
}
