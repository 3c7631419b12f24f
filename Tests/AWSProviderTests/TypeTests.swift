import AWS
import InfraModel
import Testing

@testable import AWSProvider

@Suite("The descriptions of AWS's types")
struct TypeTests {
  /// The schemas of types that are served, by name.
  static let schemas = Dictionary(
    uniqueKeysWithValues: AWSTypes.schemas.map { ($0.type, $0) })

  @Test("are of declared types, and every declared type has one once it is written")
  func coverage() {
    #expect(Set(ServedTypes.all.keys).count == ServedTypes.list.count)
    let unknown = ServedTypes.list.map(\.name).filter { Self.schemas[$0] == nil }
    #expect(unknown == [])
  }

  @Test("are there for every data source too")
  func sources() {
    #expect(Set(AWSDataSource.all.keys) == Set(AWSTypes.dataSources.map(\.type)))
  }

  @Test("name every argument of the schema, and no other", arguments: ServedTypes.list.map(\.name))
  func arguments(name: String) throws {
    let type = try #require(ServedTypes.all[name])
    let schema = try #require(Self.schemas[name])
    let declared = Set(schema.arguments.map(\.name)).subtracting(["tags"])
    #expect(Set(type.arguments.map(\.name)) == declared)
    #expect(type.arguments.count == declared.count)
    #expect((schema.argument("tags") != nil) == (type.tags.form != nil))
  }

  @Test("can change in place what the schema says", arguments: ServedTypes.list.map(\.name))
  func updates(name: String) throws {
    let type = try #require(ServedTypes.all[name])
    let schema = try #require(Self.schemas[name])
    for argument in schema.arguments {
      guard case .always(let effect) = argument.effect, !effect.isReplacement else { continue }
      #expect(type.changesInPlace(argument.name), "\(argument.name)")
    }
  }

  @Test("report every attribute of the schema", arguments: ServedTypes.list.map(\.name))
  func attributes(name: String) throws {
    let type = try #require(ServedTypes.all[name])
    let schema = try #require(Self.schemas[name])
    #expect(Set(type.attributes.keys) == Set(schema.attributes.map(\.name)))
  }
}
