import AWS
import InfraDSL
import InfraModel

/// An environment with every type of caches, tables, files and backups; its second version changes
/// what changes where it is.
struct DataStack: Environment {
  let name = "dev"
  let project = "sample"
  let prefix: String
  let isSecond: Bool

  init(_ inputs: Inputs, prefix: String) {
    self.prefix = prefix
    isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
  }

  var platform: any Platform { AWSRegion("eu-central-1", tags: ["team": "core"]) }
  var tags: Tags { ["version": isSecond ? "two" : "one"] }

  var body: [Declaration] {
    let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16")
    vpc
    let a = AWSSubnet("a", vpc: vpc.id, cidrBlock: "10.0.0.0/24", zone: "eu-central-1a")
    a
    let b = AWSSubnet("b", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: "eu-central-1b")
    b
    let inner = AWSSecurityGroup(
      "inner", name: Value(SecurityGroupName("\(prefix)-inner")), vpc: vpc.id)
    inner
    let other = AWSSecurityGroup(
      "other", name: Value(SecurityGroupName("\(prefix)-other")), vpc: vpc.id)
    other
    cache([a.id, b.id], isSecond ? [inner.id, other.id] : [inner.id])
    files([a.id, b.id], isSecond ? [inner.id, other.id] : [inner.id])
  }

  @DeclarationBuilder
  private func cache(_ subnets: [Value<SubnetID>], _ groups: [Value<SecurityGroupID>])
    -> [Declaration]
  {
    let inner = AWSElastiCacheSubnetGroup(
      "inner", name: Value(CacheGroupName("\(prefix)-inner")),
      description: isSecond ? "second" : "first",
      subnets: isSecond ? subnets : [subnets[0]], tags: tags)
    inner
    let settings = AWSElastiCacheParameterGroup(
      "settings", name: Value(CacheGroupName("\(prefix)-settings")), family: "redis7",
      parameters: isSecond
        ? ["maxmemory-policy": "noeviction", "timeout": "60"]
        : ["maxmemory-policy": "allkeys-lru", "tcp-keepalive": "120"], tags: tags)
    settings
    AWSElastiCacheReplicationGroup(
      "cache", replicationGroupID: Value(ReplicationGroupID("\(prefix)-cache")),
      description: isSecond ? "second" : "first", engineVersion: isSecond ? "7.1" : "7.0",
      nodeType: isSecond ? "cache.t4g.medium" : "cache.t4g.small", nodes: isSecond ? 3 : 1,
      hasFailover: isSecond, isMultiAZ: isSecond, parameterGroup: settings.groupName,
      subnetGroup: inner.groupName, securityGroups: groups, isEncryptedAtRest: true,
      isEncryptedInTransit: true, password: .environment("CACHE_PASSWORD"),
      passwordChange: isSecond ? .set : .rotate, snapshotRetention: .days(isSecond ? 7 : 1),
      maintenanceWindow: "sun:04:00-sun:05:00", appliesImmediately: true,
      logs: isSecond ? [.cloudWatch(.slow, to: "/cache/slow")] : [], tags: tags)
  }

  @DeclarationBuilder
  private func files(_ subnets: [Value<SubnetID>], _ groups: [Value<SecurityGroupID>])
    -> [Declaration]
  {
    let files = AWSEFSFileSystem(
      "files", isEncrypted: true, throughput: isSecond ? .elastic : .bursting,
      lifecycle: isSecond ? [.toInfrequentAccess(after: .days30), .backOnFirstAccess] : [],
      tags: tags)
    files
    AWSEFSMountTarget(
      "a", fileSystem: files.id, subnet: subnets[0], securityGroups: groups)
    AWSEFSMountTarget("b", fileSystem: files.id, subnet: subnets[1])
    AWSEFSAccessPoint(
      "data", fileSystem: files.id, user: .init(uid: 65_534, gid: 65_534),
      root: .init("/data", createdBy: .init(uid: 65_534, gid: 65_534)), tags: tags)
    let sessions = AWSDynamoDBTable(
      "sessions", name: Value(TableName("\(prefix)-sessions")), hashKey: "user", rangeKey: "at",
      attributes: isSecond
        ? ["user": .string, "at": .number, "mail": .string]
        : ["user": .string, "at": .number, "kind": .string],
      billing: isSecond ? .perRequest : .provisioned, readCapacity: isSecond ? nil : 5,
      writeCapacity: isSecond ? nil : 5,
      globalIndexes: isSecond
        ? [.init(name: "by-mail", hashKey: "mail", projection: .keys)]
        : [
          .init(
            name: "by-kind", hashKey: "kind", projection: .all, readCapacity: 2, writeCapacity: 2)
        ], timeToLive: .init(isSecond ? "gone" : "expires"), hasStream: true,
      streamView: isSecond ? .both : .keys,
      recovery: .init(isEnabled: isSecond), tags: tags)
    sessions
    backups([files.arn.ofAnyKind, sessions.arn.ofAnyKind])
  }

  @DeclarationBuilder
  private func backups(_ resources: [Value<AnyARN>]) -> [Declaration] {
    let vault = AWSBackupVault(
      "vault", name: Value(VaultName("\(prefix)-vault")), isDeletedWithBackups: isSecond,
      tags: tags)
    vault
    let daily = AWSBackupPlan(
      "daily", name: Value(PlanName("\(prefix)-daily")),
      rules: [
        .init(
          "daily", vault: vault.vaultName, schedule: .cron("0 \(isSecond ? 4 : 3) * * ? *"),
          lifecycle: .init(deleteAfter: .days(35)))
      ], tags: tags)
    daily
    let role = AWSIAMRole(
      "backup", name: Value(RoleName("\(prefix)-backup")),
      trust: .assumedBy(service: "backup.amazonaws.com"))
    role
    AWSBackupSelection(
      "all", plan: daily.id, role: role.arn, tagged: [.init("backup", is: "yes")])
  }
}
