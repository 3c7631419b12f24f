import InfraDSL
import InfraModel

/// A limit of requests, as Terraform's `rate_based_statement` block.
public struct WAFRate: Sendable, Hashable {
  /// Within which time requests are counted.
  public enum Window: Int, Sendable {
    /// A minute.
    case oneMinute = 60
    /// Two minutes.
    case twoMinutes = 120
    /// Five minutes.
    case fiveMinutes = 300
    /// Ten minutes.
    case tenMinutes = 600
  }

  let limit: Int
  let window: Window?
  let forwarded: String?

  /// A limit for each client.
  ///
  /// - Parameters:
  ///   - limit: The most requests, 10 to 2,000,000,000.
  ///   - window: Within which time; five minutes if not given.
  ///   - forwarded: The header field that has the client's address, behind a proxy; without it
  ///     the address that the request comes from is taken.
  public init(limit: Int, window: Window? = nil, forwarded: String? = nil) {
    self.limit = limit
    self.window = window
    self.forwarded = forwarded
  }

  func fields(_ context: inout LoweringContext) -> Datum {
    let header = forwarded.map {
      Made(context.block(["header_name": $0, "fallback_behavior": "NO_MATCH"]))
    }
    return context.object([
      "limit": Bounded(Value(limit), 10...2_000_000_000),
      "evaluation_window_sec": window?.rawValue,
      "aggregate_key_type": forwarded == nil ? "IP" : "FORWARDED_IP",
      "forwarded_ip_config": header,
    ])
  }
}

/// A group of rules that somebody else keeps, as Terraform's `managed_rule_group_statement` block.
public struct WAFManagedGroup: Sendable, Hashable {
  let name: String
  let vendor: String
  let version: String?
  let overrides: [String: WAFAction]

  /// A group.
  ///
  /// - Parameters:
  ///   - name: Its name, as AWSManagedRulesCommonRuleSet.
  ///   - vendor: Who keeps it.
  ///   - version: Its version; the newest that its vendor takes for good if not given.
  ///   - overrides: What is done for some of its rules instead, by their names.
  public init(
    name: String, vendor: String = "AWS", version: String? = nil,
    overrides: [String: WAFAction] = [:]
  ) {
    self.name = name
    self.vendor = vendor
    self.version = version
    self.overrides = overrides
  }

  func fields(_ context: inout LoweringContext) -> Datum {
    let overrides = overrides.sorted { $0.key < $1.key }.map { override in
      Made(context.object(["name": override.key, "action_to_use": override.value]))
    }
    return context.object([
      "name": name, "vendor_name": vendor, "version": version, "rule_action_override": overrides,
    ])
  }
}

/// A text in a part of a request, as Terraform's `byte_match_statement` block.
public struct WAFTextMatch: Sendable, Hashable {
  /// A part of a request.
  public enum Part: Sendable, Hashable {
    /// Its path.
    case path
    /// Its query.
    case query
    /// Its method.
    case method
    /// Its body, as much of it as the firewall reads.
    case body
    /// A header field by its name in small letters.
    case header(String)
  }

  /// Where in the part the text is.
  public enum Place: String, Choice {
    /// At its beginning.
    case beginning = "STARTS_WITH"
    /// At its end.
    case end = "ENDS_WITH"
    /// All of it.
    case all = "EXACTLY"
    /// Anywhere.
    case anywhere = "CONTAINS"
    /// Anywhere as a word of its own.
    case word = "CONTAINS_WORD"
  }

  let text: String
  let part: Part
  let place: Place
  let ignoresCase: Bool

  /// A text.
  public init(_ text: String, in part: Part, at place: Place, ignoringCase ignoresCase: Bool = true)
  {
    self.text = text
    self.part = part
    self.place = place
    self.ignoresCase = ignoresCase
  }

  func fields(_ context: inout LoweringContext) -> Datum {
    let nothing = Made(.list([.object(Fields())]))
    let part =
      switch self.part {
      case .path: context.block(["uri_path": nothing])
      case .query: context.block(["query_string": nothing])
      case .method: context.block(["method": nothing])
      case .body:
        context.block(["body": Made(context.block(["oversize_handling": "CONTINUE"]))])
      case .header(let name):
        context.block(["single_header": Made(context.block(["name": name]))])
      }
    return context.object([
      "search_string": text, "positional_constraint": place, "field_to_match": Made(part),
      "text_transformation": Made(
        context.block(["priority": 0, "type": ignoresCase ? "LOWERCASE" : "NONE"])),
    ])
  }
}
