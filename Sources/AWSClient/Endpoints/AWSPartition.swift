/// A part of AWS with accounts and names of its own.
public struct AWSPartition: Hashable, Sendable {
  /// Its name in Amazon resource names, as `aws`.
  public let name: String
  /// What its hosts' names end with.
  public let suffix: String
  /// The region that signatures for IAM name.
  let identityRegion: String
  /// The region that signatures for Route 53 name.
  let namesRegion: String

  /// The partition of a region, by the region's name.
  public static func of(region: String) -> AWSPartition {
    if region.hasPrefix("cn-") {
      return AWSPartition(
        name: "aws-cn", suffix: "amazonaws.com.cn", identityRegion: "cn-north-1",
        namesRegion: "cn-northwest-1")
    }
    if region.hasPrefix("us-gov-") {
      return AWSPartition(
        name: "aws-us-gov", suffix: "amazonaws.com", identityRegion: "us-gov-west-1",
        namesRegion: "us-gov-west-1")
    }
    return AWSPartition(
      name: "aws", suffix: "amazonaws.com", identityRegion: "us-east-1", namesRegion: "us-east-1")
  }

  /// The region in which what belongs to no region is listed.
  public var globalRegion: String { identityRegion }

  /// The host of a service and the region that its signatures name.
  func host(of service: AWSService, region: String) -> (host: String, signing: String) {
    switch service {
    case .iam where name == "aws-cn": ("iam.cn-north-1.amazonaws.com.cn", identityRegion)
    case .iam where name == "aws-us-gov": ("iam.us-gov.amazonaws.com", identityRegion)
    case .iam: ("iam.amazonaws.com", identityRegion)
    case .route53 where name == "aws-us-gov": ("route53.us-gov.amazonaws.com", namesRegion)
    case .route53: ("route53.\(suffix)", namesRegion)
    default: ("\(service.endpoint).\(region).\(suffix)", region)
    }
  }
}
