import InfraModel
import TestKit
import Testing

@testable import InfraState

@Suite("A lost state")
struct StateRebuildTests {
  private let schema = Schema(
    type: "t", summary: "A thing.",
    arguments: ["name", "link", "text"].map {
      ArgumentSchema($0, .optional, changing: .always(.inPlace), "It.")
    }, attributes: [AttributeSchema("id", terraform: nil, "Its identity.")])

  private func address(_ key: String) -> Address { Address(module: [], type: "t", key: key) }

  private func declared(
    _ key: String, link: Datum = .null, text: Datum = .null, needs: [String] = []
  )
    -> DesiredResource
  {
    DesiredResource(
      address: address(key), schema: schema, provider: "p",
      arguments: [.string(key), link, text], dependencies: needs.map(address))
  }

  private func owned(
    _ key: String, _ instance: String? = nil, made: String = "1", shows more: Fields = Fields()
  ) -> OwnedObject {
    OwnedObject(
      address: address(key), instance: InstanceID(instance ?? "i-\(key)"), made: made,
      observation: Observation(
        arguments: Fields([.init(key: "name", value: .string(key))] + more.entries),
        attributes: Fields(["id": .string("id-\(instance ?? key)")])))
  }

  /// A provider that says of each draft what is there.
  private func recovered(_ rebuild: StateRebuild, _ there: [String: Fields]) -> [Address:
    Observation]
  {
    var found: [Address: Observation] = [:]
    for state in rebuild.found where rebuild.isDeclared(state.address) {
      let draft = rebuild.draft(of: state)
      let seen = there[state.address.key] ?? Fields()
      found[state.address] = Observation(
        arguments: Fields(
          draft.arguments.entries.map { entry in
            .init(key: entry.key, value: seen[entry.key] ?? entry.value)
          }), attributes: state.attributes)
    }
    return found
  }

  @Test("comes back as it was declared, with references resolved and their expressions kept")
  func declaredAgain() {
    let link = Datum.reference(Reference(address("a"), "id"))
    let desired = Desired(
      environment: "dev", resources: [declared("a"), declared("b", link: link, needs: ["a"])],
      outputs: [DesiredOutput(name: "first", value: link)])
    var rebuild = StateRebuild(
      known: .empty("dev"), desired: desired, owned: ["p": [owned("a"), owned("b")]])
    rebuild.learn(from: recovered(rebuild, [:]))
    rebuild.settle(with: recovered(rebuild, [:]))
    let b = rebuild.found[1]
    #expect(b.arguments == Fields(["name": "b", "link": "id-a"]))
    #expect(b.expressions == Fields(["link": link]))
    #expect(b.dependencies == [address("a")])
    #expect(rebuild.outputs == Fields(["first": "id-a"]))
    #expect(rebuild.missing == [])
  }

  @Test("shows what is there and not what is declared where the two differ")
  func differing() {
    let desired = Desired(environment: "dev", resources: [declared("a", text: "new")])
    var rebuild = StateRebuild(known: .empty("dev"), desired: desired, owned: ["p": [owned("a")]])
    rebuild.settle(with: recovered(rebuild, ["a": Fields(["text": "old"])]))
    #expect(rebuild.found[0].arguments["text"] == "old")
  }

  @Test("finds what bears no labels by what others know of it")
  func unmarked() throws {
    let text = Datum.segments(["before ", .reference(Reference(address("image"), "id")), " after"])
    let desired = Desired(
      environment: "dev",
      resources: [declared("box", text: text, needs: ["image"]), declared("image"), declared("no")])
    var rebuild = StateRebuild(known: .empty("dev"), desired: desired, owned: ["p": [owned("box")]])
    rebuild.learn(from: recovered(rebuild, ["box": Fields(["text": "before sha-7 after"])]))
    var drafts: [ResourceState] = []
    while let draft = rebuild.nextUnmarked(instance: InstanceID("new")) {
      drafts.append(draft)
      let id = draft.attributes["id"]
      rebuild.take(
        draft, id.map { Observation(arguments: draft.arguments, attributes: Fields(["id": $0])) })
    }
    rebuild.settle(with: recovered(rebuild, ["box": Fields(["text": "before sha-7 after"])]))
    #expect(drafts.map(\.address.key) == ["image", "no"])
    #expect(rebuild.found.map(\.address.key) == ["box", "image"])
    #expect(rebuild.found[1].attributes["id"] == "sha-7")
    #expect(rebuild.found[0].expressions["text"] == text)
    #expect(rebuild.missing == [address("no")])
  }

  @Test("of what is not declared holds what is there, and what it seems to need")
  func undeclared() {
    var rebuild = StateRebuild(
      known: .empty("dev"), desired: nil,
      owned: [
        "p": [
          owned("net"), owned("box", shows: Fields(["link": "id-net"])),
          owned("net2", shows: Fields(["link": "id-box"])),
        ]
      ])
    rebuild.settle(with: [:])
    #expect(rebuild.found.map(\.address.key) == ["box", "net", "net2"])
    #expect(rebuild.found[0].dependencies == [address("net")])
    #expect(rebuild.found[2].dependencies == [address("box")])
  }

  @Test("never has a circle of needs that are only a likeness of names")
  func circle() {
    var rebuild = StateRebuild(
      known: .empty("dev"), desired: nil,
      owned: [
        "p": [owned("a", shows: Fields(["link": "b"])), owned("b", shows: Fields(["link": "a"]))]
      ])
    rebuild.settle(with: [:])
    #expect(rebuild.found.map(\.dependencies) == [[address("b")], []])
  }

  @Test("takes the later of two objects and keeps the earlier one as replaced")
  func deposed() {
    var rebuild = StateRebuild(
      known: .empty("dev"), desired: nil,
      owned: ["p": [owned("a", "i-2", made: "2"), owned("a", "i-1", made: "1")]])
    rebuild.settle(with: [:])
    #expect(rebuild.found.map(\.instance.text) == ["i-2"])
    #expect(rebuild.found[0].deposed.map(\.instance.text) == ["i-1"])
  }

  @Test("that is there in part is completed, and what it knows is left alone")
  func partial() {
    var known = Snapshot.empty("dev")
    known.resources = [
      ResourceState(address: address("a"), provider: "p", instance: InstanceID("i-a")),
      ResourceState(address: address("c"), provider: "p", instance: InstanceID("i-other")),
    ]
    let rebuild = StateRebuild(
      known: known, desired: nil, owned: ["p": [owned("a"), owned("b"), owned("c")]])
    #expect(rebuild.found.map(\.address.key) == ["b"])
    #expect(rebuild.spares.map(\.instance.text) == ["i-c"])
  }

  @Test("finds an object by the address that its declaration had before")
  func moved() {
    var resource = declared("new")
    resource.lifecycle.movedFrom = [address("old")]
    var rebuild = StateRebuild(
      known: .empty("dev"), desired: Desired(environment: "dev", resources: [resource]),
      owned: ["p": [owned("old")]])
    rebuild.settle(with: recovered(rebuild, [:]))
    #expect(rebuild.found.map(\.address.key) == ["new"])
  }
}
