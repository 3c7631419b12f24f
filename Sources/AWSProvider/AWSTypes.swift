/// Every resource type that the provider knows, one line each, by group.
enum AWSTypes {
  static let list: [AWSType] = network + identity + storage + messaging + logs + names

  static let network: [AWSType] = [.vpc, .subnet, .securityGroup]
  static let identity: [AWSType] = [.role]
  static let storage: [AWSType] = [.bucket]
  static let messaging: [AWSType] = [.queue]
  static let logs: [AWSType] = [.logGroup]
  static let names: [AWSType] = [.zone]

  static let all = Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
}
