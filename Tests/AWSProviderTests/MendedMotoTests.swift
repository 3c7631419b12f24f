import AWSClient
import InfraModel
import Testing

@testable import AWSProvider

/// What `Recorded/mended` does: a moto that no longer takes it must not pass for AWS.
@Suite("moto as it is mended", .enabled(if: Moto.isWanted), .serialized)
struct MendedMotoTests {
  private static let group: Datum = [
    "targetGroupArn":
      "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/one/0123456789",
    "containerName": "app", "containerPort": 80,
  ]

  private func client() async throws -> AWSClient {
    try await Moto.server().client(region: "eu-central-1")
  }

  private func subnets(_ client: AWSClient, _ vpc: String) async throws -> [Datum] {
    var subnets: [Datum] = []
    for (block, zone) in [("10.9.0.0/24", "eu-central-1a"), ("10.9.1.0/24", "eu-central-1b")] {
      let made = try await client.send(
        AWSCall(
          .ec2, "CreateSubnet",
          [
            "VpcId": .string(vpc), "CidrBlock": .string(block), "AvailabilityZone": .string(zone),
          ]))
      subnets.append(made["Subnet.SubnetId"])
    }
    return subnets
  }

  /// Makes a cluster with a service of which only the needful is said, but for some members.
  private func service(_ cluster: String, _ client: AWSClient, _ more: Datum = [:]) async throws {
    _ = try await client.send(AWSCall(.ecs, "CreateCluster", ["clusterName": .string(cluster)]))
    _ = try await client.send(
      AWSCall(
        .ecs, "RegisterTaskDefinition",
        [
          "family": .string(cluster),
          "containerDefinitions": [["name": "app", "image": "app:1", "memory": 64]],
        ]))
    let needful: Datum = [
      "cluster": .string(cluster), "serviceName": "web", "taskDefinition": .string(cluster),
      "desiredCount": 1,
    ]
    _ = try await client.send(AWSCall(.ecs, "CreateService", needful.merging(more)))
  }

  private func told(_ cluster: String, _ client: AWSClient) async throws -> Datum {
    let answer = try await client.send(
      AWSCall(.ecs, "DescribeServices", ["cluster": .string(cluster), "services": ["web"]]))
    return answer["services.0"]
  }

  @Test("tells of a service what holds where nothing was said")
  func defaults() async throws {
    let client = try await client()
    let subnets = try await subnets(client, ContainerLives.vpc(client))
    try await service(
      "mended-defaults", client,
      [
        "launchType": "FARGATE", "loadBalancers": [Self.group],
        "networkConfiguration": [
          "awsvpcConfiguration": ["subnets": .list(subnets), "securityGroups": []]
        ],
      ])
    let told = try await told("mended-defaults", client)
    let network = told[path: "networkConfiguration.awsvpcConfiguration"]
    #expect(network["assignPublicIp"] == "DISABLED")
    #expect(told["platformVersion"] == "LATEST")
    #expect(told["availabilityZoneRebalancing"] == "ENABLED")
    #expect(told["healthCheckGracePeriodSeconds"] == 0)
    #expect(told["enableECSManagedTags"] == false)
    #expect(told["enableExecuteCommand"] == false)
    #expect(told[path: "deploymentConfiguration.maximumPercent"] == 200)
    #expect(told[path: "deploymentConfiguration.minimumHealthyPercent"] == 100)
  }

  @Test("keeps of a service what was said, an update's word above the creation's")
  func kept() async throws {
    let client = try await client()
    try await service(
      "mended-kept", client,
      [
        "availabilityZoneRebalancing": "DISABLED", "enableECSManagedTags": true,
        "deploymentConfiguration": ["maximumPercent": 150, "minimumHealthyPercent": 50],
        "serviceConnectConfiguration": ["enabled": true, "services": [["portName": "http"]]],
      ])
    let first = try await told("mended-kept", client)
    #expect(first["availabilityZoneRebalancing"] == "DISABLED")
    #expect(first["enableECSManagedTags"] == true)
    #expect(first[path: "deploymentConfiguration.maximumPercent"] == 150)
    let connect = first[path: "deployments.0.serviceConnectConfiguration"]
    #expect(connect[path: "services.0.discoveryName"] == "http")
    #expect(first["healthCheckGracePeriodSeconds"].isNull)
    _ = try await client.send(
      AWSCall(
        .ecs, "UpdateService",
        ["cluster": "mended-kept", "service": "web", "enableECSManagedTags": false]))
    let second = try await told("mended-kept", client)
    #expect(second["enableECSManagedTags"] == false)
    #expect(second["availabilityZoneRebalancing"] == "DISABLED")
    #expect(second["deploymentConfiguration"] == first["deploymentConfiguration"])
  }

  @Test("tells of a redirect the request's own parts where no others were said")
  func redirect() async throws {
    let client = try await client()
    let subnets = try await subnets(client, ContainerLives.vpc(client))
    let made = try await client.send(
      AWSCall(
        .elb, "CreateLoadBalancer", ["Name": "mended-redirect", "Subnets": .list(subnets)]))
    let action: Datum = [
      "Type": "redirect", "RedirectConfig": ["Protocol": "HTTPS", "StatusCode": "HTTP_301"],
    ]
    let listener = try await client.send(
      AWSCall(
        .elb, "CreateListener",
        [
          "LoadBalancerArn": made["LoadBalancers.0.LoadBalancerArn"], "Protocol": "HTTP",
          "Port": 80, "DefaultActions": [action],
        ]))
    let told = listener["Listeners.0.DefaultActions.0.RedirectConfig"]
    let whole: [String: Datum] = [
      "Protocol": "HTTPS", "Port": "#{port}", "Host": "#{host}", "Path": "/#{path}",
      "Query": "#{query}", "StatusCode": "HTTP_301",
    ]
    for (name, value) in whole { #expect(told[name] == value, "\(name)") }
  }

  @Test("tells of a balancer the attributes of its type, and that it faces the internet")
  func balancer() async throws {
    let client = try await client()
    let subnets = try await subnets(client, ContainerLives.vpc(client))
    for (type, crosses) in [("application", "true"), ("network", "false")] {
      let made = try await client.send(
        AWSCall(
          .elb, "CreateLoadBalancer",
          [
            "Name": .string("mended-\(type)"), "Type": .string(type), "Subnets": .list(subnets),
          ]))
      #expect(made["LoadBalancers.0.Scheme"] == "internet-facing")
      let told = try await client.send(
        AWSCall(
          .elb, "DescribeLoadBalancerAttributes",
          ["LoadBalancerArn": made["LoadBalancers.0.LoadBalancerArn"]]))
      let attributes = Dictionary(
        uniqueKeysWithValues: told["Attributes"].elements.map { ($0["Key"], $0["Value"]) })
      #expect(attributes["load_balancing.cross_zone.enabled"] == .string(crosses))
      #expect(attributes["access_logs.s3.enabled"] == "false")
      #expect(attributes["idle_timeout.timeout_seconds"] == (crosses == "true" ? "60" : nil))
    }
  }

  @Test("keeps the tags of what is scaled, and tells its role and that nothing rests")
  func scaled() async throws {
    let client = try await client()
    try await service("mended-scaled", client)
    let target: Datum = [
      "ServiceNamespace": "ecs", "ResourceId": "service/mended-scaled/web",
      "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 1, "MaxCapacity": 2,
      "Tags": ["team": "core", "old": "yes"],
    ]
    let made = try await client.send(AWSCall(.autoscaling, "RegisterScalableTarget", target))
    let arn = made["ScalableTargetARN"]
    _ = try await client.send(
      AWSCall(.autoscaling, "TagResource", ["ResourceARN": arn, "Tags": ["team": "other"]]))
    _ = try await client.send(
      AWSCall(.autoscaling, "UntagResource", ["ResourceARN": arn, "TagKeys": ["old"]]))
    let tags = try await client.send(
      AWSCall(.autoscaling, "ListTagsForResource", ["ResourceARN": arn]))
    #expect(tags["Tags"] == ["team": "other"])
    let told = try await client.send(
      AWSCall(
        .autoscaling, "DescribeScalableTargets",
        ["ServiceNamespace": "ecs", "ResourceIds": ["service/mended-scaled/web"]]))
    let role = told["ScalableTargets.0.RoleARN"].string ?? ""
    #expect(role.hasSuffix("/AWSServiceRoleForApplicationAutoScaling_ECSService"))
    #expect(told["ScalableTargets.0.SuspendedState.DynamicScalingInSuspended"] == false)
  }
}
