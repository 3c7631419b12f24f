import AWS
import InfraDSL

/// Types of every protocol of AWS's, and what hangs together in a network.
struct OnAWS: Environment {
  let name = "scenario-aws"
  let project = "infra-scenario"
  /// A part of the bucket's name: moto keeps the tags of a bucket that is deleted.
  let life: String

  init(_ inputs: Inputs) { life = inputs.text("life", default: "0", "part of the bucket's name") }

  var platform: any Platform { AWSRegion("eu-central-1", tags: ["team": "core"]) }

  var body: [Declaration] {
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16", dnsHostnames: true)
    vpc
    for (index, letter) in ["a", "b", "c"].enumerated() {
      AWSSubnet(
        letter, vpc: vpc.id, cidrBlock: Value(CIDR("10.0.\(index).0/24")),
        zone: Value(AvailabilityZone("eu-central-1\(letter)")), tags: ["Name": Value(letter)])
    }
    let gateway = AWSInternetGateway("way", vpc: vpc.id)
    gateway
    let table = AWSRouteTable("open", vpc: vpc.id)
    table
    AWSRoute("out", table: table.id, .network("0.0.0.0/0"), to: .internetGateway(gateway.id))
    AWSEIP("out", domain: .vpc)
    let web = AWSSecurityGroup("web", name: "infra-scenario-web", vpc: vpc.id)
    web
    AWSVPCSecurityGroupIngressRule(
      "http", securityGroup: web.id, .tcp(80), from: .network("0.0.0.0/0"))
    names
  }

  @DeclarationBuilder private var names: [Declaration] {
    let role = AWSIAMRole(
      "task", name: "infra-scenario-task", trust: .assumedBy(service: "ecs-tasks.amazonaws.com"))
    role
    let read = PolicyDocument(.allow("s3:GetObject", on: "*"))
    let policy = AWSIAMPolicy("read", read, name: "infra-scenario-read")
    policy
    AWSIAMRolePolicyAttachment("read", role: role.roleName, policy: policy.arn)
    let key = AWSKMSKey("data", rotates: true, deletionWindow: .days(7))
    key
    AWSKMSAlias("data", name: "alias/infra-scenario", target: key.keyID)
    AWSCloudWatchLogGroup("logs", name: "/infra-scenario/logs", retention: .days(30))
    AWSS3Bucket("assets", bucket: Value(BucketName("infra-scenario-assets-\(life)")))
    AWSSQSQueue("alerts", name: "infra-scenario-alerts")
    AWSRoute53Zone("zone", name: "infra-scenario.example")
  }
}
