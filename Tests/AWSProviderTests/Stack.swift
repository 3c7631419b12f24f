import AWS
import InfraDSL
import InfraModel

/// An environment with a type of each protocol; variables change what can be changed.
struct Stack: Environment {
  let name = "dev"
  let project = "sample"
  let prefix: String
  /// What is changed in place, and what replaces.
  let version: String
  let network: String

  init(_ inputs: Inputs, prefix: String) {
    self.prefix = prefix
    version = inputs.text("version", default: "one", "the version that runs")
    network = inputs.text("network", default: "10.0.1.0/24", "the subnet's network")
  }

  var platform: any Platform { AWSRegion("eu-central-1", tags: ["team": "core", "stack": prefix]) }

  var isSecond: Bool { version == "two" }

  var body: [Declaration] {
    let tags: Tags = ["version": Value(version)]
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16", dnsHostnames: isSecond, tags: tags)
    vpc
    let subnet = AWSSubnet(
      "a", vpc: vpc.id, cidrBlock: Value(CIDR(network)), zone: "eu-central-1a",
      publicAddresses: isSecond, tags: tags)
    subnet
    AWSSecurityGroup(
      "web", name: Value(SecurityGroupName("\(prefix)-web")), description: "the web", vpc: vpc.id,
      tags: tags)
    AWSIAMRole(
      "task", name: Value(RoleName("\(prefix)-task")),
      trust: .assumedBy(service: "ecs-tasks.amazonaws.com"),
      description: Value("version \(version)"), tags: tags)
    AWSCloudWatchLogGroup(
      "logs", name: Value(LogGroupName("/\(prefix)/logs")), retention: isSecond ? .days(30) : nil,
      tags: tags)
    AWSS3Bucket("assets", bucket: Value(BucketName("\(prefix)-assets")), tags: tags)
    AWSSQSQueue(
      "alerts", name: Value(QueueName("\(prefix)-alerts")),
      visibilityTimeout: .seconds(isSecond ? 60 : 45), tags: tags)
    AWSRoute53Zone(
      "zone", name: Value(DomainName("\(prefix).example")), comment: Value("version \(version)"),
      tags: tags)
    Output("subnet", subnet.id)
  }
}
