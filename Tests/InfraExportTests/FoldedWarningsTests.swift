import InfraExport
import InfraModel
import TestKit
import Testing

@Suite("Warnings of an export")
struct FoldedWarningsTests {
  @Test("the same thing left out of many resources is told once, with how often")
  func folded() {
    let schema = Schema(
      type: "docker_thing", summary: "",
      arguments: [
        ArgumentSchema("pids", .optional, changing: .always(.inPlace), terraform: .omitted, "")
      ], attributes: [])
    let resources = (1...3).map { number in
      DesiredResource(
        address: Address(module: ["m\(number)"], type: "docker_thing", key: "x"), schema: schema,
        arguments: [.int(number)])
    }
    let export = TerraformExport(Desired(environment: "dev", resources: resources))
    #expect(export.warnings.count == 3)
    #expect(
      export.foldedWarnings.map(\.detail) == [
        "pids of m1/docker_thing.x is left out: Terraform's docker_thing has nothing like it. "
          + "The same holds in 2 more places."
      ])
  }
}
