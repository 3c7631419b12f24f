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
}
