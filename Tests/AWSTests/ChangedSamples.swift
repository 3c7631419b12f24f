import InfraDSL
import InfraModel

@testable import AWS

/// A resource before and after a change of its arguments.
struct ChangedSample: Sendable {
  let before: any Resource
  let after: any Resource

  init<R: Resource>(_ before: R, _ after: R) {
    self.before = before
    self.after = after
  }

  /// The change of a resource of `FullSamples`, by its type and key, to another one.
  init<R: Resource>(to after: R) {
    let all: [any Resource] = FullSamples.resources
    let full = all.first { $0 is R && $0.declaration.handle.key == after.declaration.handle.key }
    before = full ?? after
    self.after = after
  }

  var type: String { Self.schema(of: before).type }

  static func schema<R: Resource>(of resource: R) -> Schema { R.schema.schema }
}

/// For each type, changes that together change every argument. What cannot be given together
/// stands in samples of its own.
enum ChangedSamples {
  static let role: Value<ARN<AWSIAMRole>> = "arn:aws:iam::123456789012:role/first"
  static let otherRole: Value<ARN<AWSIAMRole>> = "arn:aws:iam::123456789012:role/second"
  static let key: Value<ARN<AWSKMSKey>> =
    "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  static let otherKey: Value<ARN<AWSKMSKey>> =
    "arn:aws:kms:us-east-1:123456789012:key/5678abcd-12ab-34cd-56ef-1234567890ab"
  static let topic: Value<ARN<AWSSNSTopic>> = "arn:aws:sns:us-east-1:123456789012:first"
  static let otherTopic: Value<ARN<AWSSNSTopic>> = "arn:aws:sns:us-east-1:123456789012:second"
  static let groups: [Value<SecurityGroupID>] = ["sg-0123456789abcdef0"]
  static let otherGroups: [Value<SecurityGroupID>] = ["sg-0123456789abcdef1"]
  static let subnets: [Value<SubnetID>] = ["subnet-0123456789abcdef0"]
  static let otherSubnets: [Value<SubnetID>] = [
    "subnet-0123456789abcdef0", "subnet-0123456789abcdef1",
  ]

  static let all =
    clusters + taskDefinitions + services + scaling + images + discovery + caches + tables + files
    + backups + records + certificates + alarms + topics + events + networks + routes + access
    + balancing + listeners + firewall + identities + secrets + logs + buckets + bucketRules
    + queues + zones + balancersOfKinds
}
