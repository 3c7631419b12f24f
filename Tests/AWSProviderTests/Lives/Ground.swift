import AWS
import AWSClient
import InfraDSL
import InfraModel

/// What the types that live on moto need around them: networks, balancers, keys, buckets.
struct Ground: Sendable {
  var vpcs: [String]
  /// Two IPv6 networks for subnets of the first VPC.
  var ipv6Networks: [String]
  /// Three in the first VPC, each in a zone of its own.
  var subnets: [String]
  var gateways: [String]
  var routeTables: [String]
  var securityGroups: [String]
  var interfaces: [String]
  var machines: [String]
  var allocations: [String]
  var natGateways: [String]
  /// An application balancer and a network balancer.
  var balancers: [String]
  var targetGroups: [String]
  var listener: String
  var certificates: [String]
  var keys: [String]
  var secret: String
  var acl: String

  /// Names instead of objects, for looking at what changes.
  static let unreal: Ground = {
    let arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:"
    let kms = "arn:aws:kms:eu-central-1:123456789012:key/"
    let ids = { (kind: String) in (0..<4).map { "\(kind)-0123456789abcdef\($0)" } }
    return Ground(
      vpcs: ids("vpc"), ipv6Networks: ["2001:db8:0:1::/64", "2001:db8:0:2::/64"],
      subnets: ids("subnet"), gateways: ids("igw"), routeTables: ids("rtb"),
      securityGroups: ids("sg"), interfaces: ids("eni"), machines: ids("i"),
      allocations: ids("eipalloc"), natGateways: ids("nat"),
      balancers: ["\(arn)loadbalancer/app/a/0", "\(arn)loadbalancer/net/b/0"],
      targetGroups: ["\(arn)targetgroup/a/0", "\(arn)targetgroup/b/0", "\(arn)targetgroup/c/0"],
      listener: "\(arn)listener/app/a/0/0",
      certificates: (0..<2).map { "arn:aws:acm:eu-central-1:123456789012:certificate/\($0)" },
      keys: [kms + "0", kms + "1"],
      secret: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:a-b1c2d3",
      acl: "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/0")
  }()

  /// Makes all of it, under names that begin so.
  static func make(_ client: AWSClient, _ prefix: String) async throws -> Ground {
    var ground = Ground.unreal
    try await ground.makeNetworks(client, prefix)
    try await ground.makeBalancers(client, prefix)
    for index in 0..<2 {
      let certificate = try await client.send(
        AWSCall(.acm, "RequestCertificate", ["DomainName": .string("\(prefix)\(index).example")]))
      ground.certificates[index] = certificate["CertificateArn"].string ?? ""
      let key = try await client.send(AWSCall(.kms, "CreateKey"))
      ground.keys[index] = key["KeyMetadata.Arn"].string ?? ""
    }
    let secret = try await client.send(
      AWSCall(
        .secrets, "CreateSecret",
        ["Name": .string("\(prefix)/secret"), "ClientRequestToken": .string(token)]))
    ground.secret = secret["ARN"].string ?? ""
    let acl = try await client.send(
      AWSCall(
        .waf, "CreateWebACL",
        [
          "Name": .string("\(prefix)-acl"), "Scope": "REGIONAL", "DefaultAction": ["Allow": [:]],
          "VisibilityConfig": [
            "SampledRequestsEnabled": false, "CloudWatchMetricsEnabled": false, "MetricName": "a",
          ],
        ]))
    ground.acl = acl["Summary.ARN"].string ?? ""
    _ = try await client.send(
      AWSCall(.sqs, "CreateQueue", ["QueueName": .string("\(prefix)-dead")]))
    for name in ["one", "two", "three"] {
      _ = try await client.send(
        AWSCall(
          .s3, "CreateBucket", .put, "/{Bucket}", ["Bucket": .string("\(prefix)-\(name)")],
          body: .xml("CreateBucketConfiguration", ["LocationConstraint": "eu-central-1"])))
      _ = try await client.send(
        AWSCall(
          .s3, "PutBucketVersioning", .put, "/{Bucket}?versioning",
          ["Bucket": .string("\(prefix)-\(name)")],
          body: .xml("VersioningConfiguration", ["Status": "Enabled"])))
      _ = try await client.send(
        AWSCall(
          .iam, "CreateRole",
          ["RoleName": .string("\(prefix)-\(name)"), "AssumeRolePolicyDocument": "{}"]))
      let read = JSONWriter.text([
        "Version": "2012-10-17",
        "Statement": [["Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"]],
      ])
      _ = try await client.send(
        AWSCall(
          .iam, "CreatePolicy",
          ["PolicyName": .string("\(prefix)-\(name)"), "PolicyDocument": .string(read)]))
    }
    return ground
  }

  private static let token = "0123456789abcdef0123456789abcdef"

  private mutating func makeNetworks(_ client: AWSClient, _ prefix: String) async throws {
    func made(_ operation: String, _ input: Datum, _ path: String) async throws -> String {
      try await client.send(AWSCall(.ec2, operation, input))[path].string ?? ""
    }
    for index in 0..<4 {
      let answer = try await client.send(
        AWSCall(
          .ec2, "CreateVpc",
          [
            "CidrBlock": .string("10.\(30 + index).0.0/16"),
            "AmazonProvidedIpv6CidrBlock": .bool(index == 0),
          ]))
      vpcs[index] = answer["Vpc.VpcId"].string ?? ""
      if index == 0 {
        let block = answer["Vpc.Ipv6CidrBlockAssociationSet.0.Ipv6CidrBlock"].string ?? ""
        let start = block.replacing("00::/56", with: "")
        ipv6Networks = ["\(start)01::/64", "\(start)02::/64"]
      }
    }
    let vpc: Datum = .string(vpcs[0])
    for (index, zone) in ["a", "b", "c"].enumerated() {
      subnets[index] = try await made(
        "CreateSubnet",
        [
          "VpcId": vpc, "CidrBlock": .string("10.30.\(index).0/24"),
          "AvailabilityZone": .string("eu-central-1\(zone)"),
        ], "Subnet.SubnetId")
    }
    for index in 0..<2 {
      gateways[index] = try await made(
        "CreateInternetGateway", [:], "InternetGateway.InternetGatewayId")
      routeTables[index] = try await made(
        "CreateRouteTable", ["VpcId": vpc], "RouteTable.RouteTableId")
      securityGroups[index] = try await made(
        "CreateSecurityGroup",
        [
          "VpcId": vpc, "GroupName": .string("\(prefix)-\(index)"),
          "GroupDescription": "of a test",
        ], "GroupId")
      interfaces[index] = try await made(
        "CreateNetworkInterface", ["SubnetId": .string(subnets[0])],
        "NetworkInterface.NetworkInterfaceId")
      machines[index] = try await made(
        "RunInstances",
        ["ImageId": "ami-12c6146b", "MinCount": 1, "MaxCount": 1, "SubnetId": .string(subnets[0])],
        "InstancesSet.0.InstanceId")
      allocations[index] = try await made("AllocateAddress", ["Domain": "vpc"], "AllocationId")
      natGateways[index] = try await made(
        "CreateNatGateway",
        ["SubnetId": .string(subnets[index]), "AllocationId": .string(allocations[index])],
        "NatGateway.NatGatewayId")
      allocations[index] = try await made("AllocateAddress", ["Domain": "vpc"], "AllocationId")
    }
    _ = try await made(
      "AttachInternetGateway", ["VpcId": vpc, "InternetGatewayId": .string(gateways[0])], "")
  }

  private mutating func makeBalancers(_ client: AWSClient, _ prefix: String) async throws {
    for (index, kind) in ["application", "network"].enumerated() {
      let made = try await client.send(
        AWSCall(
          .elb, "CreateLoadBalancer",
          [
            "Name": .string("\(prefix)-\(kind.prefix(3))"), "Type": .string(kind),
            "Subnets": [.string(subnets[0]), .string(subnets[1])],
          ]))
      balancers[index] = made["LoadBalancers.0.LoadBalancerArn"].string ?? ""
    }
    for index in 0..<3 {
      let made = try await client.send(
        AWSCall(
          .elb, "CreateTargetGroup",
          [
            "Name": .string("\(prefix)-\(index)"), "Protocol": .string(index < 2 ? "HTTP" : "TCP"),
            "Port": 80, "VpcId": .string(vpcs[0]), "TargetType": "ip",
          ]))
      targetGroups[index] = made["TargetGroups.0.TargetGroupArn"].string ?? ""
    }
    let made = try await client.send(
      AWSCall(
        .elb, "CreateListener",
        [
          "LoadBalancerArn": .string(balancers[0]), "Protocol": "HTTP", "Port": 8_000,
          "DefaultActions": [["Type": "forward", "TargetGroupArn": .string(targetGroups[0])]],
        ]))
    listener = made["Listeners.0.ListenerArn"].string ?? ""
  }
}
