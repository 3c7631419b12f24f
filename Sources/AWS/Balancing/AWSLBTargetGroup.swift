import InfraDSL
import InfraModel

/// What a load balancer sends traffic to, as Terraform's `aws_lb_target_group`.
///
///     let app = AWSLBTargetGroup(
///       "app", port: 8080, transport: .http, vpc: main.id, targets: .addresses,
///       healthCheck: TargetHealthCheck(path: "/health"))
public struct AWSLBTargetGroup: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSLBTargetGroup>(
    "aws_lb_target_group", "What a load balancer sends traffic to.",
    arguments: [
      .required("name", \.name, changing: .replaceWithoutGap, "Its name, unique in the region."),
      .optional("port", \.port, changing: .replaceWithoutGap, "The port that targets listen on."),
      .optional("protocol", \.transport, changing: .replaceWithoutGap, "What targets speak."),
      .optional(
        "protocol_version", \.httpVersion, changing: .replaceWithoutGap, isComputed: true,
        "Which HTTP targets speak."
      ),
      .optional("vpc_id", \.vpc, changing: .replaceWithoutGap, "The VPC that targets are in."),
      .optional(
        "target_type", \.targets, changing: .replaceWithoutGap, default: "instance",
        "What targets are."),
      .optional(
        "ip_address_type", \.addressType, changing: .replaceWithoutGap, isComputed: true,
        "Which addresses targets have."),
      .optional(
        "deregistration_delay", \.deregistrationDelay, changing: .inPlace, default: "300",
        "Seconds that a leaving target is still served."),
      .optional(
        "slow_start", \.slowStart, changing: .inPlace, default: 0,
        "Seconds until a new target gets its full share."),
      .optional(
        "load_balancing_algorithm_type", \.algorithm, changing: .inPlace, "Which target is next."),
      .optional(
        "load_balancing_anomaly_mitigation", \.anomalyMitigation, changing: .inPlace,
        "Whether failing targets get less, with weighted random choice."),
      .optional(
        "load_balancing_cross_zone_enabled", \.crossZone, changing: .inPlace,
        "Whether each zone serves targets of all."),
      .optional(
        "connection_termination", \.endsConnections, changing: .inPlace,
        "Whether connections end with the delay, in a network one."),
      .optional(
        "preserve_client_ip", \.preservesClientAddress, changing: .inPlace,
        "Whether targets see the client's address, in a network one."),
      .optional(
        "proxy_protocol_v2", \.hasProxyProtocol, changing: .inPlace, default: false,
        "Whether targets are told the client by the proxy protocol."),
      .optional(
        "lambda_multi_value_headers_enabled", \.hasMultiValueHeaders, changing: .inPlace,
        default: false, "Whether a function gets header fields as lists."),
      .optional(
        "health_check", \.healthCheck, changing: .inPlace, "How targets are found to be well."),
      .optional(
        "stickiness", \.stickiness, changing: .inPlace, "Whether a client stays with its target."),
      .optional(
        "target_group_health", \.healthThresholds, changing: .inPlace,
        "How many targets must be well."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The group's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "arn_suffix", terraform: "arn_suffix",
        "Its name in metrics, as targetgroup/app/73e2d6bc24d8a067."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in the region.
  public let name: Value<BalancerName>
  /// The port that targets listen on.
  public let port: Port?
  /// What targets speak.
  public let transport: TargetProtocol?
  /// Which HTTP targets speak.
  public let httpVersion: HTTPVersion?
  /// The VPC that targets are in.
  public let vpc: Value<VPCID>?
  /// What targets are.
  public let targets: TargetType?
  /// Which addresses targets have.
  public let addressType: AddressType?
  /// Seconds that a leaving target is still served.
  public let deregistrationDelay: SecondsText?
  /// Seconds until a new target gets its full share.
  public let slowStart: TimeSpan?
  /// Which target is next.
  public let algorithm: Algorithm?
  /// Whether failing targets get less, with weighted random choice.
  public let anomalyMitigation: OnOff?
  /// Whether each zone serves targets of all.
  public let crossZone: CrossZone?
  /// Whether connections end with the delay, in a network one.
  public let endsConnections: Bool?
  /// Whether targets see the client's address, in a network one.
  public let preservesClientAddress: BoolText?
  /// Whether targets are told the client by the proxy protocol.
  public let hasProxyProtocol: Bool?
  /// Whether a function gets header fields as lists.
  public let hasMultiValueHeaders: Bool?
  /// How targets are found to be well.
  public let healthCheck: TargetHealthCheck?
  /// Whether a client stays with its target.
  public let stickiness: TargetStickiness?
  /// How many targets must be well.
  public let healthThresholds: TargetHealthThresholds?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a target group.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in the region; the key if not given.
  ///   - port: The port that targets listen on.
  ///   - transport: What targets speak.
  ///   - httpVersion: Which HTTP targets speak.
  ///   - vpc: The VPC that targets are in.
  ///   - targets: What targets are.
  ///   - addressType: Which addresses targets have.
  ///   - deregistrationDelay: How long a leaving target is still served, up to 1 h; 300 s if not
  ///     given.
  ///   - slowStart: Seconds until a new target gets its full share.
  ///   - algorithm: Which target is next.
  ///   - anomalyMitigation: Whether failing targets get less, with weighted random choice.
  ///   - crossZone: Whether each zone serves targets of all.
  ///   - endsConnections: Whether connections end with the delay, in a network one.
  ///   - preservesClientAddress: Whether targets see the client's address, in a network one.
  ///   - hasProxyProtocol: Whether targets are told the client by the proxy protocol.
  ///   - hasMultiValueHeaders: Whether a function gets header fields as lists.
  ///   - healthCheck: How targets are found to be well.
  ///   - stickiness: Whether a client stays with its target.
  ///   - healthThresholds: How many targets must be well.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<BalancerName>? = nil, port: Port? = nil,
    transport: TargetProtocol? = nil, httpVersion: HTTPVersion? = nil, vpc: Value<VPCID>? = nil,
    targets: TargetType? = nil, addressType: AddressType? = nil,
    deregistrationDelay: Duration? = nil, slowStart: Duration? = nil, algorithm: Algorithm? = nil,
    anomalyMitigation: OnOff? = nil, crossZone: CrossZone? = nil, endsConnections: Bool? = nil,
    preservesClientAddress: Bool? = nil, hasProxyProtocol: Bool? = nil,
    hasMultiValueHeaders: Bool? = nil, healthCheck: TargetHealthCheck? = nil,
    stickiness: TargetStickiness? = nil, healthThresholds: TargetHealthThresholds? = nil,
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_lb_target_group", key: key, file: file, line: line)
    self.name = name ?? Value(BalancerName(key))
    self.port = port
    self.transport = transport
    self.httpVersion = httpVersion
    self.vpc = vpc
    self.targets = targets
    self.addressType = addressType
    self.deregistrationDelay = deregistrationDelay.map {
      SecondsText(TimeSpan($0, in: .seconds, 0...3_600))
    }
    self.slowStart = slowStart.map { TimeSpan($0, in: .seconds, $0 == .zero ? 0...0 : 30...900) }
    self.algorithm = algorithm
    self.anomalyMitigation = anomalyMitigation
    self.crossZone = crossZone
    self.endsConnections = endsConnections
    self.preservesClientAddress = preservesClientAddress.map(BoolText.init)
    self.hasProxyProtocol = hasProxyProtocol
    self.hasMultiValueHeaders = hasMultiValueHeaders
    self.healthCheck = healthCheck
    self.stickiness = stickiness
    self.healthThresholds = healthThresholds
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSLBTargetGroup>> { attribute("arn") }
  /// Its name in metrics, as targetgroup/app/73e2d6bc24d8a067.
  public var metricName: Value<String> { attribute("arn_suffix") }
}

extension AWSLBTargetGroup: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticloadbalancing", "targetgroup/") }
}
