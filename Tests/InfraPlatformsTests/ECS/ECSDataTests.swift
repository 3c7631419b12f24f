import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

@Suite("Data on ECS")
struct ECSDataTests {
  private static func cache(
    memory: ByteCount = .mebibytes(192), copies: Int = 2, encrypted: Bool = true, on net: Network
  ) -> Cache {
    Cache(
      Service("redis", image: .web, networks: [net], line: 8),
      engine: .redis("7.1", evicting: "allkeys-lru"), memory: memory, copies: copies,
      password: .generated("password"), encrypted: encrypted, retained: true)
  }

  @Test("a cache is a replication group, and the container of other platforms is not there")
  func cache() throws {
    let found = OnECS {
      let net = Network("net")
      net
      Volume("cached", of: .cache, retained: true)
      let cache = Self.cache(on: net)
      cache
      Service("client", image: .web, environment: ["HOST": cache.host])
    }
    #expect(found.problems.map(\.detail) == [])
    #expect(found.all("aws_ecs", in: "redis/") == [])
    #expect(found.all("", in: "cached/") == [])
    let group = found["redis/aws_elasticache_replication_group.cache"]
    #expect(group?["num_cache_clusters"] == 2)
    #expect(group?["automatic_failover_enabled"] == true)
    #expect(group?["multi_az_enabled"] == true)
    #expect(group?["transit_encryption_mode"] == "required")
    #expect(group?["node_type"] == "cache.t4g.micro")
    #expect(group?["snapshot_retention_limit"] == 7)
    #expect(group?["auth_token"].holdsSecret == true)
    let parameters = found["redis/aws_elasticache_parameter_group.cache"]
    #expect(parameters?["family"] == "redis7")
    let client = try #require(try found.containers("client")["client"])
    #expect(
      client["environment"][0]["value"]
        == "<redis/aws_elasticache_replication_group.cache.primary_endpoint_address>")
    #expect(
      found.all("aws_vpc_security_group_ingress_rule", in: "redis/") == [
        "redis/aws_vpc_security_group_ingress_rule.from-net-6379"
      ])
  }

  @Test("a cache with a password in the clear, or larger than any node, says both at once")
  func refused() {
    let found = OnECS {
      let net = Network("net")
      net
      Self.cache(memory: .gibibytes(900), encrypted: false, on: net)
    }
    #expect(
      found.problems.map(\.detail) == [
        "Cache \"redis\" has a password and no TLS, and ElastiCache takes passwords over TLS "
          + "alone.",
        "Cache \"redis\" is larger than the largest node known here.",
      ])
    #expect(found.problems.map { $0.location?.line } == [8, 8])
    #expect(found.problems.first?.hints == ["set encrypted: true"])
  }

  @Test("a node is the smallest that holds the data and a quarter more")
  func nodes() {
    #expect(CacheNode.holding(.mebibytes(384))?.type == "cache.t4g.micro")
    #expect(CacheNode.holding(.mebibytes(385))?.type == "cache.t4g.small")
    #expect(CacheNode.holding(.gibibytes(9))?.type == "cache.r7g.large")
    #expect(CacheNode.holding(.gibibytes(200)) == nil)
  }

  @Test("a volume is a file system in every zone, and each service that mounts it has its way in")
  func volume() throws {
    let found = OnECS {
      let data = Volume("data", retained: true)
      data
      Service("db", image: .web, volumes: [VolumeMount(data, at: "/var/data")])
    }
    #expect(found.problems.map(\.detail) == [])
    #expect(found.all("aws_efs_mount_target").count == 3)
    let files = found["data/aws_efs_file_system.volume"]
    #expect(files?.lifecycle.retainOnDelete == true)
    #expect(files?["encrypted"] == true)
    #expect(files?["tags"]["backup"] == "daily")
    let way = found["db/aws_efs_access_point.data"]
    #expect(way?["posix_user"][0]["uid"] == 101)
    #expect(way?["posix_user"][0]["gid"] == 102)
    #expect(way?["root_directory"][0]["creation_info"][0]["owner_uid"] == 101)
    let volumes = found["db/aws_ecs_task_definition.definition"]?["volume"].list ?? []
    let efs = volumes.first { $0["name"] == "data" }?["efs_volume_configuration"][0]
    #expect(efs?["transit_encryption"] == "ENABLED")
    #expect(efs?["authorization_config"][0]["iam"] == "ENABLED")
    let container = try #require(try found.containers("db")["db"])
    #expect(
      container["mountPoints"].list?.last
        == ["containerPath": "/var/data", "readOnly": false, "sourceVolume": "data"])
  }

  @Test("a volume that is not retained is not backed up")
  func unretained() {
    let found = OnECS { Volume("data") }
    #expect(found["data/aws_efs_file_system.volume"]?["tags"]["backup"].isNull == true)
    #expect(found["data/aws_efs_file_system.volume"]?.lifecycle.retainOnDelete == false)
  }
}
