import InfraDSL
import InfraModel

@testable import AWS

extension ChangedSamples {
  static let caches = [
    ChangedSample(
      AWSElastiCacheSubnetGroup(
        "full", name: "first", description: "all of it", subnets: subnets,
        tags: ["team": "core"]),
      AWSElastiCacheSubnetGroup(
        "full", name: "second", description: "all", subnets: otherSubnets,
        tags: ["team": "other"])),
    ChangedSample(
      AWSElastiCacheParameterGroup(
        "full", name: "first", family: "redis7", description: "all of it",
        parameters: ["maxmemory-policy": "allkeys-lru"], tags: ["team": "core"]),
      AWSElastiCacheParameterGroup(
        "full", name: "second", family: "valkey8", description: "all",
        parameters: ["maxmemory-policy": "noeviction", "timeout": "60"],
        tags: ["team": "other"])),
    replicationGroup, shardedGroup, userGroup, earlierVersion,
  ]

  private static let replicationGroup = ChangedSample(
    AWSElastiCacheReplicationGroup(
      "full", replicationGroupID: "first", description: "all of it", engine: .redis,
      engineVersion: "7.0", nodeType: "cache.t4g.small", nodes: 2, clusterMode: .disabled,
      hasFailover: true, isMultiAZ: true, zones: ["us-east-1a", "us-east-1b"], port: 6_379,
      parameterGroup: "first", subnetGroup: "first", securityGroups: groups,
      isEncryptedAtRest: true, kmsKey: key, isEncryptedInTransit: true, transitMode: .preferred,
      password: .environment("CACHE_PASSWORD"), passwordChange: .rotate,
      snapshotRetention: .days(7), snapshotWindow: "03:00-04:00", restoredSnapshot: "old",
      finalSnapshot: "last", maintenanceWindow: "sun:04:00-sun:05:00", takesMinorVersions: true,
      appliesImmediately: true, notifications: topic,
      logs: [.cloudWatch(.slow, to: "/cache/slow", as: .json)], tags: ["team": "core"]),
    AWSElastiCacheReplicationGroup(
      "full", replicationGroupID: "second", description: "all", engine: .valkey,
      engineVersion: "7.1", nodeType: "cache.t4g.medium", nodes: 3, clusterMode: .compatible,
      hasFailover: true, isMultiAZ: false, zones: ["us-east-1b", "us-east-1a"], port: 6_380,
      parameterGroup: "second", subnetGroup: "second", securityGroups: otherGroups,
      isEncryptedAtRest: false, kmsKey: otherKey, isEncryptedInTransit: false,
      transitMode: .required, password: .environment("OTHER_PASSWORD"), passwordChange: .set,
      snapshotRetention: .days(8), snapshotWindow: "05:00-06:00", restoredSnapshot: "older",
      finalSnapshot: "final", maintenanceWindow: "mon:04:00-mon:05:00", takesMinorVersions: false,
      appliesImmediately: false, notifications: otherTopic,
      logs: [.cloudWatch(.engine, to: "/cache/engine", as: .text)], tags: ["team": "other"]))

  private static let shardedGroup = ChangedSample(
    AWSElastiCacheReplicationGroup(
      "full", description: "all", nodeType: "cache.t4g.small", shards: 2, replicasPerShard: 1,
      hasFailover: true),
    AWSElastiCacheReplicationGroup(
      "full", description: "all", nodeType: "cache.t4g.small", shards: 3, replicasPerShard: 2,
      hasFailover: true))

  private static let userGroup = ChangedSample(
    AWSElastiCacheReplicationGroup(
      "full", description: "all", nodeType: "cache.t4g.small", nodes: 2, hasFailover: false,
      isEncryptedInTransit: true, userGroups: ["first"]),
    AWSElastiCacheReplicationGroup(
      "full", description: "all", nodeType: "cache.t4g.small", nodes: 2, hasFailover: true,
      isEncryptedInTransit: true, userGroups: ["second"]))

  private static let earlierVersion = ChangedSample(
    AWSElastiCacheReplicationGroup(
      "full", description: "all", engine: .valkey, engineVersion: "7.2",
      nodeType: "cache.t4g.small", nodes: 1),
    AWSElastiCacheReplicationGroup(
      "full", description: "all", engine: .redis, engineVersion: "7.1",
      nodeType: "cache.t4g.small", nodes: 1))

  private static func byUser(or key: Value<String>) -> AWSDynamoDBTable {
    AWSDynamoDBTable(
      "full", hashKey: key, attributes: ["user": .string, "mail": .string],
      billing: .perRequest,
      globalIndexes: [
        .init(name: "by-user", hashKey: "user", projection: .keys),
        .init(name: "by-mail", hashKey: "mail", projection: .keys),
      ])
  }

  static let tables = [
    ChangedSample(
      AWSDynamoDBTable(
        "full", name: "first", hashKey: "user", rangeKey: "at",
        attributes: ["user": .string, "at": .number, "kind": .string], billing: .provisioned,
        readCapacity: 5, writeCapacity: 5,
        globalIndexes: [
          .init(
            name: "by-kind", hashKey: "kind", rangeKey: "at", projection: .some,
            included: ["text"], readCapacity: 5, writeCapacity: 5)
        ],
        localIndexes: [.init(name: "kinds", rangeKey: "kind", projection: .keys)],
        timeToLive: .init("expires"), hasStream: true, streamView: .keys, recovery: .init(),
        encryption: .init(key: key), storageClass: .standard, isProtected: false,
        replicas: [
          .init(in: "eu-west-1", hasRecovery: true, hasTags: true)
        ], tags: ["team": "core"]),
      AWSDynamoDBTable(
        "full", name: "second", hashKey: "user", rangeKey: "kind",
        attributes: ["user": .string, "at": .string, "kind": .string], billing: .perRequest,
        readCapacity: 6, writeCapacity: 6,
        globalIndexes: [
          .init(name: "by-at", hashKey: "at", projection: .all, readCapacity: 5, writeCapacity: 5)
        ],
        localIndexes: [
          .init(name: "others", rangeKey: "kind", projection: .some, included: ["text"])
        ],
        timeToLive: .init("gone"), hasStream: false, streamView: .both,
        recovery: .init(isEnabled: false), encryption: .init(isEnabled: false),
        storageClass: .infrequentAccess, isProtected: true, replicas: [.init(in: "eu-west-2")],
        tags: ["team": "other"])),
    ChangedSample(
      AWSDynamoDBTable(
        "full", hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        limits: .init(reads: 100, writes: 100)),
      AWSDynamoDBTable(
        "full", hashKey: "user", attributes: ["user": .string], billing: .perRequest,
        limits: .init(reads: 200, writes: 200))),
    ChangedSample(byUser(or: "user"), byUser(or: "mail")),
  ]

  static let files = [
    ChangedSample(
      AWSEFSFileSystem(
        "full", creationToken: "first", isEncrypted: true, kmsKey: key,
        performance: .generalPurpose, throughput: .provisioned, provisioned: 100,
        zone: "us-east-1a",
        lifecycle: [.toInfrequentAccess(after: .days30), .backOnFirstAccess],
        protection: .protected, tags: ["team": "core"]),
      AWSEFSFileSystem(
        "full", creationToken: "second", isEncrypted: true, kmsKey: otherKey, performance: .maxIO,
        throughput: .bursting, provisioned: 200, zone: "us-east-1b",
        lifecycle: [.toArchive(after: .days90)], protection: .overwritable,
        tags: ["team": "other"])),
    ChangedSample(
      AWSEFSFileSystem("full", isEncrypted: true), AWSEFSFileSystem("full", isEncrypted: false)),
    ChangedSample(
      AWSEFSMountTarget(
        "full", fileSystem: "fs-0123456789abcdef0", subnet: "subnet-0123456789abcdef0",
        address: "10.0.0.10", securityGroups: groups),
      AWSEFSMountTarget(
        "full", fileSystem: "fs-0123456789abcdef1", subnet: "subnet-0123456789abcdef1",
        address: "10.0.0.11", securityGroups: otherGroups)),
    ChangedSample(
      AWSEFSAccessPoint(
        "full", fileSystem: "fs-0123456789abcdef0",
        user: .init(uid: 65_534, gid: 65_534, groups: [10_001]),
        root: .init("/data", createdBy: .init(uid: 65_534, gid: 65_534)), tags: ["team": "core"]),
      AWSEFSAccessPoint(
        "full", fileSystem: "fs-0123456789abcdef1", user: .init(uid: 1, gid: 1),
        root: .init("/other"), tags: ["team": "other"])),
  ]

  static let backups = [
    ChangedSample(
      AWSBackupVault(
        "full", name: "first", kmsKey: key, isDeletedWithBackups: false, tags: ["team": "core"]),
      AWSBackupVault(
        "full", name: "second", kmsKey: otherKey, isDeletedWithBackups: true,
        tags: ["team": "other"])),
    ChangedSample(
      AWSBackupPlan(
        "full", name: "first",
        rules: [
          .init(
            "daily", vault: "first", schedule: .cron("0 3 * * ? *"), timeZone: "Europe/Berlin",
            startWindow: .hours(1), completionWindow: .hours(3), isContinuous: true,
            backupTags: ["by": "plan"],
            lifecycle: .init(coldAfter: .days(30), deleteAfter: .days(365), archivesAll: true),
            copies: [
              .init(
                to: "arn:aws:backup:eu-west-1:123456789012:backup-vault:standby",
                lifecycle: .init(deleteAfter: .days(35)))
            ])
        ],
        advanced: [.init(kind: "EC2", options: ["WindowsVSS": "enabled"])],
        tags: ["team": "core"]),
      AWSBackupPlan(
        "full", name: "second",
        rules: [.init("weekly", vault: "first", schedule: .rate(.days(7)))],
        advanced: [.init(kind: "EC2", options: ["WindowsVSS": "disabled"])],
        tags: ["team": "other"])),
    ChangedSample(
      AWSBackupSelection(
        "full", name: "first", plan: "1234abcd-12ab-34cd-56ef-1234567890ab", role: role,
        resources: ["arn:aws:dynamodb:*:*:table/*"], others: ["arn:aws:dynamodb:*:*:table/tmp*"],
        tagged: [.init("backup", is: "yes")], conditions: .init(equal: ["env": "prod"])),
      AWSBackupSelection(
        "full", name: "second", plan: "5678abcd-12ab-34cd-56ef-1234567890ab", role: otherRole,
        resources: ["*"], others: ["arn:aws:dynamodb:*:*:table/old*"],
        tagged: [.init("backup", is: "always")],
        conditions: .init(
          alike: ["env": "prod*"], different: ["a": "b"], unlike: ["c": "d*"]))),
  ]
}
