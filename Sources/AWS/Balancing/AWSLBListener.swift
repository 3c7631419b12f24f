import InfraDSL
import InfraModel

/// A port of a load balancer and what is done there, as Terraform's `aws_lb_listener`.
///
///     let https = AWSLBListener(
///       "https", balancer: edge.arn, port: 443, transport: .https, certificate: certificate.arn,
///       actions: [.forward([WeightedTarget(blue.arn, 90), WeightedTarget(green.arn, 10)])])
public struct AWSLBListener: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSLBListener>(
    "aws_lb_listener", "A port of a load balancer and what is done there.",
    arguments: [
      .required("load_balancer_arn", \.balancer, changing: .replaceWithGap, "The load balancer."),
      .optional("port", \.port, changing: .inPlace, "The port."),
      .optional("protocol", \.transport, changing: .inPlace, "What clients speak."),
      .optional("certificate_arn", \.certificate, changing: .inPlace, "What it shows to clients."),
      .optional(
        "ssl_policy", \.tlsPolicy, changing: .inPlace, "Which versions and ciphers it takes."),
      .optional(
        "alpn_policy", \.alpnPolicy, changing: .inPlace,
        "Which versions of HTTP a TLS listener offers."),
      .required(
        "default_action", \.actions, changing: .inPlace, "What is done where no rule fits."),
      .optional(
        "mutual_authentication", \.clientCertificates, changing: .inPlace,
        "Whether clients show certificates."),
      .optional(
        "tcp_idle_timeout_seconds", \.idleTimeout, changing: .inPlace,
        "Seconds until a silent connection is dropped, in a network one."),
      .optional(
        "routing_http_response_strict_transport_security_header_value", \.strictTransportSecurity,
        changing: .inPlace, "The Strict-Transport-Security of answers."),
      .optional(
        "routing_http_response_content_security_policy_header_value", \.contentSecurityPolicy,
        changing: .inPlace, "The Content-Security-Policy of answers."),
      .optional(
        "routing_http_response_x_content_type_options_header_value", \.contentTypeOptions,
        changing: .inPlace, "The X-Content-Type-Options of answers."),
      .optional(
        "routing_http_response_x_frame_options_header_value", \.frameOptions, changing: .inPlace,
        "The X-Frame-Options of answers."),
      .optional(
        "routing_http_response_server_enabled", \.namesServer, changing: .inPlace,
        "Whether answers have the field Server."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The listener's ARN."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// The load balancer.
  public let balancer: Value<ARN<AWSLB>>
  /// The port.
  public let port: Port?
  /// What clients speak.
  public let transport: ListenerProtocol?
  /// What it shows to clients.
  public let certificate: Value<CertificateARN>?
  /// Which versions and ciphers it takes.
  public let tlsPolicy: Value<String>?
  /// Which versions of HTTP a TLS listener offers.
  public let alpnPolicy: ALPNPolicy?
  /// What is done where no rule fits.
  public let actions: [ListenerAction]
  /// Whether clients show certificates.
  public let clientCertificates: MutualAuthentication?
  /// Seconds until a silent connection is dropped, in a network one.
  public let idleTimeout: TimeSpan?
  /// The Strict-Transport-Security of answers.
  public let strictTransportSecurity: Value<String>?
  /// The Content-Security-Policy of answers.
  public let contentSecurityPolicy: Value<String>?
  /// The X-Content-Type-Options of answers.
  public let contentTypeOptions: Value<String>?
  /// The X-Frame-Options of answers.
  public let frameOptions: Value<String>?
  /// Whether answers have the field Server.
  public let namesServer: Bool?
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a listener.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - balancer: The load balancer.
  ///   - port: The port.
  ///   - transport: What clients speak.
  ///   - certificate: What it shows to clients.
  ///   - tlsPolicy: Which versions and ciphers it takes.
  ///   - alpnPolicy: Which versions of HTTP a TLS listener offers.
  ///   - actions: What is done where no rule fits.
  ///   - clientCertificates: Whether clients show certificates.
  ///   - idleTimeout: How long a connection may be silent in a network one, 60 to 6,000 s.
  ///   - strictTransportSecurity: The Strict-Transport-Security of answers.
  ///   - contentSecurityPolicy: The Content-Security-Policy of answers.
  ///   - contentTypeOptions: The X-Content-Type-Options of answers.
  ///   - frameOptions: The X-Frame-Options of answers.
  ///   - namesServer: Whether answers have the field Server.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, balancer: Value<ARN<AWSLB>>, port: Port? = nil,
    transport: ListenerProtocol? = nil, certificate: Value<CertificateARN>? = nil,
    tlsPolicy: Value<String>? = nil, alpnPolicy: ALPNPolicy? = nil, actions: [ListenerAction],
    clientCertificates: MutualAuthentication? = nil, idleTimeout: Duration? = nil,
    strictTransportSecurity: Value<String>? = nil, contentSecurityPolicy: Value<String>? = nil,
    contentTypeOptions: Value<String>? = nil, frameOptions: Value<String>? = nil,
    namesServer: Bool? = nil, tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_lb_listener", key: key, file: file, line: line)
    self.balancer = balancer
    self.port = port
    self.transport = transport
    self.certificate = certificate
    self.tlsPolicy = tlsPolicy
    self.alpnPolicy = alpnPolicy
    self.actions = actions
    self.clientCertificates = clientCertificates
    self.idleTimeout = idleTimeout.map { TimeSpan($0, in: .seconds, 60...6_000) }
    self.strictTransportSecurity = strictTransportSecurity
    self.contentSecurityPolicy = contentSecurityPolicy
    self.contentTypeOptions = contentTypeOptions
    self.frameOptions = frameOptions
    self.namesServer = namesServer
    self.tags = tags
  }

  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSLBListener>> { attribute("arn") }
}

extension AWSLBListener: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("elasticloadbalancing", "listener/") }
}
