/// A service of AWS: its names and how it is spoken to. The table is botocore's of version
/// 1.43.11, where CloudWatch is spoken to by the query protocol, which it keeps beside newer ones.
public struct AWSService: Hashable, Sendable {
  /// What messages call it.
  public let name: String
  /// The first part of its hosts' names.
  public let endpoint: String
  /// Its name in signatures and policies.
  public let signingName: String
  /// How it is spoken to.
  public let speaks: AWSProtocol
  /// The version of its API.
  public let version: String
  /// What follows `AWS_ENDPOINT_URL_` in the variable of its endpoint.
  public let variable: String
  /// Whether it has one endpoint for all regions of a partition.
  public let isGlobal: Bool

  init(
    _ name: String, _ endpoint: String, signing: String? = nil, _ speaks: AWSProtocol,
    _ version: String, variable: String? = nil, isGlobal: Bool = false
  ) {
    self.name = name
    self.endpoint = endpoint
    signingName = signing ?? endpoint
    self.speaks = speaks
    self.version = version
    self.variable = variable ?? name.uppercased().replacing(" ", with: "_")
    self.isGlobal = isGlobal
  }

  /// Both are the same service if they sign by one name.
  public static func == (left: AWSService, right: AWSService) -> Bool {
    left.signingName == right.signingName
  }

  /// Feeds its signing name to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(signingName) }
}

extension AWSService {
  /// Every service of the table.
  public static let all: [AWSService] = [
    ec2, elb, waf, ecs, autoscaling, ecr, discovery, elasticache, s3, dynamodb, efs, backup, iam,
    sts, kms, secrets, ssm, route53, acm, logs, cloudwatch, sns, sqs, events,
    tagging,
  ]

  /// EC2 with its networks.
  public static let ec2 = AWSService("EC2", "ec2", .ec2Query, "2016-11-15")
  /// Application and network load balancers.
  public static let elb = AWSService(
    "Elastic Load Balancing v2", "elasticloadbalancing", .query, "2015-12-01")
  /// The web application firewall.
  public static let waf = AWSService("WAFV2", "wafv2", json("AWSWAF_20190729"), "2019-07-29")
  /// Containers.
  public static let ecs = AWSService(
    "ECS", "ecs", json("AmazonEC2ContainerServiceV20141113"), "2014-11-13")
  /// Application Auto Scaling.
  public static let autoscaling = AWSService(
    "Application Auto Scaling", "application-autoscaling", json("AnyScaleFrontendService"),
    "2016-02-06")
  /// The registry of images.
  public static let ecr = AWSService(
    "ECR", "api.ecr", signing: "ecr", json("AmazonEC2ContainerRegistry_V20150921"), "2015-09-21")
  /// Cloud Map.
  public static let discovery = AWSService(
    "ServiceDiscovery", "servicediscovery", json("Route53AutoNaming_v20170314"), "2017-03-14")
  /// Redis and its kind.
  public static let elasticache = AWSService("ElastiCache", "elasticache", .query, "2015-02-02")
  /// Buckets and objects.
  public static let s3 = AWSService(
    "S3", "s3", .restXML(namespace: "http://s3.amazonaws.com/doc/2006-03-01/"), "2006-03-01")
  /// Tables.
  public static let dynamodb = AWSService(
    "DynamoDB", "dynamodb", json("DynamoDB_20120810", version: "1.0"), "2012-08-10")
  /// File systems.
  public static let efs = AWSService(
    "EFS", "elasticfilesystem", .restJSON, "2015-02-01", variable: "EFS")
  /// Backups.
  public static let backup = AWSService("Backup", "backup", .restJSON, "2018-11-15")
  /// Identities.
  public static let iam = AWSService("IAM", "iam", .query, "2010-05-08", isGlobal: true)
  /// Temporary credentials.
  public static let sts = AWSService("STS", "sts", .query, "2011-06-15")
  /// Keys.
  public static let kms = AWSService("KMS", "kms", json("TrentService"), "2014-11-01")
  /// Secrets.
  public static let secrets = AWSService(
    "Secrets Manager", "secretsmanager", json("secretsmanager"), "2017-10-17")
  /// Parameters.
  public static let ssm = AWSService("SSM", "ssm", json("AmazonSSM"), "2014-11-06")
  /// The DNS.
  public static let route53 = AWSService(
    "Route 53", "route53",
    .restXML(namespace: "https://route53.amazonaws.com/doc/2013-04-01/"), "2013-04-01",
    isGlobal: true)
  /// Certificates.
  public static let acm = AWSService("ACM", "acm", json("CertificateManager"), "2015-12-08")
  /// Logs.
  public static let logs = AWSService(
    "CloudWatch Logs", "logs", json("Logs_20140328"), "2014-03-28")
  /// Metrics and alarms.
  public static let cloudwatch = AWSService("CloudWatch", "monitoring", .query, "2010-08-01")
  /// Topics.
  public static let sns = AWSService("SNS", "sns", .query, "2010-03-31")
  /// Queues.
  public static let sqs = AWSService(
    "SQS", "sqs", json("AmazonSQS", version: "1.0"), "2012-11-05")
  /// Events and their rules.
  public static let events = AWSService("EventBridge", "events", json("AWSEvents"), "2015-10-07")

  /// The tags of the other services' objects.
  public static let tagging = AWSService(
    "Resource Groups Tagging API", "tagging", json("ResourceGroupsTaggingAPI_20170126"),
    "2017-01-26")

  private static func json(_ target: String, version: String = "1.1") -> AWSProtocol {
    .json(version: version, target: target)
  }
}
