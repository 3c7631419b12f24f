import AWS
import AWSClient
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider

@Suite(
  "Networks, balancers, identities and stores on moto", .enabled(if: Moto.isWanted), .serialized)
struct GroundLives {
  static let tags: Tags = ["team": "core", "gone": "later"]
  static let otherTags: Tags = ["team": "other"]
  static let prefix = "grown"

  /// A life of each type, of some types several, by name.
  static func all(_ ground: Ground) -> [(name: String, life: TypeLife)] {
    [
      networks, routes, access, groups, balancing, targets, listening, guarding, identities,
      secrets, settings, buckets, bucketRules, queues,
    ].flatMap { $0(ground) }
  }

  private static let ground = Task {
    try await Ground.make(try await Moto.server().client(region: "eu-central-1"), prefix)
  }

  @Test(
    "live: made, found again, changed argument by argument and back, seen as drift, taken away",
    arguments: all(.unreal).map(\.name))
  func lives(_ name: String) async throws {
    let all = Self.all(try await Self.ground.value)
    let entry = try #require(all.first { $0.name == name })
    try await entry.life.run(try await Moto.server())
  }

  @Test("are tried of every argument that changes in place, but for those on the list")
  func everyArgument() throws {
    var left: [String: Set<String>] = [:]
    for (_, life) in Self.all(.unreal) {
      let type = life.schema.type
      var names = left[type] ?? Self.changing(life.schema)
      for argument in life.schema.arguments
      where life.before[argument.name] != life.after[argument.name] {
        names.remove(argument.name)
      }
      left[type] = names
    }
    for (type, names) in left.sorted(by: { $0.key < $1.key }) {
      #expect(names.subtracting(MotoExceptions.shared.subjects(of: type)) == [], "\(type)")
    }
    #expect(left.count == 38)
  }

  /// The arguments of a type that can change where the object is, without those that are for the
  /// next request alone: no service knows of them.
  private static func changing(_ schema: Schema) -> Set<String> {
    Set(
      schema.arguments.filter { argument in
        if let member = ServedTypes.all[schema.type]?.member(argument.name), member.writes == nil,
          member.reads == nil
        {
          return false
        }
        guard case .always(let effect) = argument.effect else { return true }
        return !effect.isReplacement
      }.map(\.name))
  }
}
