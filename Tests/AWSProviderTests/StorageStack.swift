import AWS
import InfraDSL
import InfraModel

/// An environment with a bucket set in every respect, secrets and parameters.
struct StorageStack: Environment {
  let name = "dev"
  let project = "sample"
  let prefix: String
  let isSecond: Bool

  init(_ inputs: Inputs, prefix: String) {
    self.prefix = prefix
    isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
  }

  var platform: any Platform { AWSRegion("eu-central-1", tags: ["team": "core"]) }

  var body: [Declaration] {
    let assets = AWSS3Bucket("assets", bucket: Value(BucketName("\(prefix)-assets")))
    assets
    let copy = AWSS3Bucket("copy", bucket: Value(BucketName("\(prefix)-copy")))
    copy
    settings(assets, copy)
    secrets()
  }

  @DeclarationBuilder
  private func settings(_ assets: AWSS3Bucket, _ copy: AWSS3Bucket) -> [Declaration] {
    let versions = AWSS3BucketVersioning("assets", bucket: assets.bucketName, .enabled)
    versions
    let versionsOfCopy = AWSS3BucketVersioning("copy", bucket: copy.bucketName, .enabled)
    versionsOfCopy
    AWSS3BucketServerSideEncryption(
      "assets", bucket: assets.bucketName, isSecond ? .kms(bucketKey: true) : .s3)
    AWSS3BucketPublicAccessBlock("assets", bucket: assets.bucketName, restrictsPolicy: isSecond)
    AWSS3BucketPolicy(
      "assets", bucket: assets.bucketName,
      policy: PolicyDocument(
        .deny(
          isSecond ? "s3:*" : "s3:PutObject", on: "\(assets.arn)/*", by: [.everyone],
          when: [.bool("aws:SecureTransport", false)])))
    AWSS3BucketLifecycle(
      "assets", bucket: assets.bucketName,
      rules: [
        LifecycleRule("all", unfinishedUploads: .days(isSecond ? 3 : 7)),
        LifecycleRule(
          "logs", filter: ObjectFilter(prefix: "logs/"), expiration: .after(.days(365)),
          transitions: [.init(after: .days(30), to: .standardInfrequent)],
          oldVersions: .init(after: .days(30))),
        LifecycleRule(
          "both", filter: ObjectFilter(prefix: "tmp/", tags: ["a": "b"]),
          expiration: .after(.days(1))),
      ]
    ).dependsOn(versions)
    let copier = AWSIAMRole(
      "copier", name: Value(RoleName("\(prefix)-copier")),
      trust: .assumedBy(service: "s3.amazonaws.com"))
    copier
    AWSS3BucketReplication(
      "assets", bucket: assets.bucketName, role: copier.arn,
      rules: [
        ReplicationRule(
          // Moto tells of every rule that it is for all objects and leaves deletions out.
          "all", priority: isSecond ? 2 : 1, to: .init(copy.arn, storageClass: .standardInfrequent),
          copiesDeletions: false)
      ]
    ).dependsOn(versions, versionsOfCopy)
  }

  @DeclarationBuilder private func secrets() -> [Declaration] {
    let tags: Tags = ["version": isSecond ? "two" : "one"]
    let pager = AWSSecretsManagerSecret(
      "pager", name: Value(SecretName("\(prefix)/pager")),
      description: isSecond ? "the second" : "the first",
      policy: PolicyDocument(
        .allow(
          "secretsmanager:GetSecretValue", on: "*", by: [.account("123456789012")],
          when: [.equals("aws:PrincipalTag/team", isSecond ? "edge" : "core")])),
      recoveryWindow: RecoveryWindow.none, tags: tags)
    pager
    AWSSecretsManagerSecretVersion(
      "pager", secret: pager.arn, content: .secret(.environment("PAGER_TOKEN")))
    AWSSSMParameter(
      "limit", name: Value(ParameterName("/\(prefix)/limit")), type: .string,
      text: isSecond ? "200" : "100", description: isSecond ? "the second" : nil, tags: tags)
    AWSSSMParameter(
      "token", name: Value(ParameterName("/\(prefix)/token")), type: .secret,
      secret: .secret(.environment("PAGER_TOKEN")), tags: tags)
  }
}
