import AWS
import InfraDSL
import InfraModel
import Testing

@testable import InfraCommand

@Suite("An argument that AWS fills in where none is declared", .enabled(if: Moto.isWanted))
struct ComputedArgumentTests {
  @Test("is left as it is once it is declared no more, and known when it is declared again")
  func leftOut() async throws {
    let moto = try await Moto.server()
    try await Project.run(moto.variables, { Zoned($0) }) { project in
      func plan(_ version: String, _ expected: ExitCode = .done) async -> String {
        var said = ""
        for refresh in ["", "--refresh "] {
          let outcome = await project.infra(
            "plan dev \(refresh)--detailed-exitcode --set version=\(version)")
          #expect(outcome.code == expected, "\(version): \(outcome)")
          said += outcome.out
        }
        return said
      }
      let made = await project.infra("apply dev --yes --set version=zoned")
      try #require(made.code == .done, "\(made)")
      _ = await plan("open")
      // A change of another argument forgets the declaration, and keeps what AWS has.
      let changed = await project.infra("apply dev --yes --set version=tagged")
      #expect(changed.err.contains("1 updated"), "\(changed)")
      #expect(!changed.err.contains("replaced"), "\(changed)")
      _ = await plan("tagged")
      _ = await plan("zoned-tagged")
      let moved = await plan("moved-tagged", .changesPending)
      #expect(moved.contains("eu-central-1a"), "\(moved)")
      #expect(moved.contains("1 to replace"), "\(moved)")
      #expect(await project.infra("destroy dev --yes").code == .done)
    }
  }

  /// A subnet in a zone that is declared, left open, or another.
  private struct Zoned: Environment {
    let name = "dev"
    let project = "sample"
    let version: String

    init(_ inputs: Inputs) {
      version = inputs.text("version", default: "open", "what is declared")
    }

    var platform: any Platform { AWSRegion("eu-central-1") }

    private var zone: Value<AvailabilityZone>? {
      if version.hasPrefix("zoned") { return "eu-central-1a" }
      return version.hasPrefix("moved") ? "eu-central-1b" : nil
    }

    var body: [Declaration] {
      let vpc = AWSVPC("main", cidrBlock: "10.0.0.0/16")
      vpc
      AWSSubnet(
        "open", vpc: vpc.id, cidrBlock: "10.0.1.0/24", zone: zone,
        tags: version.hasSuffix("tagged") ? ["a": "b"] : [:])
    }
  }
}
