import InfraDSL
import InfraModel

/// Whether something works, as the DNS sees it, as Terraform's `aws_route53_health_check`.
///
///     let api = AWSRoute53HealthCheck(
///       "api", type: .https, domain: "api.example.org", path: "/health")
public struct AWSRoute53HealthCheck: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSRoute53HealthCheck>(
    "aws_route53_health_check", "Whether something works, as the DNS sees it.",
    arguments: [
      .required("type", \.type, changing: .replaceWithGap, "What is done."),
      .optional("fqdn", \.domain, changing: .inPlace, "The name that is asked."),
      .optional("ip_address", \.address, changing: .inPlace, "The address that is asked."),
      .optional("port", \.port, changing: .inPlace, "The port that is asked."),
      .optional("resource_path", \.path, changing: .inPlace, "The path that is asked for."),
      .optional(
        "search_string", \.searchText, changing: .inPlace,
        "What the first 5,120 bytes of the answer must hold."),
      .optional(
        "request_interval", \.interval, changing: .replaceWithGap,
        "Seconds from one request of a place to the next."),
      .optional(
        "failure_threshold", \.failures, changing: .inPlace,
        "How many failed requests in a row make it unhealthy."),
      .optional(
        "measure_latency", \.measuresLatency, changing: .replaceWithGap, default: false,
        "Whether the time of answers is measured."),
      .optional(
        "enable_sni", \.sendsName, changing: .inPlace, "Whether the name is sent when TLS begins."),
      .optional(
        "invert_healthcheck", \.isInverted, changing: .inPlace,
        "Whether what works counts as failed."),
      .optional(
        "disabled", \.isDisabled, changing: .inPlace, default: false,
        "Whether it rests and counts as healthy."),
      .optional(
        "regions", \.regions, changing: .inPlace, "Where it is asked from, at least three."),
      .optional(
        "child_healthchecks", \.children, changing: .inPlace, "The checks that it is made of."),
      .optional(
        "child_health_threshold", \.childrenNeeded, changing: .inPlace,
        "How many of them must succeed."),
      .optional("cloudwatch_alarm_name", \.alarm, changing: .inPlace, "The alarm that it follows."),
      .optional(
        "cloudwatch_alarm_region", \.alarmRegion, changing: .inPlace, "The region of the alarm."),
      .optional(
        "insufficient_data_health_status", \.withoutData, changing: .inPlace,
        "What it is while the alarm has no data."),
      .optional(
        "reference_name", \.reference, changing: .replaceWithGap,
        "A text by which AWS makes it only once."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The check's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// What is done.
  public let type: CheckType
  /// The name that is asked.
  public let domain: Value<DomainName>?
  /// The address that is asked.
  public let address: Value<IPAddress>?
  /// The port that is asked.
  public let port: Port?
  /// The path that is asked for.
  public let path: Value<String>?
  /// What the first 5,120 bytes of the answer must hold.
  public let searchText: Value<String>?
  /// Seconds from one request of a place to the next.
  public let interval: Interval?
  /// How many failed requests in a row make it unhealthy.
  public let failures: Bounded?
  /// Whether the time of answers is measured.
  public let measuresLatency: Bool?
  /// Whether the name is sent when TLS begins.
  public let sendsName: Bool?
  /// Whether what works counts as failed.
  public let isInverted: Bool?
  /// Whether it rests and counts as healthy.
  public let isDisabled: Bool?
  /// Where it is asked from, at least three.
  public let regions: [Value<Region>]
  /// The checks that it is made of.
  public let children: [Value<HealthCheckID>]
  /// How many of them must succeed.
  public let childrenNeeded: Bounded?
  /// The alarm that it follows.
  public let alarm: Value<AlarmName>?
  /// The region of the alarm.
  public let alarmRegion: Value<Region>?
  /// What it is while the alarm has no data.
  public let withoutData: WithoutData?
  /// A text by which AWS makes it only once.
  public let reference: Value<ReferenceName>?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a health check.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - type: What is done.
  ///   - domain: The name that is asked.
  ///   - address: The address that is asked.
  ///   - port: The port that is asked.
  ///   - path: The path that is asked for.
  ///   - searchText: What the first 5,120 bytes of the answer must hold.
  ///   - interval: Seconds from one request of a place to the next.
  ///   - failures: How many failed requests in a row make it unhealthy.
  ///   - measuresLatency: Whether the time of answers is measured.
  ///   - sendsName: Whether the name is sent when TLS begins.
  ///   - isInverted: Whether what works counts as failed.
  ///   - isDisabled: Whether it rests and counts as healthy.
  ///   - regions: Where it is asked from, at least three.
  ///   - children: The checks that it is made of.
  ///   - childrenNeeded: How many of them must succeed.
  ///   - alarm: The alarm that it follows.
  ///   - alarmRegion: The region of the alarm.
  ///   - withoutData: What it is while the alarm has no data.
  ///   - reference: A text by which AWS makes it only once.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, type: CheckType, domain: Value<DomainName>? = nil,
    address: Value<IPAddress>? = nil, port: Port? = nil, path: Value<String>? = nil,
    searchText: Value<String>? = nil, interval: Interval? = nil, failures: Value<Int>? = nil,
    measuresLatency: Bool? = nil, sendsName: Bool? = nil, isInverted: Bool? = nil,
    isDisabled: Bool? = nil, regions: [Value<Region>] = [], children: [Value<HealthCheckID>] = [],
    childrenNeeded: Value<Int>? = nil, alarm: Value<AlarmName>? = nil,
    alarmRegion: Value<Region>? = nil, withoutData: WithoutData? = nil,
    reference: Value<ReferenceName>? = nil, tags: Tags = [:], file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_route53_health_check", key: key, file: file, line: line)
    self.type = type
    self.domain = domain
    self.address = address
    self.port = port
    self.path = path
    self.searchText = searchText
    self.interval = interval
    self.failures = failures.map { Bounded($0, 1...10) }
    self.measuresLatency = measuresLatency
    self.sendsName = sendsName
    self.isInverted = isInverted
    self.isDisabled = isDisabled
    self.regions = regions
    self.children = children
    self.childrenNeeded = childrenNeeded.map { Bounded($0, 0...256) }
    self.alarm = alarm
    self.alarmRegion = alarmRegion
    self.withoutData = withoutData
    self.reference = reference
    self.tags = tags
  }

  /// The check's id, chosen by AWS.
  public var id: Value<HealthCheckID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSRoute53HealthCheck>> { attribute("arn") }

  /// What a health check does.
  public enum CheckType: String, Choice {
    /// It sends a request.
    case http = "HTTP"
    /// It sends a request over TLS.
    case https = "HTTPS"
    /// It sends a request and looks for a text.
    case httpText = "HTTP_STR_MATCH"
    /// It sends a request over TLS and looks for a text.
    case httpsText = "HTTPS_STR_MATCH"
    /// It connects.
    case tcp = "TCP"
    /// It counts other checks.
    case children = "CALCULATED"
    /// It follows an alarm.
    case alarm = "CLOUDWATCH_METRIC"
  }

  /// Seconds from one request of a place to the next.
  public enum Interval: Int, ArgumentValue {
    /// 10 s, which costs more.
    case fast = 10
    /// 30 s.
    case standard = 30

    /// The number of seconds.
    public func lower(_ context: inout LoweringContext) -> Datum { .int(rawValue) }
  }

  /// What a check is while its alarm has no data.
  public enum WithoutData: String, Choice {
    /// Healthy.
    case healthy = "Healthy"
    /// Unhealthy.
    case unhealthy = "Unhealthy"
    /// What it was.
    case asBefore = "LastKnownStatus"
  }
}

extension AWSRoute53HealthCheck: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("route53", "healthcheck/") }
}

/// The id of a health check, chosen by AWS.
public struct HealthCheckID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid id" }
  private static let rule = TextRule(1...64, "-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a check's id: use \(rule.text)."
  }
}

/// A short text by which AWS makes a health check only once.
public struct ReferenceName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...27, "_-.")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a reference: use \(rule.text)."
  }
}
