import AWS
import InfraDSL

/// The stack of `takeover.tf.json` as somebody who comes from Terraform declares it: what has two
/// words for a name there has other names here, and the order is another.
struct Takeover: Environment {
  let name = "scenario-takeover"
  let project = "infra-scenario"

  var platform: any Platform { AWSRegion("us-east-1", tags: ["Project": "demo"]) }

  var body: [Declaration] {
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16", dnsHostnames: true, tags: ["Name": "main"])
    vpc
    let front = ["a", "b"].enumerated().map { index, letter in
      AWSSubnet(
        "public-\(letter)", vpc: vpc.id, cidrBlock: Value(CIDR("10.0.\(index).0/24")),
        zone: Value(AvailabilityZone("us-east-1\(letter)")), publicAddresses: true,
        tags: ["Name": Value("public-\(letter)")])
    }
    for subnet in front { subnet }
    let inner = ["a", "b"].enumerated().map { index, letter in
      AWSSubnet(
        "private-\(letter)", vpc: vpc.id, cidrBlock: Value(CIDR("10.0.\(10 + index).0/24")),
        zone: Value(AvailabilityZone("us-east-1\(letter)")),
        tags: ["Name": Value("private-\(letter)")])
    }
    for subnet in inner { subnet }
    ways(vpc, front: front, inner: inner)
    let door = AWSSecurityGroup(
      "alb", name: "alb", description: "Managed by Terraform", vpc: vpc.id,
      incoming: [InlineRule(.tcp(80), networks: ["0.0.0.0/0"])])
    door
    let app = AWSSecurityGroup("app", name: "app", vpc: vpc.id)
    app
    AWSVPCSecurityGroupIngressRule(
      "app-from-alb", securityGroup: app.id, .tcp(8080), from: .group(door.id))
    AWSVPCSecurityGroupEgressRule(
      "app-all", securityGroup: app.id, .all, to: .network("0.0.0.0/0"))
    let balancer = AWSLB(
      "alb", name: "alb", kind: .application, securityGroups: [door.id],
      subnets: front.map(\.id))
    balancer
    service(vpc, balancer, .init(subnets: inner.map(\.id), securityGroups: [app.id]))
    stores
    Output("alb_dns", balancer.dnsName)
  }

  @DeclarationBuilder private func ways(_ vpc: AWSVPC, front: [AWSSubnet], inner: [AWSSubnet])
    -> [Declaration]
  {
    let gateway = AWSInternetGateway("igw", vpc: vpc.id)
    gateway
    let outward = AWSRouteTable("public", vpc: vpc.id)
    outward
    let closed = AWSRouteTable("private", vpc: vpc.id)
    closed
    AWSRoute(
      "public-default", table: outward.id, .network("0.0.0.0/0"), to: .internetGateway(gateway.id))
    for (letter, subnet) in zip(["a", "b"], front) {
      AWSRouteTableAssociation("public-\(letter)", subnet: subnet.id, routeTable: outward.id)
    }
    for (letter, subnet) in zip(["a", "b"], inner) {
      AWSRouteTableAssociation("private-\(letter)", subnet: subnet.id, routeTable: closed.id)
    }
    let address = AWSEIP("nat", domain: .vpc)
    address
    AWSNATGateway("nat", subnet: front[0].id, allocation: address.id).dependsOn(gateway)
  }

  @DeclarationBuilder private func service(
    _ vpc: AWSVPC, _ balancer: AWSLB, _ network: AWSECSService.NetworkConfiguration
  ) -> [Declaration] {
    let group = AWSLBTargetGroup(
      "app", name: "app", port: 8080, transport: .http, vpc: vpc.id, targets: .addresses,
      healthCheck: TargetHealthCheck(path: "/health", matcher: "200"))
    group
    let listener = AWSLBListener(
      "http", balancer: balancer.arn, port: 80, transport: .http,
      actions: [.forward(to: group.arn)])
    listener
    let secret = AWSSecretsManagerSecret("db", name: "db", recoveryWindow: RecoveryWindow.none)
    secret
    AWSSecretsManagerSecretVersion(
      "db", secret: secret.arn, content: .secret(.environment("DB_PASSWORD")))
    let cluster = AWSECSCluster("main", name: "main")
    cluster
    let definition = definition(secret)
    definition.list
    AWSECSService(
      "app", name: "app", cluster: cluster.arn, taskDefinition: definition.arn, desiredCount: 2,
      launchType: .fargate, network: network,
      loadBalancers: [.init(targetGroup: group.arn, container: "app", port: 8080)]
    ).dependsOn(listener)
  }

  /// The task definition, and what is only for it.
  private func definition(_ secret: AWSSecretsManagerSecret) -> (
    arn: Value<ARN<AWSECSTaskDefinition>>, list: [Declaration]
  ) {
    let logs = AWSCloudWatchLogGroup("app", name: "/ecs/app", retention: .days(14))
    let images = AWSECRRepository("app", name: "app", tagMutability: .immutable)
    let tasks = PolicyDocument.assumedBy(service: "ecs-tasks.amazonaws.com")
    let starter = AWSIAMRole("exec", name: "exec", trust: tasks)
    let task = AWSIAMRole("task", name: "task", trust: tasks)
    let logging = AWSIAMPolicy(
      "exec", PolicyDocument(.allow("logs:*", "ecr:*", on: "*")), name: "exec")
    let bucket = AWSS3Bucket("assets", bucket: "assets-demo-1")
    let definition = AWSECSTaskDefinition(
      "app", family: "app",
      containers: [
        ContainerDefinition(
          "app", image: "\(images.url):1", secrets: ["DB": secret.arn.ofAnyKind],
          ports: [.init(8080)],
          logs: .cloudWatch(logs, region: "us-east-1", prefix: "app"))
      ], compatibilities: [.fargate], cpu: .vcpu(0.25), memory: .mebibytes(512),
      networkMode: .vpc, executionRole: starter.arn, taskRole: task.arn)
    let attachment = AWSIAMRolePolicyAttachment(
      "exec", role: starter.roleName, policy: logging.arn)
    let reading = AWSIAMRolePolicy(
      "task", role: task.roleName,
      policy: PolicyDocument(.allow(["s3:GetObject"], on: ["\(bucket.arn)/*"])), name: "s3")
    return (
      definition.arn,
      [
        .resource(logs), .resource(images), .resource(starter), .resource(task),
        .resource(logging), .resource(attachment), .resource(reading), .resource(definition),
        .resource(bucket),
        .resource(AWSS3BucketVersioning("assets", bucket: bucket.bucketName, .enabled)),
      ]
    )
  }

  @DeclarationBuilder private var stores: [Declaration] {
    AWSSSMParameter("cfg", name: "/app/cfg", type: .string, text: "hello")
    AWSDynamoDBTable(
      "t", name: "items", hashKey: "pk", attributes: ["pk": .string], billing: .perRequest)
    AWSSQSQueue("q", name: "q")
  }
}
