import InfraDSL
import InfraModel
import Testing

@testable import AWS

@Suite("The schemas of AWS's types")
struct SchemaTests {
  @Test("list every stored property but the declaration's own data")
  func everyProperty() {
    func check<R: Described>(_ resource: R) {
      let properties = Mirror(reflecting: resource).children.count { $0.label != "declaration" }
      #expect(properties == R.schema.schema.arguments.count, "\(R.schema.schema.type)")
    }
    let changed = ChangedSamples.all.map { $0.before as any Described }
    for resource in FullSamples.all + changed { check(resource) }
  }

  @Test("are each in the list of all types, with a sample that gives every argument a value")
  func everyType() {
    let lowered = FullSamples.lowered
    #expect(lowered.problems == [])
    var given: [String: Set<String>] = [:]
    let changed = ChangedSamples.all.flatMap { sample in
      [sample.before, sample.after].flatMap { resource in
        lower { resource }.desired.resources
      }
    }
    for resource in lowered.desired.resources + changed {
      for (row, value) in zip(resource.schema.arguments, resource.arguments) where !value.isNull {
        given[resource.schema.type, default: []].insert(row.name)
      }
    }
    // A data source may have nothing to be given.
    let types = AWSTypes.schemas.filter { !$0.arguments.isEmpty }.map(\.type)
    #expect(types.sorted() == given.keys.sorted())
    #expect(lowered.desired.resources.contains { $0.schema.type == "aws_caller_identity" })
    for schema in AWSTypes.schemas {
      let missing = Set(schema.arguments.map(\.name)).subtracting(given[schema.type] ?? [])
      #expect(missing.isEmpty, "\(schema.type): no sample gives \(missing.sorted())")
    }
  }

  @Test("write blocks, at every depth, with fields that Terraform has and all that it requires")
  func terraformBlocks() throws {
    let table = try TerraformTable()
    let lowered = FullSamples.lowered
    for resource in lowered.desired.resources {
      let known = try #require(table.types[TerraformTable.name(of: resource.schema)])
      for argument in resource.schema.terraformArguments(resource.arguments) {
        let entry = try #require(known.entries[argument.name])
        check(argument.value, entry, "\(resource.schema.type).\(argument.name)")
      }
    }
  }

  private func check(_ value: Datum, _ entry: TerraformTable.Entry, _ path: String) {
    guard entry.isBlock else { return }
    guard let blocks = value.list else {
      Issue.record("\(path) is no list of blocks")
      return
    }
    if entry.shape.hasSuffix("..1") { #expect(blocks.count == 1, "\(path)") }
    for block in blocks {
      let names = Set(block.object?.keys ?? [])
      for name in names {
        // The table has statements once, not those within others, which are the same.
        if name == "statement", path.contains("statement") { continue }
        guard let inner = entry.entries[name] else {
          Issue.record("\(path) has no \(name)")
          continue
        }
        #expect(inner.canBeGiven, "\(path).\(name)")
        check(block[name], inner, "\(path).\(name)")
      }
      for inner in entry.entries.values where inner.isRequired {
        #expect(names.contains(inner.name), "\(path).\(inner.name) is required")
      }
    }
  }

  @Test("name arguments, blocks and attributes as Terraform does, and leave none required out")
  func terraformNames() throws {
    let table = try TerraformTable()
    for schema in AWSTypes.schemas {
      let name = TerraformTable.name(of: schema)
      let known = try #require(table.types[name], "\(name)").entries
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
        guard let name = attribute.terraformName else { continue }
        #expect(known[name]?.isBlock == false, "\(schema.type).\(name)")
      }
    }
  }

  @Test("call computed what Terraform's provider does, of what means a new object")
  func computed() throws {
    let table = try TerraformTable()
    for schema in AWSTypes.schemas where !schema.isDataSource {
      let known = try #require(table.types[schema.type]).entries
      for argument in schema.arguments {
        guard let name = argument.terraform.name(of: argument.name), let entry = known[name]
        else { continue }
        let isTheirs = !entry.isBlock && entry.flags.hasPrefix("OC")
        if argument.isComputed {
          #expect(argument.presence == .optional, "\(schema.type).\(name)")
          // What it leaves alone by rules of its own: blocks, and a cache's usual port.
          let isByRule =
            entry.isBlock || (schema.type, name) == ("aws_elasticache_replication_group", "port")
          #expect(isTheirs || isByRule, "\(schema.type).\(name)")
        } else if case .always(let effect) = argument.effect, effect.isReplacement, isTheirs {
          // What has a default here is that where it is not declared.
          #expect(argument.presence != .optional, "\(schema.type).\(name)")
        }
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
