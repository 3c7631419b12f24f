import InfraModel

extension AWSTypes {
  /// The schemas of what runs, of what it keeps its data in, and of what watches it.
  static let services =
    compute + scaling + images + discovery + cache + tables + files + backup + records
    + monitoring + topics + events

  private static let compute = [
    AWSECSCluster.schema.schema, AWSECSTaskDefinition.schema.schema, AWSECSService.schema.schema,
  ]

  private static let scaling = [
    AWSAppAutoScalingTarget.schema.schema, AWSAppAutoScalingPolicy.schema.schema,
  ]

  private static let images = [
    AWSECRRepository.schema.schema, AWSECRLifecyclePolicy.schema.schema,
  ]

  private static let discovery = [
    AWSServiceDiscoveryPrivateDNSNamespace.schema.schema,
    AWSServiceDiscoveryService.schema.schema,
  ]

  private static let cache = [
    AWSElastiCacheSubnetGroup.schema.schema, AWSElastiCacheParameterGroup.schema.schema,
    AWSElastiCacheReplicationGroup.schema.schema,
  ]

  private static let tables = [AWSDynamoDBTable.schema.schema]

  private static let files = [
    AWSEFSFileSystem.schema.schema, AWSEFSMountTarget.schema.schema,
    AWSEFSAccessPoint.schema.schema,
  ]

  private static let backup = [
    AWSBackupVault.schema.schema, AWSBackupPlan.schema.schema, AWSBackupSelection.schema.schema,
  ]

  private static let records = [
    AWSRoute53Record.schema.schema, AWSRoute53HealthCheck.schema.schema,
    AWSACMCertificate.schema.schema, AWSACMCertificateValidation.schema.schema,
  ]

  private static let monitoring = [
    AWSCloudWatchMetricAlarm.schema.schema, AWSCloudWatchDashboard.schema.schema,
  ]

  private static let topics = [
    AWSSNSTopic.schema.schema, AWSSNSTopicSubscription.schema.schema,
    AWSSNSTopicPolicy.schema.schema,
  ]

  private static let events = [
    AWSCloudWatchEventRule.schema.schema, AWSCloudWatchEventTarget.schema.schema,
  ]
}
