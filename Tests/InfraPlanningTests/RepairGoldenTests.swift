import InfraModel
import InfraPlanning
import TestKit
import Testing

/// Plans after something went wrong: drift, interruptions, leftovers.
@Suite("The plan after")
struct RepairGoldenTests {
  private func expect(_ scene: Scene, _ name: String) {
    let mismatch = Golden.mismatch(scene.text, "\(name).txt", besides: #filePath)
    #expect(mismatch == nil)
  }

  private let pair = [
    node("a", ["size": 1, "memory": 4]), node("b", ["links": [ref("a")]]),
  ]

  @Test("drift sets back what was changed outside, makes anew what is gone")
  func drift() {
    let seen = { (size: Datum) in
      PlanInput.Observed.present(
        Observation(
          arguments: Fields(["name": "a", "size": size, "memory": 4]),
          attributes: Fields(["id": "id-old-a", "revision": 0])))
    }
    expect(Scene(pair, after: pair).with { $0.observe(["a": seen(9)]) }, "drift-argument")
    expect(Scene(pair, after: pair).with { $0.observe(["a": .gone]) }, "drift-gone")
    var wanted = pair
    wanted[0] = node("a", ["size": 9, "memory": 4])
    expect(Scene(wanted, after: pair).with { $0.observe(["a": seen(9)]) }, "drift-as-declared")
    expect(
      Scene([], after: [node("a")]).with { $0.observe(["a": .gone]) }, "drift-gone-undeclared")
  }

  @Test(
    "an interruption finishes what was begun",
    arguments: [
      ResourceState.Status.creating, .updating, .importing, .deleting, .tainted,
    ])
  func interrupted(status: ResourceState.Status) {
    let scene = Scene(pair, after: pair).with {
      $0.prior = $0.prior.changing("sim_node.a") {
        $0.status = status
        if status == .updating { $0.pending = ["size"] }
      }
    }
    expect(scene, "interrupted-\(status.rawValue)")
  }

  @Test("an interrupted takeover leaves alone what is not declared, or could only be replaced")
  func takeover() {
    let taken = { (scene: inout Scene) in
      scene.prior = scene.prior.changing("sim_node.a") { $0.status = .importing }
    }
    expect(Scene([], after: [node("a")]).with(taken), "interrupted-importing-undeclared")
    expect(
      Scene([node("a", ["zone": "y"])], after: [node("a", ["zone": "x"])]).with(taken),
      "interrupted-importing-refused")
  }

  @Test("an interrupted update that is taken back sets the arguments again")
  func revertedUpdate() {
    let scene = Scene(pair, after: pair).with {
      $0.prior = $0.prior.changing("sim_node.a") {
        $0.status = .updating
        $0.pending = ["memory"]
      }
    }
    expect(scene, "interrupted-reverted")
  }

  @Test("a successor that did not come up leaves the old object, where that is declared again")
  func restored() {
    let scene = Scene(pair, after: pair).with {
      $0.prior = $0.prior.changing("sim_node.a") {
        $0.deposed = [
          .init(instance: $0.instance, arguments: $0.arguments, attributes: $0.attributes)
        ]
        $0.instance = InstanceID("successor")
        $0.arguments["size"] = 2
        $0.status = .creating
      }
    }
    expect(scene, "restored")
  }

  @Test("an interrupted creation with other arguments since makes it anew")
  func changedCreation() {
    var wanted = pair
    wanted[0] = node("a", ["size": 2, "memory": 4])
    let scene = Scene(wanted, after: pair).with {
      $0.prior = $0.prior.changing("sim_node.a") { $0.status = .creating }
    }
    expect(scene, "interrupted-creating-changed")
  }

  @Test("a replacement whose old object was left over deletes it once nobody uses it")
  func deposed() {
    let scene = Scene(pair, after: pair).with {
      $0.prior = $0.prior.changing("sim_node.a") {
        $0.deposed = [
          .init(instance: InstanceID("older"), arguments: Fields(), attributes: Fields())
        ]
      }
    }
    expect(scene, "deposed")
    let unfinished = scene.with {
      $0.prior = $0.prior.changing("sim_node.a") { $0.status = .creating }
    }
    expect(unfinished, "deposed-creating")
  }

  @Test("a provider's change warns when it is reached otherwise, replaces when it is another")
  func providers() {
    let here = ProviderConfiguration(name: "sim", settings: Fields(["host": "a"]))
    let there = ProviderConfiguration(name: "sim", settings: Fields(["host": "b"]))
    expect(
      Scene([node("a", ["size": 1])], after: [node("a")]).with {
        $0.prior.providers = [here]
        $0.desired.providers = [there]
      }, "provider-settings")
    let other = ProviderConfiguration(name: "sim.other", settings: Fields(["host": "b"]))
    expect(
      Scene([node("a")], after: [node("a")]).with {
        $0.prior.providers = [here]
        $0.desired.providers = [here, other]
        $0.desired.resources[0].provider = "sim.other"
      }, "provider-other")
  }

  @Test("changed outputs shows each, and after a failing precondition nothing is planned")
  func outputsAndConditions() {
    expect(
      Scene(pair, after: pair).with {
        $0.prior.outputs = Fields(["gone": "x", "same": "s", "url": "http://old"])
        $0.desired.outputs = [
          DesiredOutput(name: "id", value: ref("a")), DesiredOutput(name: "same", value: "s"),
          DesiredOutput(name: "url", value: .segments(["http://", ref("a", "name")])),
        ]
      }, "outputs")
    let guarded = node("a", ["size": 1], line: 9) {
      $0.preconditions = [Condition(.atLeast(ref("b", "size"), 3), "b is too small for a.")]
    }
    expect(Scene([guarded, node("b", ["size": 2])]), "precondition")
    #expect(Scene([guarded, node("b", ["size": 3])]).text.contains("create"))
  }

  @Test("a secret's new content restarts; one whose content is not at hand changes nothing")
  func secrets() {
    let with = { (fingerprint: String?) in
      [node("a", ["token": .secret("TOKEN", fingerprint: fingerprint)])]
    }
    expect(Scene(with("f2"), after: with("f1")), "secret-changed")
    #expect(Scene(with(nil), after: with("f1")).text.hasPrefix("No changes."))
    let known = try? Scene(with(nil), after: with("f1")).plan().changes.first?.arguments
    #expect(known?.contains(.secret("TOKEN", fingerprint: "f1")) == true)
  }
}
