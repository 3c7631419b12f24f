import AWS
import InfraDSL
import InfraModel

extension AWSECS {
  /// A replication group of ElastiCache, with a node in another zone for each further copy.
  public func expand(_ cache: Cache, _ context: inout ExpansionContext) -> Expansion {
    report(cache, &context)
    let location = cache.declaration.handle.location
    let (file, line) = (location.file, location.line)
    let name = context.qualified(cache.service.key)
    let groupName = Value(CacheGroupName(name.lowercased()))
    let door = AWSSecurityGroup(
      "cache", name: Value(SecurityGroupName("\(name)-cache")),
      description: Value("The cache \(cache.service.key)"), vpc: foundation.network.vpc.id,
      tags: ["Name": Value("\(name)-cache")], file: file, line: line)
    let rules = cache.service.networks.map { network in
      AWSVPCSecurityGroupIngressRule(
        "from-\(network.key)-6379", securityGroup: door.id, .tcp(6_379),
        from: .group(network.attribute("group")),
        description: Value("The network \(network.key)"), file: file, line: line)
    }
    let subnets = AWSElastiCacheSubnetGroup(
      "cache", name: groupName, description: Value("The cache \(cache.service.key)"),
      subnets: foundation.network.privateSubnets, file: file, line: line)
    let parameters = AWSElastiCacheParameterGroup(
      "cache", name: groupName,
      family: Value(CacheFamily("redis\(cache.engine.version.prefix { $0 != "." })")),
      description: Value("The cache \(cache.service.key)"),
      parameters: ["maxmemory-policy": Value(cache.engine.evictionPolicy)], file: file,
      line: line)
    let hasCopies = cache.copies > 1
    let group = AWSElastiCacheReplicationGroup(
      "cache",
      replicationGroupID: Value(ReplicationGroupID(FittedName.of(name.lowercased(), 40))),
      description: Value("The cache \(cache.service.key)"), engine: .redis,
      engineVersion: Value(EngineVersion(cache.engine.version)),
      nodeType: Value(CacheNodeType(CacheNode.holding(cache.memory)?.type ?? "cache.t4g.micro")),
      nodes: Value(cache.copies), hasFailover: hasCopies, isMultiAZ: hasCopies, port: 6_379,
      parameterGroup: parameters.groupName, subnetGroup: subnets.groupName,
      securityGroups: [door.id], isEncryptedAtRest: true, kmsKey: foundation.key.arn,
      isEncryptedInTransit: true, transitMode: .required, password: cache.password,
      snapshotRetention: cache.isRetained ? .days(7) : nil, appliesImmediately: true,
      notifications: nil, file: file, line: line)
    let declarations: [Declaration] =
      [.resource(door)] + rules.map { .resource($0) } + [
        .resource(subnets), .resource(parameters), .resource(group),
      ] + alarms(group, name, cache).map { .resource($0) }
    return Expansion(
      declarations: declarations,
      attributes: [
        "host": .attribute(group.declaration.handle, "primary_endpoint_address"),
        "replicas": .datum("none"),
      ], anchors: [group])
  }

  private func alarms(
    _ group: AWSElastiCacheReplicationGroup, _ name: String, _ cache: Cache
  ) -> [AWSCloudWatchMetricAlarm] {
    let location = cache.declaration.handle.location
    return [("cpu", "EngineCPUUtilization"), ("memory", "DatabaseMemoryUsagePercentage")].map {
      key, metric in
      AWSCloudWatchMetricAlarm(
        key, name: Value(AlarmName("\(name)-\(key)")), comparison: .above, threshold: 90,
        periods: 5, metric: Value(metric), namespace: "AWS/ElastiCache",
        dimensions: ["ReplicationGroupId": "\(group.groupID)"], statistic: .average,
        period: .minutes(1), missingData: .fine,
        description: Value("The cache \(cache.service.key) has used more than 90 % for 5 min."),
        alarmActions: [.topic(foundation.alarmTopic)], okActions: [.topic(foundation.alarmTopic)],
        file: location.file, line: location.line)
    }
  }

  private func report(_ cache: Cache, _ context: inout ExpansionContext) {
    let refuse = { (context: inout ExpansionContext, detail: String, hint: String) in
      context.report(
        Diagnostic(
          "Not to be had on AWS ECS", "Cache \"\(cache.service.key)\" \(detail).",
          at: cache.declaration.handle.location, hints: [hint]))
    }
    if !cache.isEncrypted {
      refuse(
        &context, "has a password and no TLS, and ElastiCache takes passwords over TLS alone",
        "set encrypted: true")
    }
    if CacheNode.holding(cache.memory) == nil {
      refuse(
        &context, "is larger than the largest node known here", "set maxMemory to 150 GiB or less")
    }
  }
}

/// A kind of ElastiCache's machines.
struct CacheNode {
  let type: String
  let gibibytes: Double

  /// The kinds by what they have for data, from ElastiCache's table of parameters by node type
  /// (`maxmemory`), rounded down.
  private static let known = [
    CacheNode(type: "cache.t4g.micro", gibibytes: 0.5),
    CacheNode(type: "cache.t4g.small", gibibytes: 1.37),
    CacheNode(type: "cache.t4g.medium", gibibytes: 3.09),
    CacheNode(type: "cache.r7g.large", gibibytes: 13.07),
    CacheNode(type: "cache.r7g.xlarge", gibibytes: 26.32),
    CacheNode(type: "cache.r7g.2xlarge", gibibytes: 52.82),
    CacheNode(type: "cache.r7g.4xlarge", gibibytes: 105.81),
    CacheNode(type: "cache.r7g.8xlarge", gibibytes: 209.55),
  ]

  /// The smallest that holds so much and the quarter that ElastiCache keeps for its own work.
  static func holding(_ memory: ByteCount) -> CacheNode? {
    let needed = Double(memory.bytes) / Double(1 << 30) / 0.75
    return known.first { $0.gibibytes >= needed }
  }
}
