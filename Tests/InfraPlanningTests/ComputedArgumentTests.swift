import InfraModel
import InfraPlanning
import TestKit
import Testing

@Suite("What a provider chose for an undeclared argument")
struct ComputedArgumentTests {
  /// A node that was applied without a zone, for which the provider took 3.
  private static func scene(declaring zone: Datum?) -> Scene {
    let after = node("a", zone.map { ["zone": $0] } ?? [:])
    return Scene([after], after: [node("a")]).with {
      $0.prior = $0.prior.changing("sim_node.a") { $0.attributes.computed = Fields(["zone": 3]) }
    }
  }

  @Test("means nothing when the same is declared, refreshed or not", arguments: [false, true])
  func same(isRefreshed: Bool) throws {
    for zone in [nil, 3] as [Datum?] {
      var scene = Self.scene(declaring: zone)
      if isRefreshed { scene.observe([:]) }
      let plan = try scene.plan()
      #expect(plan.changes.map(\.action) == [.noOp], "\(scene.text)")
    }
  }

  @Test("is told as what was before when another value is declared")
  func other() throws {
    let plan = try Self.scene(declaring: 4).plan()
    let change = try #require(plan.changes.first)
    #expect(change.action == .replace(.deleteThenCreate))
    #expect(change.differences.map(\.before) == [3])
    #expect(change.differences.map(\.isDrift) == [false])
  }

  @Test("is taken from the provider where it says otherwise than the state")
  func observed() throws {
    var scene = Self.scene(declaring: 4)
    let prior = try #require(scene.prior.resources.first)
    var attributes = prior.attributes
    attributes.computed = Fields(["zone": 4])
    scene.observe(["a": .present(Observation(arguments: prior.arguments, attributes: attributes))])
    #expect(try scene.plan().changes.map(\.action) == [.noOp])
  }

  @Test("stays as it was declared where it is declared no more, whatever the provider says")
  func leftOut() throws {
    var scene = Scene([node("a")], after: [node("a", ["pool": 1])])
    #expect(try scene.plan().changes.map(\.action) == [.noOp], "\(scene.text)")
    let prior = try #require(scene.prior.resources.first)
    for pool in [1, 2] as [Datum] {
      var arguments = prior.arguments
      arguments["pool"] = pool
      scene.observe([
        "a": .present(Observation(arguments: arguments, attributes: prior.attributes))
      ])
      #expect(try scene.plan().changes.map(\.action) == [.noOp], "\(scene.text)")
    }
  }

  @Test("is left alone by a change of another argument")
  func beside() throws {
    let scene = Scene([node("a", ["size": 2])], after: [node("a", ["pool": 1, "size": 1])])
    let change = try #require(try scene.plan().changes.first)
    #expect(change.action == .update)
    #expect(change.differences.map(\.argument) == ["size"])
  }

  @Test("is planned anew where Terraform has it as a setting of its own, declared no more")
  func notComputed() throws {
    let scene = Scene([node("a")], after: [node("a", ["zone": 1])])
    #expect(try scene.plan().changes.map(\.action) == [.replace(.deleteThenCreate)])
  }
}
