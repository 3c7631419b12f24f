import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_lb`.
  static let loadBalancer = AWSType(
    "aws_lb", "load balancer",
    arguments: [
      .both("name", "Name", reads: "LoadBalancerName"),
      .both("load_balancer_type", "Type"),
      .both("internal", "Scheme", scheme),
      .both("security_groups", "SecurityGroups", .set(.text)),
      .both("subnets", "Subnets", subnets, reads: "AvailabilityZones"),
      .both("subnet_mapping", "SubnetMappings", mappings, reads: "AvailabilityZones"),
      .both("ip_address_type", "IpAddressType"),
      .later(
        "enforce_security_group_inbound_rules_on_private_link_traffic",
        "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"),
      .later(
        "minimum_load_balancer_capacity", "Capacity",
        .block([.both("capacity_units", "CapacityUnits", .number)])),
      BalancerAttributes.block("access_logs", accessLogs, isThere: "access_logs.s3.enabled"),
      BalancerAttributes.block(
        "connection_logs", connectionLogs, isThere: "connection_logs.s3.enabled"),
    ] + balancerAttributes.members,
    attributes: [
      "id": "LoadBalancerArn", "arn": "LoadBalancerArn", "dns_name": "DNSName",
      "zone_id": "CanonicalHostedZoneId", "vpc_id": "VpcId", "arn_suffix": "Suffix",
    ],
    tags: .balancing,
    lookup: Lookup(
      extras: [
        .balancingTags, balancerAttributes.extra(["access_logs", "connection_logs"]),
        Lookup.Extra(
          ["minimum_load_balancer_capacity"], into: "Capacity", at: "MinimumLoadBalancerCapacity"
        ) { _, arn in
          AWSCall(.elb, "DescribeCapacityReservation", ["LoadBalancerArn": .string(arn)])
        },
      ],
      together: .balancing("DescribeLoadBalancers", "LoadBalancerArns", of: "LoadBalancerArn"),
      picking: { answer, _ in
        answer["LoadBalancers"].elements.map {
          withSuffix($0, "LoadBalancerArn", after: "loadbalancer/")
        }
      }
    ) { key in
      switch key {
      case .id(let arn):
        AWSCall(.elb, "DescribeLoadBalancers", ["LoadBalancerArns": [.string(arn)]])
      case .arguments(let arguments):
        AWSCall(.elb, "DescribeLoadBalancers", ["Names": [arguments["name"] ?? .null]])
      case .instance: nil
      }
    },
    // One that is as declared is answered as if it had been made.
    creation: Creation(
      .elb, "CreateLoadBalancer", id: "LoadBalancers.0.LoadBalancerArn", looksFirst: true,
      taken: ["DuplicateLoadBalancerName"]),
    updates: [
      Update(["security_groups", "enforce_security_group_inbound_rules_on_private_link_traffic"]) {
        scope in
        [
          AWSCall(
            .elb, "SetSecurityGroups",
            .fields([
              "LoadBalancerArn": .string(scope.id), "SecurityGroups": scope["security_groups"],
              "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic":
                scope["enforce_security_group_inbound_rules_on_private_link_traffic"],
            ]))
        ]
      },
      Update(["subnets", "subnet_mapping"]) { scope in
        [
          AWSCall(
            .elb, "SetSubnets",
            .fields([
              "LoadBalancerArn": .string(scope.id), "Subnets": scope["subnets"],
              "SubnetMappings": scope["subnet_mapping"],
            ]))
        ]
      },
      Update(.elb, "SetIpAddressType", id: "LoadBalancerArn", of: "ip_address_type"),
      Update(["minimum_load_balancer_capacity"]) { scope in
        let units = scope["minimum_load_balancer_capacity"]
        let arn: Datum = .string(scope.id)
        return [
          AWSCall(
            .elb, "ModifyCapacityReservation",
            units.isNull
              ? ["LoadBalancerArn": arn, "ResetCapacityReservation": true]
              : ["LoadBalancerArn": arn, "MinimumLoadBalancerCapacity": units])
        ]
      },
      balancerAttributes.update(["access_logs", "connection_logs"]) { scope in
        BalancerAttributes.keys(
          scope["access_logs"], accessLogs, off: ("access_logs.s3.enabled", "false"))
          + BalancerAttributes.keys(
            scope["connection_logs"], connectionLogs, off: ("connection_logs.s3.enabled", "false"))
      },
    ],
    deletion: Deletion(.elb, "DeleteLoadBalancer", id: "LoadBalancerArn", waitsUntilGone: true),
    readiness: Readiness(
      "State.Code", ready: ["active", "active_impaired"], failed: ["failed"],
      reason: "State.Reason", limit: 900))

  private static let balancerAttributes = BalancerAttributes(
    id: "LoadBalancerArn", modify: "ModifyLoadBalancerAttributes",
    describe: "DescribeLoadBalancerAttributes",
    entries: [
      .init("idle_timeout", "idle_timeout.timeout_seconds", .number, of: ["application"]),
      .init("client_keep_alive", "client_keep_alive.seconds", .number, of: ["application"]),
      .init("enable_deletion_protection", "deletion_protection.enabled", .flag),
      // One for applications has it at all times, and cannot be told.
      .init(
        "enable_cross_zone_load_balancing", "load_balancing.cross_zone.enabled", .flag,
        of: ["network", "gateway"]),
      .init("enable_http2", "routing.http2.enabled", .flag, of: ["application"]),
      .init(
        "drop_invalid_header_fields", "routing.http.drop_invalid_header_fields.enabled", .flag,
        of: ["application"]),
      .init(
        "preserve_host_header", "routing.http.preserve_host_header.enabled", .flag,
        of: ["application"]),
      .init(
        "xff_header_processing_mode", "routing.http.xff_header_processing.mode",
        of: ["application"]),
      .init(
        "enable_xff_client_port", "routing.http.xff_client_port.enabled", .flag,
        of: ["application"]),
      .init(
        "enable_tls_version_and_cipher_suite_headers",
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", .flag, of: ["application"]),
      .init("desync_mitigation_mode", "routing.http.desync_mitigation_mode", of: ["application"]),
      .init("enable_waf_fail_open", "waf.fail_open.enabled", .flag, of: ["application"]),
      .init(
        "enable_zonal_shift", "zonal_shift.config.enabled", .flag, of: ["application", "network"]),
      .init(
        "dns_record_client_routing_policy", "dns_record.client_routing_policy", of: ["network"]),
    ])

  private static let accessLogs = balancerLogs("access_logs")
  private static let connectionLogs = balancerLogs("connection_logs")

  private static func balancerLogs(_ name: String) -> [BalancerAttributes.Entry] {
    [
      .init("enabled", "\(name).s3.enabled", .flag), .init("bucket", "\(name).s3.bucket"),
      .init("prefix", "\(name).s3.prefix"),
    ]
  }

  /// Whether a balancer is internal, in the service's words.
  private static let scheme = Shape.odd(
    write: { $0 == true ? "internal" : "internet-facing" },
    read: { seen, _ in .bool(seen == "internal") })

  /// The subnets of the zones that a balancer is in.
  private static let subnets = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      let found = Datum.list(seen.elements.map { $0["SubnetId"] })
      return found.sorted == declared?.sorted ? declared ?? found : found
    })

  /// The subnets with the addresses that were asked for; those that AWS chose are not told.
  private static let mappings = Shape.odd(
    write: { Shape.blocks(mapping).written($0) },
    read: { seen, declared in
      guard let declared else { return .null }
      let found = seen.elements.map { zone -> Datum in
        let address = zone["LoadBalancerAddresses"].elements.first ?? .null
        return zone.merging([
          "AllocationId": address["AllocationId"],
          "PrivateIPv4Address": address["PrivateIPv4Address"],
          "IPv6Address": address["IPv6Address"],
        ])
      }
      return Shape.blockSet(mapping).read(.list(found), declared: declared)
    })

  private static let mapping: [Member] = [
    .both("subnet_id", "SubnetId"), .both("allocation_id", "AllocationId"),
    .both("private_ipv4_address", "PrivateIPv4Address"), .both("ipv6_address", "IPv6Address"),
  ]

  /// An object with the part of its name that metrics know it by.
  static func withSuffix(_ object: Datum, _ member: String, after part: String) -> Datum {
    let name = object[member].string ?? ""
    guard let range = name.firstRange(of: part) else { return object }
    let keeps = part == "targetgroup/"
    let suffix = name[(keeps ? range.lowerBound : range.upperBound)...]
    return object.setting("Suffix", .string(String(suffix)))
  }
}
