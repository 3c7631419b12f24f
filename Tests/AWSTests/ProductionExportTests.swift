import Environments
import Foundation
import InfraDSL
import InfraExport
import InfraFiles
import InfraModel
import Testing

@testable import AWS

@Suite("The exported production")
struct ProductionExportTests {
  private static let desired: Desired = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
      .standardizedFileURL.path
    let result = Lowering.lower(files: DiskProjectFiles(folder: root)) {
      inputs throws(Diagnostic) in try catalogue.environment(named: "prod", inputs)
    }
    return result.desired
  }()
  private static let export = TerraformExport(desired)

  @Test("has blocks and values of the shapes that Terraform's provider gives them")
  func shapes() throws {
    let table = try TerraformTable()
    for resource in Self.desired.resources {
      let known = try #require(table.types[resource.schema.type])
      for argument in resource.schema.terraformArguments(resource.arguments) {
        let entry = try #require(known.entries[argument.name])
        let path = "\(resource.address).\(argument.name)"
        #expect(TerraformShapes.problems(of: argument.value, as: entry, at: path) == [])
      }
    }
    #expect(Self.desired.resources.count > 400)
  }

  @Test("serves the second region by a provider of its own, and says whose everything is")
  func providers() {
    let providers = Self.export.document["provider"]["aws"].list ?? []
    #expect(providers.map { $0["region"] } == ["eu-central-1", "eu-west-1"])
    #expect(providers.map { $0["alias"] } == [.null, "standby"])
    let tags: Datum = ["tags": ["environment": "prod", "project": "studyai"]]
    #expect(providers.map { $0["default_tags"] } == [tags, tags])
  }

  @Test(
    "is valid to the real Terraform",
    .enabled(if: Terraform.isWanted, "no terraform with the provider of AWS: this is skipped"))
  func validate() throws {
    let terraform = try Terraform(Self.export.document)
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
