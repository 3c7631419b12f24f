import InfraDSL
import InfraModel

/// A load balancer, as Terraform's `aws_lb`.
///
///     let edge = AWSLB(
///       "edge", kind: .application, securityGroups: [web.id], subnets: [a.id, b.id])
public struct AWSLB: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSLB>(
    "aws_lb", "A load balancer.",
    arguments: [
      .required("name", \.name, changing: .replaceWithoutGap, "Its name, unique in the region."),
      .optional(
        "load_balancer_type", \.kind, changing: .replaceWithoutGap, default: "application",
        "What it understands of the traffic."),
      .optional(
        "internal", \.isInternal, changing: .replaceWithoutGap, isComputed: true,
        "Whether only its networks reach it."),
      .optional(
        "security_groups", \.securityGroups, beside: "load_balancer_type",
        deciding: AWSLB.changingSecurityGroups, isComputed: true,
        "Who may reach it."),
      .optional(
        "subnets", \.subnets, beside: "load_balancer_type", deciding: AWSLB.changingSubnets,
        isComputed: true,
        "The subnets that it is in, each in a zone of its own."),
      .optional(
        "subnet_mapping", \.mappings, beside: "load_balancer_type",
        deciding: AWSLB.changingSubnets,
        "The subnets with addresses of its own in them."),
      .optional("ip_address_type", \.addressType, changing: .inPlace, "Which addresses it has."),
      .optional(
        "idle_timeout", \.idleTimeout, changing: .inPlace, default: 60,
        "Seconds until a silent connection is closed."),
      .optional(
        "client_keep_alive", \.clientKeepAlive, changing: .inPlace, default: 3_600,
        "Seconds that a client's connection lasts at most."),
      .optional(
        "enable_deletion_protection", \.isProtected, changing: .inPlace, default: false,
        "Whether AWS refuses to delete it."),
      .optional(
        "enable_cross_zone_load_balancing", \.crossesZones, changing: .inPlace, default: false,
        "Whether each zone serves targets of all, in a network one."),
      .optional(
        "enable_http2", \.hasHTTP2, changing: .inPlace, default: true,
        "Whether clients may speak HTTP/2."),
      .optional(
        "drop_invalid_header_fields", \.dropsInvalidHeaders, changing: .inPlace, default: false,
        "Whether header fields of a wrong form are taken out."),
      .optional(
        "preserve_host_header", \.preservesHost, changing: .inPlace, default: false,
        "Whether targets see the host as the client wrote it."),
      .optional(
        "xff_header_processing_mode", \.forwardedFor, changing: .inPlace, default: "append",
        "What it does with X-Forwarded-For."),
      .optional(
        "enable_xff_client_port", \.forwardsClientPort, changing: .inPlace, default: false,
        "Whether X-Forwarded-For has the client's port."),
      .optional(
        "enable_tls_version_and_cipher_suite_headers", \.forwardsTLS, changing: .inPlace,
        default: false, "Whether targets are told version and ciphers."),
      .optional(
        "desync_mitigation_mode", \.desyncMitigation, changing: .inPlace, default: "defensive",
        "How it meets requests that two servers read differently."),
      .optional(
        "enable_waf_fail_open", \.opensWithoutWAF, changing: .inPlace, default: false,
        "Whether requests pass while the firewall cannot be asked."),
      .optional(
        "enable_zonal_shift", \.hasZonalShift, changing: .inPlace, default: false,
        "Whether traffic can be shifted out of a zone."),
      .optional(
        "dns_record_client_routing_policy", \.clientRouting, changing: .inPlace,
        default: "any_availability_zone", "Which zones clients of a network one are led to."),
      .optional(
        "enforce_security_group_inbound_rules_on_private_link_traffic", \.privateLinkRules,
        changing: .inPlace, "Whether rules hold for PrivateLink, in a network one."),
      .optional(
        "minimum_load_balancer_capacity", \.minimumCapacity, changing: .inPlace,
        "The capacity that it always has."),
      .optional("access_logs", \.accessLogs, changing: .inPlace, "Where its requests are logged."),
      .optional(
        "connection_logs", \.connectionLogs, changing: .inPlace, "Where its connections are logged."
      ),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The balancer's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema(
        "arn_suffix", terraform: "arn_suffix",
        "Its name in metrics, as app/edge/50dc6c495c0c9188."),
      AttributeSchema("dns_name", terraform: "dns_name", "Its name in the DNS."),
      AttributeSchema("zone_id", terraform: "zone_id", "The zone of its name, for alias records."),
      AttributeSchema("vpc_id", terraform: "vpc_id", "The VPC that it is in."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name, unique in the region.
  public let name: Value<BalancerName>
  /// What it understands of the traffic.
  public let kind: Kind?
  /// Whether only its networks reach it.
  public let isInternal: Bool?
  /// Who may reach it.
  public let securityGroups: [Value<SecurityGroupID>]
  /// The subnets that it is in, each in a zone of its own.
  public let subnets: [Value<SubnetID>]
  /// The subnets with addresses of its own in them.
  public let mappings: [SubnetMapping]
  /// Which addresses it has.
  public let addressType: AddressType?
  /// Seconds until a silent connection is closed.
  public let idleTimeout: TimeSpan?
  /// Seconds that a client's connection lasts at most.
  public let clientKeepAlive: TimeSpan?
  /// Whether AWS refuses to delete it.
  public let isProtected: Bool?
  /// Whether each zone serves targets of all, in a network one.
  public let crossesZones: Bool?
  /// Whether clients may speak HTTP/2.
  public let hasHTTP2: Bool?
  /// Whether header fields of a wrong form are taken out.
  public let dropsInvalidHeaders: Bool?
  /// Whether targets see the host as the client wrote it.
  public let preservesHost: Bool?
  /// What it does with X-Forwarded-For.
  public let forwardedFor: ForwardedFor?
  /// Whether X-Forwarded-For has the client's port.
  public let forwardsClientPort: Bool?
  /// Whether targets are told version and ciphers.
  public let forwardsTLS: Bool?
  /// How it meets requests that two servers read differently.
  public let desyncMitigation: DesyncMitigation?
  /// Whether requests pass while the firewall cannot be asked.
  public let opensWithoutWAF: Bool?
  /// Whether traffic can be shifted out of a zone.
  public let hasZonalShift: Bool?
  /// Which zones clients of a network one are led to.
  public let clientRouting: ClientRouting?
  /// Whether rules hold for PrivateLink, in a network one.
  public let privateLinkRules: PrivateLinkRules?
  /// The capacity that it always has.
  public let minimumCapacity: MinimumCapacity?
  /// Where its requests are logged.
  public let accessLogs: BalancerLogs?
  /// Where its connections are logged.
  public let connectionLogs: BalancerLogs?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a load balancer.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name, unique in the region; the key if not given.
  ///   - kind: What it understands of the traffic.
  ///   - isInternal: Whether only its networks reach it.
  ///   - securityGroups: Who may reach it.
  ///   - subnets: The subnets that it is in, each in a zone of its own.
  ///   - mappings: The subnets with addresses of its own in them.
  ///   - addressType: Which addresses it has.
  ///   - idleTimeout: How long a connection may be silent, up to 4,000 s; 60 s if not given.
  ///   - clientKeepAlive: How long a client's connection lasts at most, 1 min to 7 days; 1 h if not
  ///     given.
  ///   - isProtected: Whether AWS refuses to delete it.
  ///   - crossesZones: Whether each zone serves targets of all, in a network one.
  ///   - hasHTTP2: Whether clients may speak HTTP/2.
  ///   - dropsInvalidHeaders: Whether header fields of a wrong form are taken out.
  ///   - preservesHost: Whether targets see the host as the client wrote it.
  ///   - forwardedFor: What it does with X-Forwarded-For.
  ///   - forwardsClientPort: Whether X-Forwarded-For has the client's port.
  ///   - forwardsTLS: Whether targets are told version and ciphers.
  ///   - desyncMitigation: How it meets requests that two servers read differently.
  ///   - opensWithoutWAF: Whether requests pass while the firewall cannot be asked.
  ///   - hasZonalShift: Whether traffic can be shifted out of a zone.
  ///   - clientRouting: Which zones clients of a network one are led to.
  ///   - privateLinkRules: Whether rules hold for PrivateLink, in a network one.
  ///   - minimumCapacity: The capacity that it always has.
  ///   - accessLogs: Where its requests are logged.
  ///   - connectionLogs: Where its connections are logged.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<BalancerName>? = nil, kind: Kind? = nil, isInternal: Bool? = nil,
    securityGroups: [Value<SecurityGroupID>] = [], subnets: [Value<SubnetID>] = [],
    mappings: [SubnetMapping] = [], addressType: AddressType? = nil, idleTimeout: Duration? = nil,
    clientKeepAlive: Duration? = nil, isProtected: Bool? = nil, crossesZones: Bool? = nil,
    hasHTTP2: Bool? = nil, dropsInvalidHeaders: Bool? = nil, preservesHost: Bool? = nil,
    forwardedFor: ForwardedFor? = nil, forwardsClientPort: Bool? = nil, forwardsTLS: Bool? = nil,
    desyncMitigation: DesyncMitigation? = nil, opensWithoutWAF: Bool? = nil,
    hasZonalShift: Bool? = nil, clientRouting: ClientRouting? = nil,
    privateLinkRules: PrivateLinkRules? = nil, minimumCapacity: MinimumCapacity? = nil,
    accessLogs: BalancerLogs? = nil, connectionLogs: BalancerLogs? = nil, tags: Tags = [:],
    file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_lb", key: key, file: file, line: line)
    self.name = name ?? Value(BalancerName(key))
    self.kind = kind
    self.isInternal = isInternal
    self.securityGroups = securityGroups
    self.subnets = subnets
    self.mappings = mappings
    self.addressType = addressType
    self.idleTimeout = idleTimeout.map { TimeSpan($0, in: .seconds, 1...4_000) }
    self.clientKeepAlive = clientKeepAlive.map { TimeSpan($0, in: .seconds, 60...604_800) }
    self.isProtected = isProtected
    self.crossesZones = crossesZones
    self.hasHTTP2 = hasHTTP2
    self.dropsInvalidHeaders = dropsInvalidHeaders
    self.preservesHost = preservesHost
    self.forwardedFor = forwardedFor
    self.forwardsClientPort = forwardsClientPort
    self.forwardsTLS = forwardsTLS
    self.desyncMitigation = desyncMitigation
    self.opensWithoutWAF = opensWithoutWAF
    self.hasZonalShift = hasZonalShift
    self.clientRouting = clientRouting
    self.privateLinkRules = privateLinkRules
    self.minimumCapacity = minimumCapacity
    self.accessLogs = accessLogs
    self.connectionLogs = connectionLogs
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSLB>> { attribute("arn") }
  /// Its name in metrics, as app/edge/50dc6c495c0c9188.
  public var metricName: Value<String> { attribute("arn_suffix") }
  /// Its name in the DNS.
  public var dnsName: Value<String> { attribute("dns_name") }
  /// The zone of its name, for alias records.
  public var zoneID: Value<ZoneID> { attribute("zone_id") }
}

extension AWSLB: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticloadbalancing", "loadbalancer/") }
}
