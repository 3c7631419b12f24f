import AWSClient
import InfraModel
import Testing

@testable import InfraCommand

@Suite("An environment of containers on AWS", .enabled(if: Moto.isWanted), .serialized)
struct ComputeLifeTests {
  @Test("is made, changed, scaled by others without drift, taken over by its names, and taken away")
  func life() async throws {
    let moto = try await Moto.server()
    let client = try moto.client(region: "eu-west-1")
    try await Project.run(moto.variables, { ComputeStack($0, prefix: "compute") }) { project in
      let made = await project.infra("apply dev --yes")
      #expect(made.code == .done, "\(made)")
      try await isUnchanged(project, "")
      try await isUnchanged(project, "--refresh")
      #expect(try await revisions(client).count == 1)

      _ = try await client.send(
        AWSCall(
          .ecs, "UpdateService",
          ["cluster": "compute-main", "service": "compute-web", "desiredCount": 4]))
      try await isUnchanged(project, "--refresh")
      let changed = await project.infra("apply dev --yes --set version=two")
      #expect(changed.code == .done, "\(changed)")
      // The definition, and the rules of the images.
      #expect(changed.err.contains("2 replaced"), "\(changed)")
      try await isUnchanged(project, "--refresh --set version=two")
      let service = try await service(client)
      #expect(service["desiredCount"] == 4, "scaling is not undone")
      let left = try await revisions(client)
      #expect(left.count == 1, "the old revision is out of use")
      #expect(service["taskDefinition"] == left.first ?? .null)

      for (address, id) in [
        ("aws_ecs_service.web", "compute-main/compute-web"),
        ("aws_ecs_cluster.main", "compute-main"),
        (
          "aws_appautoscaling_policy.cpu",
          "ecs/service/compute-main/compute-web/ecs:service:DesiredCount/cpu"
        ),
      ] {
        let forgotten = await project.infra("state forget dev \(address) --yes")
        #expect(forgotten.code == .done, "\(forgotten)")
        let imported = await project.infra(
          "import dev \(address) \(id) --yes --set version=two")
        #expect(imported.code == .done, "\(imported)")
        #expect(imported.out.contains("0 to update, 0 to replace"), "\(imported)")
      }
      // What was forgotten is recorded again as what others need.
      #expect(await project.infra("apply dev --yes --set version=two").code == .done)
      try await isUnchanged(project, "--refresh --set version=two")

      let gone = await project.infra("destroy dev --yes")
      #expect(gone.code == .done, "\(gone)")
      try await isEmpty(client)
    }
  }

  private func isUnchanged(_ project: Project, _ flags: String) async throws {
    let plan = await project.infra("plan dev --detailed-exitcode \(flags)")
    #expect(plan.code == .done, "\(flags): \(plan)")
  }

  private func service(_ client: AWSClient) async throws -> Datum {
    let answer = try await client.send(
      AWSCall(
        .ecs, "DescribeServices", ["cluster": "compute-main", "services": ["compute-web"]]))
    return answer["services.0"]
  }

  /// The revisions that are in use.
  private func revisions(_ client: AWSClient) async throws -> [Datum] {
    try await client.send(
      AWSCall(.ecs, "ListTaskDefinitions", ["familyPrefix": "compute-web"]))[
        "taskDefinitionArns"
      ].elements
  }

  /// Whether nothing is left in use.
  private func isEmpty(_ client: AWSClient) async throws {
    #expect(try await service(client)["status"] == "INACTIVE")
    #expect(try await revisions(client) == [])
    let clusters = try await client.send(
      AWSCall(.ecs, "DescribeClusters", ["clusters": ["compute-main"]]))
    #expect(clusters["clusters.0.status"] == "INACTIVE")
    for (call, path, member, name) in [
      (AWSCall(.discovery, "ListNamespaces"), "Namespaces", "Name", "compute.internal"),
      (AWSCall(.ecr, "DescribeRepositories"), "repositories", "repositoryName", "compute/web"),
      (
        AWSCall(.autoscaling, "DescribeScalableTargets", ["ServiceNamespace": "ecs"]),
        "ScalableTargets", "ResourceId", "service/compute-main/compute-web"
      ),
      (
        AWSCall(.autoscaling, "DescribeScalingPolicies", ["ServiceNamespace": "ecs"]),
        "ScalingPolicies", "ResourceId", "service/compute-main/compute-web"
      ),
    ] {
      let found = try await client.send(call)[path].elements
      #expect(found.filter { $0[member].string == name } == [], "\(path)")
    }
  }
}
