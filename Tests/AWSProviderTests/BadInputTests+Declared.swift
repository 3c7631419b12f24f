import AWS
import AWSClient
import Foundation
import InfraDSL
import InfraModel
import Synchronization
import Testing

@testable import InfraCommand

extension BadInputTests {
  /// A network and subnets in it, more of them in the second version.
  private struct Subnets: Environment {
    let name = "dev"
    let project = "sample"
    var platform: any Platform { AWSRegion("eu-central-1") }
    let networks: [Value<CIDR>]
    var zone: Value<AvailabilityZone> = "eu-central-1a"
    var body: [Declaration] {
      let main = AWSVPC("main", cidrBlock: "10.0.0.0/16")
      main
      Output("vpc", main.id)
      for (index, network) in networks.enumerated() {
        AWSSubnet("subnet-\(index)", vpc: main.id, cidrBlock: network, zone: zone)
      }
    }
  }

  @Test(
    "a network that is none, and one that lies over another, are told before any request",
    arguments: [
      (["10.0.0.0/33"], "Invalid CIDR"), (["10.0.0.0/23", "10.0.1.0/24"], "Overlapping subnets"),
      (["10.7.0.0/24"], "Subnet outside of its VPC"),
    ])
  func networks(_ networks: [String], _ summary: String) async throws {
    let moto = try await Moto.server()
    let count = Mutex(0)
    let between = try Between(moto.endpoint) { _ in
      count.withLock { $0 += 1 }
      return .pass
    }
    defer { between.stop() }
    var variables = moto.variables
    variables["AWS_ENDPOINT_URL"] = between.endpoint
    try await Project.run(
      variables, { _ in Subnets(networks: networks.map { Value(CIDR($0)) }) }
    ) { project in
      for line in ["plan dev", "apply dev --yes", "validate dev"] {
        let outcome = await project.infra(line)
        #expect(outcome.code == .failed, "\(outcome)")
        #expect(outcome.err.contains("Error: \(summary)"), "\(outcome)")
        #expect(outcome.err.contains("BadInputTests+Declared.swift:"), "\(outcome)")
      }
    }
    #expect(count.withLock { $0 } == 0)
  }

  @Test("a zone that the region does not have is told with those that it has")
  func unknownZone() async throws {
    let moto = try await Moto.server()
    try await Project.run(
      moto.variables, { _ in Subnets(networks: ["10.0.0.0/24"], zone: "eu-central-1z") }
    ) { project in
      let outcome = await project.infra("apply dev --yes")
      #expect(outcome.code == .failed, "\(outcome)")
      let text = outcome.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains("create aws_subnet.subnet-0"), "\(text)")
      #expect(text.contains("eu-central-1z"), "\(text)")
      #expect(text.contains("eu-central-1a"), "\(text)")
      #expect(
        text.contains("aws ec2 describe-availability-zones --region eu-central-1"), "\(text)")
      #expect(text.contains("BadInputTests+Declared.swift:"), "\(text)")
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }

  @Test("what was deleted by other hands is told where something needs it, and what is made anew")
  func deletedDependency() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-central-1")
    try await Project.run(
      moto.variables,
      { inputs in
        let isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
        return Subnets(networks: isSecond ? ["10.0.0.0/24"] : [])
      }
    ) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      let vpc = await project.infra("output dev vpc").out.filter { !$0.isWhitespace }
      let planned = await project.infra("plan dev --set version=two")
      #expect(planned.code == .done, "\(planned)")
      _ = try await client.send(AWSCall(.ec2, "DeleteVpc", ["VpcId": .string(vpc)]))
      let failed = await project.infra("apply --yes")
      #expect(failed.code == .failed, "\(failed)")
      let text = failed.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains("What the subnet needs is gone: "), "\(text)")
      #expect(text.contains(vpc), "\(text)")
      #expect(text.contains("BadInputTests+Declared.swift:"), "\(text)")
      #expect(text.contains("infra plan dev --refresh infra apply"), "\(text)")
      let plan = await project.infra("plan dev --refresh --set version=two")
      #expect(plan.code == .done, "\(plan)")
      let again = await project.infra("apply --yes")
      #expect(again.code == .done, "\(again)")
      #expect(again.err.contains("2 created"), "\(again)")
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }

  @Test("missing credentials of two regions are told once")
  func twoRegions() async throws {
    let moto = try await Moto.server()
    var variables = moto.variables
    variables["AWS_ACCESS_KEY_ID"] = nil
    variables["AWS_SECRET_ACCESS_KEY"] = nil
    try await Project.run(variables, { _ in TwoRegions() }) { project in
      let outcome = await project.infra("apply dev --yes")
      #expect(outcome.code == .failed, "\(outcome)")
      #expect(outcome.err.components(separatedBy: "Looked at").count == 2, "\(outcome)")
      let text = outcome.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains("The same holds for 1 more."), "\(text)")
    }
  }

  private struct TwoRegions: Environment {
    let name = "dev"
    let project = "sample"
    var platform: any Platform { AWSRegion("eu-central-1", also: ["west": "eu-west-1"]) }
    var body: [Declaration] {
      AWSSQSQueue("here", name: "two-regions")
      AWSSQSQueue("there", name: "two-regions").provider("aws.west")
    }
  }

  @Test("a Terraform state of another version is told with the command that rewrites it")
  func oldTerraformState() async throws {
    let moto = try await Moto.server()
    try await Project.run(
      moto.variables, { _ in Single(resource: AWSSQSQueue("q", name: "bad-input")) }
    ) { project in
      try #"{"version": 3, "modules": []}"#.write(
        toFile: project.folder + "/old.tfstate", atomically: true, encoding: .utf8)
      let outcome = await project.infra("import dev --tfstate old.tfstate")
      #expect(outcome.code == .failed, "\(outcome)")
      let text = outcome.err.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(text.contains("old.tfstate: its format has version 3; version 4"), "\(text)")
      #expect(text.contains("terraform apply -refresh-only"), "\(text)")
    }
  }
}
