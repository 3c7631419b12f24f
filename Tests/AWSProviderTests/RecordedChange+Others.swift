import AWS
import InfraDSL
import InfraModel

extension RecordedChange {
  static let others: [RecordedChange] =
    [logGroup, identities, rotation, privateLink, capacity] + queues + listeners

  private static let logGroup = RecordedChange(
    "kms_key_id",
    of: AWSCloudWatchLogGroup(
      "recorded", name: "/a", kmsKey: "arn:aws:kms:eu-central-1:123456789012:key/0"),
    AWSCloudWatchLogGroup(
      "recorded", name: "/a", kmsKey: "arn:aws:kms:eu-central-1:123456789012:key/1"), id: "/a",
    reads: { isChanged in
      let group: Datum = [
        "logGroupName": "/a", "arn": "arn:aws:logs:eu-central-1:123456789012:log-group:/a:*",
        "logGroupArn": "arn:aws:logs:eu-central-1:123456789012:log-group:/a",
        "kmsKeyId": .string("arn:aws:kms:eu-central-1:123456789012:key/\(isChanged ? 1 : 0)"),
      ]
      return ["DescribeLogGroups": .json(["logGroups": [group]])]
    },
    calls: [
      (
        "AssociateKmsKey",
        ["logGroupName": "/a", "kmsKeyId": "arn:aws:kms:eu-central-1:123456789012:key/1"]
      )
    ])

  private static let identities: RecordedChange = {
    let arn = "arn:aws:iam::123456789012:oidc-provider/a.example"
    return RecordedChange(
      "client_id_list",
      of: AWSIAMOpenIDConnectProvider("recorded", url: "https://a.example", clients: ["one"]),
      AWSIAMOpenIDConnectProvider("recorded", url: "https://a.example", clients: ["two"]),
      id: arn,
      reads: { isChanged in
        let content = """
          <Url>a.example</Url><ClientIDList><member>\(isChanged ? "two" : "one")</member>
          </ClientIDList>
          """
        let document = """
          <GetOpenIDConnectProviderResponse><GetOpenIDConnectProviderResult>\(content)
          </GetOpenIDConnectProviderResult></GetOpenIDConnectProviderResponse>
          """
        return ["GetOpenIDConnectProvider": .xml(document)]
      },
      calls: [
        (
          "AddClientIDToOpenIDConnectProvider",
          ["OpenIDConnectProviderArn": .string(arn), "ClientID": "two"]
        ),
        ("RemoveClientIDFromOpenIDConnectProvider", ["ClientID": "one"]),
      ])
  }()

  private static let rotation = RecordedChange(
    "rotation_period_in_days",
    of: AWSKMSKey("recorded", rotates: true, rotationPeriod: .days(90)),
    AWSKMSKey("recorded", rotates: true, rotationPeriod: .days(180)), id: "key-1",
    reads: { isChanged in
      [
        "DescribeKey": .json([
          "KeyMetadata": [
            "KeyId": "key-1", "Arn": "arn:aws:kms:eu-central-1:123456789012:key/key-1",
            "KeyState": "Enabled", "Enabled": true,
          ]
        ]),
        "GetKeyRotationStatus": .json([
          "KeyRotationEnabled": true, "RotationPeriodInDays": .int(isChanged ? 180 : 90),
        ]),
      ]
    }, calls: [("EnableKeyRotation", ["KeyId": "key-1", "RotationPeriodInDays": 180])])

  private static let queues: [RecordedChange] = {
    let url = "https://sqs.eu-central-1.amazonaws.com/123456789012/a"
    func queue(
      _ action: String = "sqs:SendMessage", sources: RedriveAllowPolicy = .all
    ) -> AWSSQSQueue {
      AWSSQSQueue(
        "recorded", name: "a",
        policy: PolicyDocument(
          .allow(PolicyAction(action), on: "*", by: [.account("123456789012")])),
        deadLetterSources: sources)
    }
    @Sendable func told(_ queue: AWSSQSQueue) -> [String: ScriptedAWS.Answer] {
      let given = TypeLife.arguments(of: queue)
      let attributes: Datum = [
        "QueueArn": "arn:aws:sqs:eu-central-1:123456789012:a", "Policy": given["policy"] ?? .null,
        "RedriveAllowPolicy": given["redrive_allow_policy"] ?? .null,
      ]
      return [
        "GetQueueAttributes": .json(["Attributes": attributes]),
        "GetQueueUrl": .json(["QueueUrl": .string(url)]),
      ]
    }
    let first = queue()
    return [
      ("policy", "Policy", queue("sqs:*")),
      ("redrive_allow_policy", "RedriveAllowPolicy", queue(sources: .none)),
    ].map { argument, attribute, second in
      let value = TypeLife.arguments(of: second)[argument] ?? .null
      return RecordedChange(
        argument, of: first, second, id: url, reads: { told($0 ? second : first) },
        calls: [
          (
            "SetQueueAttributes",
            ["QueueUrl": .string(url), "Attributes": .object(Fields([attribute: value]))]
          )
        ])
    }
  }()

  /// A document of the balancing service.
  private static func balancing(_ operation: String, _ content: String) -> ScriptedAWS.Answer {
    .xml(
      "<\(operation)Response><\(operation)Result>\(content)</\(operation)Result>"
        + "</\(operation)Response>")
  }

  private static let privateLink: RecordedChange = {
    let arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/a/0"
    let balancer = { (rules: AWSLB.PrivateLinkRules) in
      AWSLB(
        "recorded", name: "a", kind: .network, securityGroups: ["sg-1"], subnets: ["subnet-1"],
        privateLinkRules: rules)
    }
    return RecordedChange(
      "enforce_security_group_inbound_rules_on_private_link_traffic", of: balancer(.on),
      balancer(.off), id: arn,
      reads: { isChanged in
        let rules = isChanged ? "off" : "on"
        let content = """
          <LoadBalancers><member><LoadBalancerArn>\(arn)</LoadBalancerArn>
          <LoadBalancerName>a</LoadBalancerName><Type>network</Type><Scheme>internet-facing</Scheme>
          <State><Code>active</Code></State>
          <AvailabilityZones><member><SubnetId>subnet-1</SubnetId></member></AvailabilityZones>
          <SecurityGroups><member>sg-1</member></SecurityGroups>
          <EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic>\(rules)\
          </EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic>
          </member></LoadBalancers>
          """
        return ["DescribeLoadBalancers": balancing("DescribeLoadBalancers", content)]
      },
      calls: [
        (
          "SetSecurityGroups",
          [
            "LoadBalancerArn": .string(arn), "SecurityGroups.member.1": "sg-1",
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "off",
          ]
        )
      ])
  }()

  private static let capacity: RecordedChange = {
    let arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/0"
    let balancer = { (units: Int) in
      AWSLB(
        "recorded", name: "a", subnets: ["subnet-1"], minimumCapacity: .init(units: units))
    }
    return RecordedChange(
      "minimum_load_balancer_capacity", of: balancer(100), balancer(200), id: arn,
      reads: { isChanged in
        let content = """
          <LoadBalancers><member><LoadBalancerArn>\(arn)</LoadBalancerArn>
          <LoadBalancerName>a</LoadBalancerName><Type>application</Type>
          <State><Code>active</Code></State></member></LoadBalancers>
          """
        let reserved = """
          <MinimumLoadBalancerCapacity><CapacityUnits>\(isChanged ? 200 : 100)</CapacityUnits>
          </MinimumLoadBalancerCapacity>
          """
        return [
          "DescribeLoadBalancers": balancing("DescribeLoadBalancers", content),
          "DescribeCapacityReservation": balancing("DescribeCapacityReservation", reserved),
        ]
      },
      calls: [
        (
          "ModifyCapacityReservation",
          ["LoadBalancerArn": .string(arn), "MinimumLoadBalancerCapacity.CapacityUnits": "200"]
        )
      ])
  }()

  private static let listeners: [RecordedChange] = {
    let start = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:"
    func listener(
      _ transport: AWSLBListener.ListenerProtocol,
      _ clients: AWSLBListener.MutualAuthentication? = nil,
      alpn: AWSLBListener.ALPNPolicy? = nil
    ) -> AWSLBListener {
      AWSLBListener(
        "recorded",
        balancer: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/0",
        port: 443, transport: transport,
        certificate: transport == .tcp
          ? nil : "arn:aws:acm:eu-central-1:123456789012:certificate/0", alpnPolicy: alpn,
        actions: [.forward(to: "\(start)targetgroup/a/0")], clientCertificates: clients)
    }
    @Sendable func told(_ transport: String, _ more: String) -> [String: ScriptedAWS.Answer] {
      let content = """
        <Listeners><member><ListenerArn>\(start)listener/app/a/0/0</ListenerArn>
        <LoadBalancerArn>\(start)loadbalancer/app/a/0</LoadBalancerArn><Port>443</Port>
        <Protocol>\(transport)</Protocol>\(more)</member></Listeners>
        """
      return ["DescribeListeners": balancing("DescribeListeners", content)]
    }
    return [
      RecordedChange(
        "mutual_authentication", of: listener(.https, .off), listener(.https, .passed),
        id: "\(start)listener/app/a/0/0",
        reads: {
          let mode = "<Mode>\($0 ? "passthrough" : "off")</Mode>"
          return told("HTTPS", "<MutualAuthentication>\(mode)</MutualAuthentication>")
        }, calls: [("ModifyListener", ["MutualAuthentication.Mode": "passthrough"])]),
      RecordedChange(
        "protocol", of: listener(.tcp), listener(.udp), id: "\(start)listener/app/a/0/0",
        reads: { told($0 ? "UDP" : "TCP", "") }, calls: [("ModifyListener", ["Protocol": "UDP"])]),
      RecordedChange(
        "alpn_policy", of: listener(.tls, alpn: .http2Preferred),
        listener(.tls, alpn: .http1Only), id: "\(start)listener/app/a/0/0",
        reads: {
          let policy = $0 ? "HTTP1Only" : "HTTP2Preferred"
          return told("TLS", "<AlpnPolicy><member>\(policy)</member></AlpnPolicy>")
        }, calls: [("ModifyListener", ["AlpnPolicy.member.1": "HTTP1Only"])]),
    ]
  }()
}
