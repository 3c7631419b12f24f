import Environments
import Foundation
import InfraDSL
import InfraExport
import InfraFiles
import InfraModel
import Testing

@Suite("The exported environments")
struct EnvironmentExportTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path

  static func desired(_ name: String, images: String) throws -> Desired {
    let inputs = Inputs(
      [
        "images": images, "owner": "alice", "expires": "2027-01-31",
      ], required: [])
    let result = Lowering.lower(files: DiskProjectFiles(folder: root), inputs: inputs) {
      inputs throws(Diagnostic) in try catalogue.environment(named: name, inputs)
    }
    #expect(result.diagnostics.items.map(\.detail) == [])
    return result.desired
  }

  @Test(
    "have only attributes and blocks that Terraform's Docker provider knows",
    arguments: ["dev", "staging", "preview-7"], ["upstream", "debian"])
  func schema(name: String, images: String) throws {
    let table = try ProviderTable()
    let document = TerraformExport(try Self.desired(name, images: images)).document
    var checked = 0
    for type in document["resource"].object?.entries ?? [] {
      for resource in type.value.object?.entries ?? [] {
        var block = resource.value.object ?? Fields()
        for meta in ["depends_on", "lifecycle", "provider"] { block[meta] = nil }
        #expect(table.problems(.object(block), at: type.key) == [])
        checked += 1
      }
    }
    #expect(checked >= 20)
  }

  @Test(
    "declare every variable that they refer to, and mark the secrets sensitive",
    arguments: ["staging", "prod"])
  func variables(name: String) throws {
    let export = TerraformExport(try Self.desired(name, images: "upstream"))
    let declared = Set(export.document["variable"].object?.keys ?? [])
    let used = Set(export.text.matches(of: #/\$\{var\.([A-Za-z0-9_-]+)\}/#).map { String($0.1) })
    #expect(!used.isEmpty)
    #expect(used == declared)
    for name in declared where !name.hasPrefix("tls_") {
      #expect(export.document["variable"][name]["sensitive"] == true, "\(name)")
    }
  }
}
