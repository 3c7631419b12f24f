/// Every resource type that the provider knows, one line each, by group.
enum ServedTypes {
  static let list: [AWSType] = network + identity + secrets + storage + messaging + logs + names

  static let network: [AWSType] = [
    .vpc, .subnet, .internetGateway, .eip, .natGateway, .routeTable, .route,
    .routeTableAssociation, .securityGroup, .ingressRule, .egressRule, .vpcEndpoint,
  ]
  static let identity: [AWSType] = [
    .role, .policy, .rolePolicy, .rolePolicyAttachment, .openIDConnectProvider,
  ]
  static let secrets: [AWSType] = [.key, .keyAlias]
  static let storage: [AWSType] = [.bucket]
  static let messaging: [AWSType] = [.queue]
  static let logs: [AWSType] = [.logGroup]
  static let names: [AWSType] = [.zone]

  static let all = Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
}
