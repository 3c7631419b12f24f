import AWS
import AWSClient
import InfraDSL
import InfraModel
import Testing

@testable import InfraCommand

@Suite("An environment on AWS", .enabled(if: Moto.isWanted), .serialized)
struct LifeTests {
  @Test("is made, found unchanged, changed in place and anew, and taken away")
  func life() async throws {
    let moto = try await Moto.server()
    try await Project.run(moto.variables, { Stack($0, prefix: "life") }) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      #expect(made.err.contains("8 created"), "\(made)")
      try await isUnchanged(project, "")
      try await isUnchanged(project, "--refresh")

      let changed = await project.infra("apply dev --yes --set version=two")
      #expect(changed.code == .done, "\(changed)")
      #expect(changed.err.contains("8 updated"), "\(changed)")
      try await isUnchanged(project, "--refresh --set version=two")

      let replaced = await project.infra(
        "apply dev --yes --set version=two --set network=10.0.2.0/24")
      #expect(replaced.code == .done, "\(replaced)")
      #expect(replaced.err.contains("1 replaced"), "\(replaced)")
      try await isUnchanged(project, "--refresh --set version=two --set network=10.0.2.0/24")

      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
      try await isEmpty(try moto.client(region: "eu-central-1"), prefix: "life")
    }
  }

  @Test("of networks, identities and keys is made, changed and taken away in the order AWS needs")
  func networks() async throws {
    let moto = try await Moto.server()
    try await Project.run(moto.variables, { NetworkStack($0, prefix: "net") }) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      try await isUnchanged(project, "")
      try await isUnchanged(project, "--refresh")
      let changed = await project.infra("apply dev --yes --set version=two")
      #expect(changed.code == .done, "\(changed)")
      try await isUnchanged(project, "--refresh --set version=two")
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
      try await isEmpty(try moto.client(region: "eu-central-1"), prefix: "net")
    }
  }

  @Test("of balancers, their rules and a firewall is made, changed where it is and taken away")
  func edge() async throws {
    let moto = try await Moto.server()
    try await lives(moto.variables) { EdgeStack($0, prefix: "edge") }
  }

  @Test("of a bucket's settings, secrets and parameters is made, changed and taken away")
  func storage() async throws {
    let moto = try await Moto.server()
    let variables = moto.variables.merging(["PAGER_TOKEN": "a-token-of-a-test"]) { $1 }
    try await lives(variables) { StorageStack($0, prefix: "store") }
  }

  /// Whether an environment can be made, is as declared then, can be changed where it is, and
  /// leaves nothing in the state when it is taken away.
  func lives(
    _ variables: [String: String], _ make: @escaping @Sendable (Inputs) -> any Environment
  ) async throws {
    try await Project.run(variables, make) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      try await isUnchanged(project, "")
      try await isUnchanged(project, "--refresh")
      let changed = await project.infra("apply dev --yes --set version=two")
      #expect(changed.code == .done, "\(changed)")
      #expect(!changed.err.contains("replaced"), "\(changed)")
      try await isUnchanged(project, "--refresh --set version=two")
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
    }
  }

  func isUnchanged(_ project: Project, _ flags: String) async throws {
    let plan = await project.infra("plan dev --detailed-exitcode \(flags)")
    #expect(plan.code == .done, "\(flags): \(plan)")
  }

  /// Whether nothing is left of what bears a prefix, in its name or in a tag.
  private func isEmpty(_ client: AWSClient, prefix: String) async throws {
    // Other suites have objects there at the same time.
    let owned: Datum = ["Name": "tag:stack", "Value": [.string(prefix)]]
    for (operation, path) in [
      ("DescribeVpcs", "VpcSet"), ("DescribeSubnets", "SubnetSet"),
      ("DescribeSecurityGroups", "SecurityGroupInfo"),
    ] {
      let answer = try await client.send(AWSCall(.ec2, operation, ["Filter": [owned]]))
      #expect(answer[path].elements == [])
    }
    let roles = try await client.send(AWSCall(.iam, "ListRoles"))
    #expect(roles["Roles"].elements.filter { $0["RoleName"].string == "\(prefix)-task" } == [])
    let groups = try await client.send(
      AWSCall(.logs, "DescribeLogGroups", ["logGroupNamePrefix": .string("/\(prefix)/")]))
    #expect(groups["logGroups"].elements == [])
    let queues = try await client.send(
      AWSCall(.sqs, "ListQueues", ["QueueNamePrefix": .string("\(prefix)-")]))
    #expect(queues["QueueUrls"].elements == [])
    let buckets = try await client.send(AWSCall(.s3, "ListBuckets", .get, "/"))
    #expect(
      buckets["Buckets.Bucket"].elements.filter { $0["Name"].string == "\(prefix)-assets" } == [])
    let zones = try await client.send(
      AWSCall(.route53, "ListHostedZones", .get, "/2013-04-01/hostedzone"))
    #expect(
      zones["HostedZones.HostedZone"].elements
        .filter { $0["Name"].string == "\(prefix).example." } == [])
  }
}
