import AWS
import AWSClient
import Foundation
import InfraDSL
import InfraModel
import InfraState
import Testing

@testable import AWSProvider
@testable import InfraCommand

@Suite("Caches, tables, files and backups", .enabled(if: Moto.isWanted), .serialized)
struct DataTests {
  private static let starting = Task { try await RecordedServices.start() }

  @Test("of an environment are made, changed where they are and taken away, however slow AWS is")
  func life() async throws {
    let services = try await Self.starting.value
    try await services.slow(1)
    try await Project.run(services.variables, { DataStack($0, prefix: "slow") }) { project in
      let made = try await done(project, "apply dev --yes --json")
      #expect(made.out.contains("waiting for the replication group, creating"), "\(made)")
      try await done(project, "plan dev --detailed-exitcode")
      try await done(project, "plan dev --refresh --detailed-exitcode")
      let changed = try await done(project, "apply dev --yes --set version=two")
      #expect(changed.err.contains("9 updated"), "\(changed)")
      #expect(!changed.err.contains("replaced"), "\(changed)")
      try await done(project, "plan dev --refresh --detailed-exitcode --set version=two")
      try await done(project, "destroy dev --yes")
    }
    try await services.slow(0)
    #expect(try await services.left() == [])
  }

  @Test(
    "are made once although an answer is lost",
    arguments: [
      "CreateCacheSubnetGroup", "CreateCacheParameterGroup", "ModifyCacheParameterGroup",
      "CreateReplicationGroup", "CreateTable", "UpdateTimeToLive", "CreateFileSystem",
      "CreateMountTarget", "CreateAccessPoint", "CreateBackupVault", "CreateBackupPlan",
      "CreateBackupSelection",
    ])
  func lostCreation(_ operation: String) async throws {
    try await loses(operation, then: "apply dev --yes")
  }

  @Test(
    "are changed as declared although an answer is lost",
    arguments: [
      "ModifyCacheSubnetGroup", "ResetCacheParameterGroup", "IncreaseReplicaCount",
      "ModifyReplicationGroup", "UpdateTable", "UpdateContinuousBackups", "UpdateFileSystem",
      "PutLifecycleConfiguration", "ModifyMountTargetSecurityGroups", "UpdateBackupPlan",
    ])
  func lostChange(_ operation: String) async throws {
    try await loses(operation, then: "apply dev --yes --set version=two")
  }

  @Test(
    "are gone although an answer is lost",
    arguments: [
      "DeleteCacheSubnetGroup", "DeleteCacheParameterGroup", "DeleteReplicationGroup",
      "DeleteTable", "DeleteFileSystem", "DeleteMountTarget", "DeleteAccessPoint",
      "DeleteBackupVault", "DeleteBackupPlan", "DeleteBackupSelection",
    ])
  func lostDeletion(_ operation: String) async throws {
    try await loses(operation, then: "destroy dev --yes")
  }

  /// Loses the answer to an operation of a command on an environment of everything; the command,
  /// or the next run of it, ends well, and nothing is left in the end.
  private func loses(_ operation: String, then line: String) async throws {
    let services = try await Self.starting.value
    try await Project.run(services.variables, { DataStack($0, prefix: "lost") }) { project in
      if line != "apply dev --yes" { try await done(project, "apply dev --yes") }
      _ = try await services.requests()
      try await services.lose(operation)
      if await project.infra(line).code != .done { try await done(project, line) }
      let asked = try await services.requests().map(\.operation)
      #expect(asked.contains(operation), "\(asked)")
      if !line.hasPrefix("destroy") {
        let flags = line.hasSuffix("two") ? " --set version=two" : ""
        try await done(project, "plan dev --refresh --detailed-exitcode" + flags)
        try await done(project, "destroy dev --yes")
      }
    }
    #expect(try await services.left() == [], "after \(operation)")
  }

  @Test("keep no password of a cache, and take a new one when its source has another")
  func password() async throws {
    let services = try await Self.starting.value
    let (old, new) = ("an-old-password-of-16", "a-new-password-of-16")
    let variables = services.variables.merging(["CACHE_PASSWORD": old]) { $1 }
    let change = try #require(DataChange.all.first { $0.argument == "auth_token" })
    try await Project.run(variables, { change.environment($0) }) { project in
      var said = try await done(project, "apply dev --yes").description
      said += try await done(project, "plan dev --refresh --detailed-exitcode").description
      let later = Project(
        folder: project.folder,
        variables: project.variables.merging(["CACHE_PASSWORD": new]) { $1 },
        catalogue: project.catalogue)
      _ = try await services.requests()
      let changed = try await done(later, "apply dev --yes")
      #expect(changed.err.contains("1 updated"), "\(changed)")
      let given = try await services.requests().filter { $0.operation == "ModifyReplicationGroup" }
      #expect(given.count == 1)
      #expect(given.first?.given["AuthToken"] == "secret")
      #expect(given.first?.given["AuthTokenUpdateStrategy"] == "ROTATE")
      said += changed.description
      said += try await done(later, "plan dev --refresh --detailed-exitcode").description
      for file in try files(in: project.folder) + [said] {
        #expect(!file.contains(old) && !file.contains(new))
      }
      try await done(later, "destroy dev --yes")
    }
  }

  @Test("are taken over by Terraform's import id, with nothing to change then")
  func imports() async throws {
    let services = try await Self.starting.value
    try await Project.run(services.variables, { DataStack($0, prefix: "taken") }) { project in
      try await done(project, "apply dev --yes")
      let state = try await StateStore(project.folder + "/state").load("dev")
      let types = (ServedTypes.cache + ServedTypes.files + ServedTypes.backup).map(\.name)
      for resource in state.resources
      where types.contains(resource.address.type) || resource.address.type == "aws_dynamodb_table" {
        let schema = try #require(TypeTests.schemas[resource.address.type])
        let values = schema.terraformValues(
          arguments: resource.arguments, attributes: resource.attributes)
        let id = try #require(schema.terraformIdentity.text(values))
        try await done(project, "state rm dev \(resource.address.text) --yes")
        let taken = try await done(project, "import dev \(resource.address.text) \(id) --yes")
        #expect(taken.err.contains("1 imported"), "\(taken)")
      }
      // What hangs on what was out of the state is known by its address again.
      let known = try await done(project, "apply dev --yes")
      #expect(!known.err.contains("updated"), "\(known)")
      try await done(project, "plan dev --refresh --detailed-exitcode")
      try await done(project, "destroy dev --yes")
    }
    #expect(try await services.left() == [])
  }

  @Test("of a vault: backups in it keep it, unless it is declared that they go with it")
  func vault() async throws {
    let services = try await Self.starting.value
    let change = try #require(DataChange.all.first { $0.argument == "force_destroy" })
    let client = try AWSClient(
      region: "eu-central-1", world: .system(variables: services.variables))
    try await Project.run(services.variables, { change.environment($0) }) { project in
      try await done(project, "apply dev --yes")
      for _ in 0..<3 {
        _ = try await client.send(
          AWSCall(
            .backup, "StartBackupJob", .put, "/backup-jobs",
            [
              "BackupVaultName": .string(change.prefix), "ResourceArn": "arn:aws:s3:::b",
              "IamRoleArn": "arn:aws:iam::123456789012:role/r",
            ], body: .input))
      }
      let kept = await project.infra("destroy dev --yes")
      #expect(kept.code == .failed, "\(kept)")
      #expect(kept.err.contains("contains recovery points"), "\(kept)")
      try await done(project, "apply dev --yes --set version=two")
      try await done(project, "destroy dev --yes")
    }
    #expect(try await services.left() == [])
  }

  @Test("of a cache are made and read on moto, which cannot change them or take them away")
  func cacheOnMoto() async throws {
    let moto = try await Moto.server()
    try await Project.run(moto.variables, { MotoCache($0) }) { project in
      try await done(project, "apply dev --yes")
      // The port is said in the second version, and is the one that AWS has chosen.
      for version in ["one", "two"] {
        try await done(project, "plan dev --detailed-exitcode --set version=\(version)")
        try await done(project, "plan dev --refresh --detailed-exitcode --set version=\(version)")
      }
    }
  }

  /// What moto tells of a cache: it makes no nodes, which alone know the rest.
  private struct MotoCache: Environment {
    let name = "dev"
    let project = "sample"
    let isWhole: Bool

    init(_ inputs: Inputs) {
      isWhole = inputs.text("version", default: "one", "the version that runs") == "two"
    }

    var platform: any Platform { AWSRegion("eu-central-1") }

    var body: [Declaration] {
      DataChange.inNetwork { subnets, _ in
        [
          .resource(
            AWSElastiCacheSubnetGroup(
              "inner", name: "on-moto", subnets: subnets, tags: ["a": "b"])),
          .resource(
            AWSElastiCacheReplicationGroup(
              "cache", replicationGroupID: "on-moto", description: "a cache",
              nodeType: "cache.t4g.small", port: isWhole ? 6379 : nil, isEncryptedAtRest: true,
              isEncryptedInTransit: true, snapshotRetention: .days(7), tags: ["a": "b"])),
        ]
      }
    }
  }

  @Test("that have another's name are refused with the command that takes them over")
  func strangers() async throws {
    let services = try await Self.starting.value
    let change = try #require(DataChange.all.first { $0.argument == "read_capacity" })
    let client = try AWSClient(
      region: "eu-central-1", world: .system(variables: services.variables))
    let name = "table-\(change.prefix)"
    _ = try await client.send(
      AWSCall(
        .dynamodb, "CreateTable",
        [
          "TableName": .string(name), "BillingMode": "PAY_PER_REQUEST",
          "KeySchema": [["AttributeName": "a", "KeyType": "HASH"]],
          "AttributeDefinitions": [["AttributeName": "a", "AttributeType": "S"]],
        ]))
    try await Project.run(services.variables, { change.environment($0) }) { project in
      let refused = await project.infra("apply dev --yes")
      #expect(refused.code == .failed, "\(refused)")
      #expect(refused.err.contains("There is a table \"\(name)\" already"), "\(refused)")
      #expect(
        refused.err.contains("infra import dev aws_dynamodb_table.t \(name)"), "\(refused)")
    }
    _ = try await client.send(AWSCall(.dynamodb, "DeleteTable", ["TableName": .string(name)]))
  }

  /// What stands in the files of a folder.
  private func files(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).compactMap { path in
      FileManager.default.contents(atPath: folder + "/" + path)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @discardableResult
  private func done(_ project: Project, _ line: String) async throws -> Project.Outcome {
    let outcome = await project.infra(line)
    try #require(outcome.code == .done, "\(line): \(outcome)")
    return outcome
  }
}
