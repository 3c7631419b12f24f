import AWS
import AWSClient
import Foundation
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider
@testable import InfraCommand

@Suite("A state that is lost", .enabled(if: Moto.isWanted), .serialized)
struct RebuildTests {
  @Test("is put together from the tags, what bears none from what it connects, and nothing differs")
  func networks() async throws {
    let moto = try await Moto.own()
    try await Project.run(moto.variables, { NetworkStack($0, prefix: "lost") }) { project in
      #expect(await project.infra("apply dev --yes").code == .done)
      let before = await project.infra("state list dev")
      for ending in ["state", "history"] {
        try FileManager.default.removeItem(atPath: project.folder + "/state/dev.\(ending)")
      }
      let rebuilt = await project.infra("state rebuild dev --yes")
      #expect(rebuilt.code == .done, "\(rebuilt)")
      #expect(rebuilt.out.contains("aws_subnet.a  by its labels\n"), "\(rebuilt)")
      #expect(rebuilt.out.contains("aws_route.out  found by what others know of it\n"))
      #expect(await project.infra("state list dev").out == before.out, "\(rebuilt)")
      let plan = await project.infra("plan dev --refresh --detailed-exitcode")
      #expect(plan.code == .done, "\(plan)")
      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
    }
  }

  @Test("is put together for an environment that nothing declares, so that it can be destroyed")
  func undeclared() async throws {
    let moto = try await Moto.own()
    try await Project.run(moto.variables, { NetworkStack($0, prefix: "bare") }) { project in
      #expect(await project.infra("apply dev --yes").code == .done)
      let provider = AWSProvider(try moto.client(region: "eu-central-1"))
      let owned = try await provider.owned(by: "dev")
      let addresses = owned.map(\.address.text)
      for address in [
        "aws_vpc.main", "aws_subnet.a", "aws_nat_gateway.out", "aws_eip.out",
        "aws_vpc_security_group_ingress_rule.http", "aws_iam_role.task", "aws_iam_policy.read",
        "aws_iam_openid_connect_provider.github", "aws_kms_key.data",
      ] {
        #expect(addresses.contains(address), "\(addresses)")
      }
      #expect(Set(owned.map(\.instance)).count == owned.count)
      let subnet = try #require(owned.first { $0.address.text == "aws_subnet.a" })
      #expect(subnet.observation.arguments["cidr_block"] == "10.0.1.0/24")
      #expect(subnet.observation.attributes["id"]?.string?.hasPrefix("subnet-") == true)
      #expect(try await provider.owned(by: "other") == [])
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }

  @Test("is looked for by every form of a resource name that an id can be taken from")
  func names() throws {
    let keys = { (name: String) throws in
      let mark = OwnershipMarks.Mark(
        address: try #require(Address(parsing: "aws_vpc.a")), instance: InstanceID("i"), name: name)
      return OwnedResources.keys(mark).compactMap { key in
        if case .id(let id) = key { id } else { nil }
      }
    }
    let cases = [
      ("arn:aws:ec2:r:1:vpc/vpc-1", "vpc-1"), ("arn:aws:s3:::assets", "assets"),
      ("arn:aws:ecs:r:1:service/c/web", "arn:aws:ecs:r:1:service/c/web"),
      ("arn:aws:ecs:r:1:service/c/web", "c/web"), ("arn:aws:ecs:r:1:task-definition/web:3", "web"),
      ("arn:aws:logs:r:1:log-group:/app/logs:*", "/app/logs"),
      ("arn:aws:kms:r:1:key/1-2", "1-2"), ("task", "task"),
      ("arn:aws:elasticache:r:1:replicationgroup:cache", "cache"),
    ]
    for (name, id) in cases {
      let found = try keys(name)
      #expect(found.contains(id), "\(name): \(found)")
    }
  }
}
