import InfraModel

/// The regions that AWS had when this was written, for hints alone: AWS opens new ones, which work
/// as well. The table is botocore's of version 1.43.11.
enum AWSRegions {
  /// Those that every account may use.
  static let open: Set<String> = [
    "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1",
    "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2",
    "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
  ]

  /// Those that an account enables first.
  static let optIn: Set<String> = [
    "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4",
    "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2",
    "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1",
  ]

  /// Those of the partitions with accounts of their own.
  static let apart: Set<String> = [
    "cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1",
  ]

  /// What to say of a region that may be misspelt; nothing of one that is there.
  static func hints(_ region: String) -> [String] {
    let all = open.union(optIn).union(apart)
    if all.contains(region) { return [] }
    let guess = nearest(to: region, in: all).map { ": did you mean \($0)?" } ?? ""
    return ["no region \(region) is known here\(guess)"]
  }
}
