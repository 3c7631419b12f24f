import InfraModel
import InfraPlanning
import TestKit
import Testing

/// Each case is a file in `Snapshots`, which says what the plan is and in which steps.
@Suite("The plan")
struct PlanGoldenTests {
  private func expect(_ scene: Scene, _ name: String) {
    let mismatch = Golden.mismatch(scene.text, "\(name).txt", besides: #filePath)
    #expect(mismatch == nil)
  }

  /// A gateway on a service on a network.
  private func stack(
    network: [String: Datum] = [:], service: [String: Datum] = [:], gateway: [String: Datum] = [:],
    _ lifecycle: (inout Lifecycle) -> Void = { _ in }
  ) -> [DesiredResource] {
    [
      node("net", network, lifecycle),
      node("service", service.merging(["links": [ref("net")]]) { own, _ in own }),
      node("web", gateway.merging(["soft_links": [ref("service")]]) { own, _ in own }),
    ]
  }

  @Test("creates all, each after what it needs, ids known after apply through the chain")
  func createsAll() {
    expect(Scene(stack()), "create-all")
  }

  @Test("is empty when all is as declared, refreshed or not")
  func noChange() {
    let scene = Scene(stack(), after: stack())
    #expect(scene.text == "No changes. dev is as declared (state serial 7).\n")
    #expect(scene.with { $0.observe([:]) }.text == scene.text)
  }

  @Test(
    "changes in place, reloads or restarts, as the argument's schema says",
    arguments: ["size", "config", "memory"])
  func updates(argument: String) {
    let scene = Scene(
      [node("a", [argument: 2, "zone": "z"])], after: [node("a", [argument: 1, "zone": "z"])])
    expect(scene, "update-\(argument)")
  }

  @Test("replaces a network under its dependents: they go first and come last")
  func replacesUnderDependents() {
    expect(Scene(stack(network: ["zone": 2]), after: stack()), "replace-delete-first")
  }

  @Test("replaces without a gap, and what is needed for that too")
  func replacesWithoutGap() {
    let pair = { (zone: Datum) in
      [
        node("net", ["zone": zone]),
        node("web", ["links": [ref("net")]]) { $0.createBeforeDestroy = true },
      ]
    }
    expect(Scene(pair(2), after: pair(1)), "replace-create-first")
    expect(Scene([node("a", ["slot": 2])], after: [node("a", ["slot": 1])]), "replace-slot")
  }

  @Test("deletes what is no longer declared, dependents first")
  func deletes() {
    expect(Scene([node("other")], after: stack() + [node("other")]), "delete")
  }

  @Test("lets a dependent go of what is deleted before it is deleted")
  func letsGo() {
    expect(
      Scene([node("web")], after: [node("a"), node("web", ["soft_links": [ref("a")]])]),
      "delete-after-update")
  }

  @Test("destroys everything, from the state alone")
  func destroys() {
    let scene = Scene([], after: stack()).with { $0.options.isDestroy = true }
    expect(scene, "destroy")
  }

  @Test("moves a resource, with a change at once, and a new one into its place")
  func moves() {
    expect(
      Scene(
        [
          node("b", ["name": "a", "size": 2]) { $0.movedFrom = [Sample.address("sim_node.a")] },
          node("a", ["name": "new"]), node("c", ["links": [ref("b")]]),
        ], after: [node("a", ["size": 1]), node("c", ["links": [ref("a")]])]), "move")
  }

  @Test("moves along a chain of names in an order that overwrites none")
  func movesChain() {
    expect(
      Scene(
        [
          node("b", ["name": "a"]) { $0.movedFrom = [Sample.address("sim_node.a")] },
          node("c", ["name": "b"]) { $0.movedFrom = [Sample.address("sim_node.b")] },
        ], after: [node("a"), node("b")]), "move-chain")
  }

  @Test("forgets what is declared to be forgotten, and what is retained")
  func forgets() {
    expect(
      Scene([], after: [node("a"), node("b") { $0.retainOnDelete = true }]).with {
        $0.desired.forgets = [Sample.address("sim_node.a")]
      }, "forget")
  }

  @Test("takes objects over, changes what can be changed, and refuses what cannot")
  func imports() {
    let importing = { (lifecycle: inout Lifecycle) in lifecycle.importID = "id-x" }
    let observation = Observation(
      arguments: Fields(["name": "a", "size": 1, "zone": "z", "slot": 9]),
      attributes: Fields(["id": "id-x", "revision": 3]))
    let observe = { (scene: inout Scene) in
      scene.observed[Sample.address("sim_node.a")] = .present(observation)
    }
    expect(Scene([node("a", ["size": 1], importing)]).with(observe), "import")
    expect(Scene([node("a", ["size": 2], importing)]).with(observe), "import-update")
    expect(Scene([node("a", ["zone": "y"], importing)]).with(observe), "import-refused")
  }

  @Test("leaves ignored arguments alone, until the object is made anew")
  func ignores() {
    let ignoring = { (lifecycle: inout Lifecycle) in lifecycle.ignoreChanges = ["size"] }
    let before = [node("a", ["size": 1], ignoring)]
    let scene = Scene([node("a", ["size": 2], ignoring)], after: before)
    #expect(scene.text.hasPrefix("No changes."))
    expect(
      Scene([node("a", ["size": 2, "zone": 1], ignoring)], after: before), "ignore-replaced")
  }

  @Test("refuses to replace, delete or destroy what is protected, and shows a protection's end")
  func protects() {
    let protected = { (lifecycle: inout Lifecycle) in lifecycle.preventDestroy = true }
    let before = [node("a", ["zone": 1], protected)]
    expect(Scene([node("a", ["zone": 2], protected)], after: before), "protected-replace")
    expect(Scene([], after: before), "protected-delete")
    expect(Scene([], after: before).with { $0.options.isDestroy = true }, "protected-destroy")
    expect(Scene([node("a", ["zone": 1])], after: before), "protection-removed")
  }

  @Test("replaces when a value changed that it is to be replaced with")
  func triggers() {
    let on = { (value: Datum) in
      [node("a", line: 3) { $0.replaceTriggers = [value] }]
    }
    expect(Scene(on("v2"), after: on("v1")), "triggered")
    expect(Scene(on("v1"), after: [node("a")]), "trigger-added")
    #expect(Scene(on("v1"), after: on("v1")).text.hasPrefix("No changes."))
  }

  @Test("touches only targets and what they need, or all but the excluded and what needs them")
  func selects() {
    let scene = Scene(stack())
    expect(scene.with { $0.options.targets = ["sim_node.service"] }, "target")
    expect(scene.with { $0.options.excludes = ["sim_node.service"] }, "exclude")
    expect(scene.with { $0.options.targets = ["sim_node.servce"] }, "target-unknown")
    let replacing = Scene(stack(network: ["zone": 2]), after: stack())
    expect(replacing.with { $0.options.targets = ["sim_node.net"] }, "target-stranding")
  }

  @Test("leaves a moved resource that is excluded where it is")
  func excludesMoved() {
    expect(
      Scene(
        [
          node("z", ["name": "b"]) { $0.movedFrom = [Sample.address("sim_node.b")] },
          node("b", ["name": "new"]), node("c"),
        ], after: [node("b")]
      ).with { $0.options.excludes = ["sim_node.z"] }, "exclude-moved")
  }

  @Test("replaces what --replace names")
  func replacesRequested() {
    let scene = Scene(stack(), after: stack())
    expect(scene.with { $0.options.replaces = ["sim_node.net"] }, "requested")
  }
}
