import InfraDSL
import InfraModel

/// A name that a service is found by, as Terraform's `aws_service_discovery_service`.
///
///     let gateway = AWSServiceDiscoveryService(
///       "gateway", dns: .init(namespace: inner.id, records: [.init(.a, ttl: .seconds(10))]),
///       customHealth: .init())
public struct AWSServiceDiscoveryService: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSServiceDiscoveryService>(
    "aws_service_discovery_service", "A name that a service is found by.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "The name, unique in its domain."),
      .optional("description", \.description, changing: .inPlace, "What it is for."),
      .optional(
        "dns_config", \.dns, deciding: AWSServiceDiscoveryService.changingDNS,
        "Which records of the DNS it has."),
      .optional(
        "namespace_id", \.namespace, changing: .replaceWithGap, isComputed: true,
        "The domain that it is in, if it has no records."),
      .optional(
        "type", \.kind, changing: .replaceWithGap, isComputed: true,
        "How it is found, if not as its domain says."),
      .optional(
        "health_check_config", \.healthCheck,
        deciding: AWSServiceDiscoveryService.changingHealthCheck,
        "How Route 53 finds out whether a task works; in public domains only."),
      .optional(
        "health_check_custom_config", \.customHealth, changing: .replaceWithGap,
        "That whoever registers tasks says whether they work, as ECS does."),
      .optional(
        "force_destroy", \.isDeletedWithInstances, changing: .inPlace, default: false,
        "Whether it is deleted although tasks are registered."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The name's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// How long answers may be kept is changed in place, and nothing else of the records.
  private static let changingDNS: @Sendable (Datum, Datum) -> Effect = { before, after in
    let fixed = { (value: Datum) -> [Datum] in
      (value.list ?? []).map { block in
        let types = (block["dns_records"].list ?? []).map { $0["type"] }
        return [
          block["namespace_id"], block["routing_policy"], .list(types),
        ]
      }
    }
    return fixed(before) == fixed(after) ? .inPlace : .replaceWithGap
  }

  /// What the check sends cannot be changed; the path and the count can.
  private static let changingHealthCheck: @Sendable (Datum, Datum) -> Effect = { before, after in
    let kind = { (value: Datum) in value.list?.first?["type"] ?? .null }
    return kind(before) == kind(after) ? .inPlace : .replaceWithGap
  }

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The name, unique in its domain.
  public let name: Value<DiscoveryName>
  /// What it is for.
  public let description: Value<String>?
  /// Which records of the DNS it has.
  public let dns: DNSConfig?
  /// The domain that it is in, if it has no records.
  public let namespace: Value<NamespaceID>?
  /// How it is found, if not as its domain says.
  public let kind: Kind?
  /// How Route 53 finds out whether a task works; in public domains only.
  public let healthCheck: HealthCheck?
  /// That whoever registers tasks says whether they work, as ECS does.
  public let customHealth: CustomHealth?
  /// Whether it is deleted although tasks are registered.
  public let isDeletedWithInstances: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a name.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: The name, unique in its domain; the key if not given.
  ///   - description: What it is for.
  ///   - dns: Which records of the DNS it has.
  ///   - namespace: The domain that it is in, if it has no records.
  ///   - kind: How it is found, if not as its domain says.
  ///   - healthCheck: How Route 53 finds out whether a task works; in public domains only.
  ///   - customHealth: That whoever registers tasks says whether they work, as ECS does.
  ///   - isDeletedWithInstances: Whether it is deleted although tasks are registered.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<DiscoveryName>? = nil, description: Value<String>? = nil,
    dns: DNSConfig? = nil, namespace: Value<NamespaceID>? = nil, kind: Kind? = nil,
    healthCheck: HealthCheck? = nil, customHealth: CustomHealth? = nil,
    isDeletedWithInstances: Bool? = nil, tags: Tags = [:], file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(
      kind: "aws_service_discovery_service", key: key, file: file, line: line)
    self.name = name ?? Value(DiscoveryName(key))
    self.description = description
    self.dns = dns
    self.namespace = namespace
    self.kind = kind
    self.healthCheck = healthCheck
    self.customHealth = customHealth
    self.isDeletedWithInstances = isDeletedWithInstances
    self.tags = tags
  }

  /// The name's id, chosen by AWS.
  public var id: Value<DiscoveryServiceID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSServiceDiscoveryService>> { attribute("arn") }
  /// The name.
  public var discoveryName: Value<DiscoveryName> { attribute("name") }

  /// How a name is found.
  public enum Kind: String, Choice {
    /// By asking the discovery, not the DNS.
    case http = "HTTP"
  }

  /// Which records of the DNS a name has.
  public struct DNSConfig: ArgumentValue {
    let namespace: Value<NamespaceID>
    let records: [DNSRecord]
    let routing: Routing?

    /// Describes them.
    ///
    /// - Parameters:
    ///   - namespace: The domain that it is in.
    ///   - records: Its records.
    ///   - routing: Which of its tasks an answer names.
    public init(namespace: Value<NamespaceID>, records: [DNSRecord], routing: Routing? = nil) {
      self.namespace = namespace
      self.records = records
      self.routing = routing
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([
        context.object([
          "namespace_id": namespace, "dns_records": records, "routing_policy": routing,
        ])
      ])
    }
  }

  /// A record for each task of a name.
  public struct DNSRecord: ArgumentValue {
    let type: RecordType
    let ttl: TimeSpan

    /// Describes a record.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - ttl: How long an answer may be kept.
    public init(_ type: RecordType, ttl: Duration) {
      self.type = type
      self.ttl = TimeSpan(ttl, in: .seconds, 0...2_147_483_647)
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["type": type, "ttl": ttl])
    }
  }

  /// A type of records.
  public enum RecordType: String, Choice {
    /// An IPv4 address.
    case a = "A"
    /// An IPv6 address.
    case aaaa = "AAAA"
    /// Another name.
    case cname = "CNAME"
    /// An address and a port.
    case srv = "SRV"
  }

  /// Which tasks an answer names.
  public enum Routing: String, Choice {
    /// Up to eight that work.
    case multivalue = "MULTIVALUE"
    /// One.
    case weighted = "WEIGHTED"
  }

  /// How Route 53 finds out whether a task works.
  public struct HealthCheck: ArgumentValue {
    let kind: HealthCheckKind
    let path: Value<String>?
    let failures: Bounded?

    /// Describes a check.
    ///
    /// - Parameters:
    ///   - kind: What it sends.
    ///   - path: The path that it asks for.
    ///   - failures: How many failed checks make it unhealthy.
    public init(kind: HealthCheckKind, path: Value<String>? = nil, failures: Value<Int>? = nil) {
      self.kind = kind
      self.path = path
      self.failures = failures.map { Bounded($0, 1...10) }
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      .list([context.object(["type": kind, "resource_path": path, "failure_threshold": failures])])
    }
  }

  /// What a health check sends.
  public enum HealthCheckKind: String, Choice {
    /// A request.
    case http = "HTTP"
    /// A request over TLS.
    case https = "HTTPS"
    /// Nothing: it connects.
    case tcp = "TCP"
  }

  /// That whoever registers tasks says whether they work, as ECS does.
  public struct CustomHealth: ArgumentValue {
    /// Takes what is said.
    public init() {}

    /// The block; the number of failures is one, whatever is asked for.
    public func lower(_ context: inout LoweringContext) -> Datum { [["failure_threshold": 1]] }
  }
}

extension AWSServiceDiscoveryService: Identified, NamedByARN {
  /// What its ids begin with.
  public static var idPrefix: String { "srv-" }
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("servicediscovery", "service/") }
}

/// The id of a name.
public typealias DiscoveryServiceID = Identifier<AWSServiceDiscoveryService>

/// A name in a domain of the discovery.
public struct DiscoveryName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...127, "_-.")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a name of the discovery: use \(rule.text)."
  }
}
