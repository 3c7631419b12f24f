import InfraDSL
import InfraModel
import Testing

@testable import AWS

@Suite("The schemas of AWS's types")
struct SchemaTests {
  @Test("list every stored property but the declaration's own data")
  func everyProperty() {
    func check<R: Resource>(_ resource: R) {
      let properties = Mirror(reflecting: resource).children.count { $0.label != "declaration" }
      #expect(properties == R.schema.schema.arguments.count, "\(R.schema.schema.type)")
    }
    for resource in FullSamples.all { check(resource) }
  }

  @Test("are each in the list of all types and have a full sample")
  func everyType() {
    func type<R: Resource>(_ resource: R) -> String { R.schema.schema.type }
    let sampled = FullSamples.all.map { type($0) }
    #expect(AWSTypes.schemas.map(\.type).sorted() == sampled.sorted())
  }

  @Test("name arguments, blocks and attributes as Terraform does, and leave none required out")
  func terraformNames() throws {
    let table = try TerraformTable()
    for schema in AWSTypes.schemas {
      let known = try #require(table.types[schema.type], "\(schema.type)").entries
      var given: Set<String> = []
      for argument in schema.arguments {
        guard let name = argument.terraform.name(of: argument.name) else { continue }
        given.insert(name)
        #expect(known[name]?.canBeGiven == true, "\(schema.type).\(name)")
        #expect(known[name]?.flags.contains("D") == false, "\(schema.type).\(name) is deprecated")
      }
      for entry in known.values where entry.isRequired {
        #expect(given.contains(entry.name), "\(schema.type).\(entry.name) is required")
      }
      for attribute in schema.attributes {
        guard let name = attribute.terraform else { continue }
        #expect(known[name]?.isBlock == false, "\(schema.type).\(name)")
      }
    }
  }

  @Test("name no argument or attribute twice")
  func uniqueNames() {
    for schema in AWSTypes.schemas {
      let names = schema.arguments.map(\.name) + schema.attributes.map(\.name)
      #expect(Set(names).count == names.count, "\(schema.type)")
    }
    #expect(Set(AWSTypes.schemas.map(\.type)).count == AWSTypes.schemas.count)
  }
}
