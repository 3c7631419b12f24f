import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_lb_listener`.
  static let listener = AWSType(
    "aws_lb_listener", "listener",
    arguments: [
      .both("load_balancer_arn", "LoadBalancerArn"),
      .both("port", "Port", .number),
      .both("protocol", "Protocol"),
      .both("certificate_arn", "Certificates", certificate),
      .both("ssl_policy", "SslPolicy"),
      .both("alpn_policy", "AlpnPolicy", onlyOne),
      .both("default_action", "DefaultActions", .blocks(listenerActions)),
      .both(
        "mutual_authentication", "MutualAuthentication",
        .block([
          .both("mode", "Mode"), .both("trust_store_arn", "TrustStoreArn"),
          .both("ignore_client_certificate_expiry", "IgnoreClientCertificateExpiry", .flag),
        ])),
    ] + listenerAttributes.members,
    attributes: ["id": "ListenerArn", "arn": "ListenerArn"],
    tags: .balancing,
    lookup: Lookup(
      at: "Listeners", pages: AWSPages("NextMarker", to: "Marker"),
      extras: [.balancingTags, listenerAttributes.extra()],
      together: .balancing("DescribeListeners", "ListenerArns", of: "ListenerArn"),
      where: { listener, key in
        guard case .arguments(let arguments) = key else { return true }
        return Shape.number.read(listener["Port"], declared: nil) == arguments["port"] ?? .null
      }
    ) { key in
      switch key {
      case .id(let arn): AWSCall(.elb, "DescribeListeners", ["ListenerArns": [.string(arn)]])
      case .arguments(let arguments):
        AWSCall(
          .elb, "DescribeListeners",
          ["LoadBalancerArn": arguments["load_balancer_arn"] ?? .null])
      case .instance: nil
      }
    },
    creation: Creation(
      .elb, "CreateListener", id: "Listeners.0.ListenerArn", taken: ["DuplicateListener"]),
    updates: [
      Update([
        "port", "protocol", "certificate_arn", "ssl_policy", "alpn_policy", "default_action",
        "mutual_authentication",
      ]) { scope in
        var input =
          Member.written(scope.type.arguments, .object(scope.arguments)).object ?? Fields()
        input["LoadBalancerArn"] = nil
        input["ListenerArn"] = .string(scope.id)
        return [AWSCall(.elb, "ModifyListener", .object(input))]
      },
      listenerAttributes.update(),
    ],
    deletion: Deletion(.elb, "DeleteListener", id: "ListenerArn"),
    // A certificate that was issued a moment ago.
    again: ["CertificateNotFound", "UnsupportedCertificate"])

  /// A list there of which one is declared here.
  private static let onlyOne = Shape.odd(
    write: { [$0] }, read: { seen, _ in seen.elements.first ?? .null })

  private static let certificate = Shape.odd(
    write: { [["CertificateArn": $0]] },
    read: { seen, _ in seen.elements.first?["CertificateArn"] ?? .null })

  /// What listeners and their rules do with requests.
  static let listenerActions: [Member] = [
    .both("type", "Type"),
    .both("target_group_arn", "TargetGroupArn"),
    .both(
      "forward", "ForwardConfig",
      .block([
        .both(
          "target_group", "TargetGroups",
          .blockSet([.both("arn", "TargetGroupArn"), .both("weight", "Weight", .number)])),
        .both(
          "stickiness", "TargetGroupStickinessConfig",
          .block([
            .both("enabled", "Enabled", .flag), .both("duration", "DurationSeconds", .number),
          ])),
      ])),
    .both(
      "redirect", "RedirectConfig",
      .block([
        .both("protocol", "Protocol"), .both("host", "Host"), .both("port", "Port"),
        .both("path", "Path"), .both("query", "Query"), .both("status_code", "StatusCode"),
      ])),
    .both(
      "fixed_response", "FixedResponseConfig",
      .block([
        .both("status_code", "StatusCode"), .both("content_type", "ContentType"),
        .both("message_body", "MessageBody"),
      ])),
  ]

  private static let listenerAttributes = BalancerAttributes(
    id: "ListenerArn", modify: "ModifyListenerAttributes", describe: "DescribeListenerAttributes",
    entries: [
      .init("tcp_idle_timeout_seconds", "tcp.idle_timeout.seconds", .number, standard: "350"),
      answerHeader("strict_transport_security"), answerHeader("content_security_policy"),
      answerHeader("x_content_type_options"), answerHeader("x_frame_options"),
      .init(
        "routing_http_response_server_enabled", "routing.http.response.server.enabled", .flag,
        standard: "true"),
    ])

  private static func answerHeader(_ name: String) -> BalancerAttributes.Entry {
    .init(
      "routing_http_response_\(name)_header_value", "routing.http.response.\(name).header_value",
      standard: "")
  }
}
