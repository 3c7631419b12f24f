import Builtin
import InfraDSL
import InfraModel
import Testing

@testable import Docker

@Suite("The schemas of Docker's types")
struct SchemaTests {
  static let schemas: [Schema] = [
    DockerNetwork.schema.schema, DockerVolume.schema.schema, DockerImage.schema.schema,
    DockerContainer.schema.schema,
  ]

  @Test("list every stored property but the declaration's own data")
  func everyProperty() {
    func properties(_ resource: some Resource) -> Int {
      Mirror(reflecting: resource).children.count { $0.label != "declaration" }
    }
    let image = DockerImage("i", name: "a:1", build: ImageBuild("."))
    #expect(properties(DockerNetwork("n")) == DockerNetwork.schema.schema.arguments.count)
    #expect(properties(DockerVolume("v")) == DockerVolume.schema.schema.arguments.count)
    #expect(properties(image) == DockerImage.schema.schema.arguments.count)
    #expect(properties(fullContainer) == DockerContainer.schema.schema.arguments.count)
    #expect(properties(TerraformData("d")) == TerraformData.schema.schema.arguments.count)
  }

  @Test("give every argument and block of Docker's types a name that Terraform knows")
  func terraformNames() throws {
    let table = try TerraformTable()
    for schema in Self.schemas {
      let known = table.names(of: schema.type)
      #expect(!known.isEmpty)
      for argument in schema.arguments {
        switch argument.terraform {
        case .omitted: #expect(!known.contains(argument.name))
        case .renamed(let name, _): #expect(known.contains(name), "\(schema.type).\(name)")
        default: #expect(known.contains(argument.name), "\(schema.type).\(argument.name)")
        }
      }
      for attribute in schema.attributes {
        guard let name = attribute.terraform else { continue }
        #expect(known.contains(name), "\(schema.type).\(name)")
      }
    }
  }

  @Test("write the fields of every block under names that Terraform knows")
  func terraformBlocks() throws {
    let table = try TerraformTable()
    let lowered = lower {
      fullContainer
      DockerNetwork("n", subnets: [NetworkSubnet("10.9.0.0/24", gateway: "10.9.0.1")])
      DockerImage("i", name: "a:1", build: ImageBuild("x", dockerfile: "D", target: "t"))
    }
    #expect(lowered.problems == [])
    for resource in lowered.desired.resources {
      for (row, value) in zip(resource.schema.arguments, resource.arguments) {
        var name = row.name
        var shape = row.terraform
        if case .renamed(let other, let inner) = shape { (name, shape) = (other, inner) }
        let known = table.names(of: resource.schema.type, in: name)
        guard !known.isEmpty else { continue }
        if case .entries(let key, let field) = shape {
          #expect(known.isSuperset(of: [key, field]))
          continue
        }
        var omitted: Set<String> = []
        if case .nested(let fields) = shape { omitted = Set(fields.keys) }
        for block in value.list ?? [value] {
          let names = Set(block.object?.keys ?? []).subtracting(omitted)
          #expect(known.isSuperset(of: names), "\(resource.schema.type).\(name): \(names)")
        }
      }
    }
  }

  @Test("name no argument or attribute twice", arguments: schemas.indices)
  func uniqueNames(index: Int) {
    let schema = Self.schemas[index]
    let names = schema.arguments.map(\.name) + schema.attributes.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test("say of a volume that its data is lost with it")
  func dataLoss() {
    #expect(DockerVolume.schema.schema.holdsData == "the volume's data")
    for argument in DockerVolume.schema.schema.arguments {
      #expect(argument.effect.effect(from: .null, to: .null) == .replaceLosingData)
    }
  }

  @Test("change memory, processors, processes and the restart policy of a living container")
  func inPlace() {
    for name in ["memory", "cpus", "pids_limit", "restart", "must_run"] {
      let argument = DockerContainer.schema.schema.argument(name)
      #expect(argument?.effect.effect(from: 1, to: 2) == .inPlace)
    }
  }

  @Test("make a container anew to take a limit away")
  func limitGone() {
    let argument = DockerContainer.schema.schema.argument("memory")
    #expect(argument?.effect.effect(from: 64, to: .null) == .replaceWithGap)
  }
}
