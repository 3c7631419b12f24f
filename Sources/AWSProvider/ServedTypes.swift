/// Every resource type that the provider knows, one line each, by group.
enum ServedTypes {
  static let list: [AWSType] =
    network + balancing + identity + secrets + storage + messaging + logs + names
    + compute + scaling + images + discovery + cache + files + backup + monitoring + events

  static let network: [AWSType] = [
    .vpc, .subnet, .internetGateway, .eip, .natGateway, .routeTable, .route,
    .routeTableAssociation, .securityGroup, .ingressRule, .egressRule, .vpcEndpoint,
  ]
  static let balancing: [AWSType] = [
    .loadBalancer, .targetGroup, .listener, .listenerRule, .webACL, .webACLAssociation,
  ]
  static let identity: [AWSType] = [
    .role, .policy, .rolePolicy, .rolePolicyAttachment, .openIDConnectProvider,
  ]
  static let secrets: [AWSType] = [.key, .keyAlias, .secret, .secretVersion, .parameter]
  static let storage: [AWSType] = [
    .bucket, .bucketVersioning, .bucketEncryption, .bucketAccessBlock, .bucketPolicy,
    .bucketLifecycle, .bucketReplication, .table,
  ]
  static let messaging: [AWSType] = [.queue, .snsTopic, .topicPolicy, .topicSubscription]
  static let logs: [AWSType] = [.logGroup]
  static let compute: [AWSType] = [.cluster, .taskDefinition, .service]
  static let scaling: [AWSType] = [.scalableTarget, .scalingPolicy]
  static let images: [AWSType] = [.imageRepository, .imageRules]
  static let discovery: [AWSType] = [.privateNamespace, .discoveryService]
  static let cache: [AWSType] = [.cacheSubnetGroup, .cacheParameterGroup, .replicationGroup]
  static let files: [AWSType] = [.fileSystem, .mountTarget, .accessPoint]
  static let backup: [AWSType] = [.backupVault, .backupPlan, .backupSelection]
  static let names: [AWSType] = [
    .zone, .record, .dnsHealthCheck, .acmCertificate, .certificateValidation,
  ]
  static let monitoring: [AWSType] = [.metricAlarm, .dashboard]
  static let events: [AWSType] = [.eventRule, .eventTarget]

  static let all = Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
}
