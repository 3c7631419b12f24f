import InfraModel

/// The schemas of all types of this room; a new type gets a line in its family's list.
public enum AWSTypes {
  /// The schemas in the order of their families.
  public static let schemas: [Schema] =
    network + balancing + identity + secrets + logs + storage + messaging + names
    + services + dataSources

  private static let network = [
    AWSVPC.schema.schema,
    AWSSubnet.schema.schema,
    AWSInternetGateway.schema.schema,
    AWSEIP.schema.schema,
    AWSNATGateway.schema.schema,
    AWSRouteTable.schema.schema,
    AWSRoute.schema.schema,
    AWSRouteTableAssociation.schema.schema,
    AWSSecurityGroup.schema.schema,
    AWSVPCSecurityGroupIngressRule.schema.schema,
    AWSVPCSecurityGroupEgressRule.schema.schema,
    AWSVPCEndpoint.schema.schema,
  ]

  private static let balancing = [
    AWSLB.schema.schema,
    AWSLBTargetGroup.schema.schema,
    AWSLBListener.schema.schema,
    AWSLBListenerRule.schema.schema,
    AWSWAFv2WebACL.schema.schema,
    AWSWAFv2WebACLAssociation.schema.schema,
  ]

  private static let identity = [
    AWSIAMRole.schema.schema,
    AWSIAMPolicy.schema.schema,
    AWSIAMRolePolicy.schema.schema,
    AWSIAMRolePolicyAttachment.schema.schema,
    AWSIAMOpenIDConnectProvider.schema.schema,
  ]

  private static let secrets = [
    AWSKMSKey.schema.schema,
    AWSKMSAlias.schema.schema,
    AWSSecretsManagerSecret.schema.schema,
    AWSSecretsManagerSecretVersion.schema.schema,
    AWSSSMParameter.schema.schema,
  ]

  private static let logs = [
    AWSCloudWatchLogGroup.schema.schema
  ]

  private static let storage = [
    AWSS3Bucket.schema.schema,
    AWSS3BucketVersioning.schema.schema,
    AWSS3BucketServerSideEncryption.schema.schema,
    AWSS3BucketPublicAccessBlock.schema.schema,
    AWSS3BucketLifecycle.schema.schema,
    AWSS3BucketReplication.schema.schema,
    AWSS3BucketPolicy.schema.schema,
  ]

  private static let messaging = [
    AWSSQSQueue.schema.schema
  ]

  /// What is read and not made.
  public static let dataSources = [
    AWSAvailabilityZones.schema.schema, AWSCallerIdentity.schema.schema,
    AWSCurrentRegion.schema.schema, AWSAMI.schema.schema,
  ]

  private static let names = [
    AWSRoute53Zone.schema.schema
  ]
}
