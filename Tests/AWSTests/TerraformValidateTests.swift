import Foundation
import InfraExport
import InfraModel
import Testing

@testable import AWS

@Suite(
  "Terraform",
  .enabled(if: Terraform.isWanted, "no terraform with the provider of AWS: these are skipped"))
struct TerraformValidateTests {
  @Test("validates the export of every type with every argument set")
  func validate() throws {
    let lowered = FullSamples.lowered
    #expect(lowered.problems == [])
    let export = TerraformExport(lowered.desired)
    #expect(export.warnings.map(\.detail) == [])
    let terraform = try Terraform(export.document)
    defer { terraform.close() }
    let answer = try JSONParser.parse(try terraform.run("validate", "-json").output)
    let problems = (answer["diagnostics"].list ?? []).map { problem in
      "\(problem["address"].string ?? ""): \(problem["summary"].string ?? ""): "
        + (problem["detail"].string ?? "")
    }
    #expect(problems == [])
    #expect(answer["valid"] == true)
  }
}
