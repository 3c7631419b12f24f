import InfraModel
import InfraPlanning
import TestKit
import Testing

@Suite("A plan of a part")
struct PartialPlanTests {
  /// Three applied nodes: the last one links the first.
  private static let before = [node("a"), node("b"), node("user", ["links": [ref("a")]])]

  @Test("takes in what still uses a replaced object that is to be deleted")
  func deposed() throws {
    let scene = Scene(Self.before, after: Self.before).with {
      $0.options.targets = ["sim_node.a"]
      $0.prior = $0.prior.changing("sim_node.a") {
        $0.deposed = [
          .init(
            instance: $0.instance, arguments: $0.arguments, attributes: $0.attributes)
        ]
        $0.instance = InstanceID("successor")
        $0.attributes = Fields(["id": "id-successor", "revision": 0])
      }
    }
    let plan = try scene.plan()
    let steps = plan.steps.map {
      "\($0.operation.rawValue) \(plan.changes[$0.change].address.key)"
    }
    // The user links the old object until it is made anew.
    let deletion = try #require(steps.firstIndex(of: "delete-deposed a"))
    let letGo = try #require(steps.firstIndex(of: "delete user"))
    #expect(letGo < deletion)
  }

  @Test("is refused where it deletes an object that a left out one was applied with")
  func strandings() {
    // The user no longer declares the link, but what it was applied with stays: it is left out.
    let after = [node("a", ["zone": 1]), node("b", ["zone": 1]), node("user")]
    let scene = Scene(after, after: Self.before).with {
      $0.options.targets = ["sim_node.a", "sim_node.b"]
      $0.prior = $0.prior.changing("sim_node.user") {
        $0.expressions = Fields(["links": [ref("a")]])
        $0.dependencies = ["sim_node.a", "sim_node.b"].map(Sample.address)
      }
    }
    #expect(scene.text.hasPrefix("Dependent left out"), "\(scene.text)")
    // It does not matter which of the objects that it needed is the one in use.
    let other = scene.with {
      $0.prior = $0.prior.changing("sim_node.user") {
        $0.expressions = Fields(["links": [ref("b")]])
      }
    }
    #expect(other.text.contains("would replace sim_node.b"), "\(other.text)")
  }

  @Test("deletes what an interrupted creation may have made, although it is not seen")
  func unseenCreation() throws {
    let plan = try Scene([], after: [node("a")]).with {
      $0.prior = $0.prior.changing("sim_node.a") { $0.status = .creating }
      $0.observe(["a": .gone])
    }.plan()
    #expect(plan.steps.map(\.operation) == [.delete])
  }
}
