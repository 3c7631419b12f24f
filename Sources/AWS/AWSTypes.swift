import InfraModel

/// The schemas of all types of this room; a new type gets a line in its family's list.
public enum AWSTypes {
  /// The schemas in the order of their families.
  public static let schemas: [Schema] =
    network + identity + secrets + logs + storage + messaging + names

  private static let network = [
    AWSVPC.schema.schema, AWSSubnet.schema.schema, AWSRouteTable.schema.schema,
    AWSSecurityGroup.schema.schema,
  ]

  private static let identity = [
    AWSIAMRole.schema.schema, AWSIAMPolicy.schema.schema,
    AWSIAMOpenIDConnectProvider.schema.schema,
  ]

  private static let secrets = [AWSKMSKey.schema.schema]
  private static let logs = [AWSCloudWatchLogGroup.schema.schema]
  private static let storage = [AWSS3Bucket.schema.schema]
  private static let messaging = [AWSSQSQueue.schema.schema]
  private static let names = [AWSRoute53Zone.schema.schema]
}
