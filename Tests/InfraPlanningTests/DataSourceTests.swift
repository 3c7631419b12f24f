import InfraModel
import InfraPlanning
import InfraReview
import TestKit
import Testing

@Suite("A data source in a plan")
struct DataSourceTests {
  private static let source = Schema(
    type: "sim_source", summary: "Something asked for.", isDataSource: true,
    arguments: [
      ArgumentSchema("wanted", .optional, changing: .always(.inPlace), "What is looked for.")
    ],
    attributes: [
      AttributeSchema("told", terraform: "told", "What was found."),
      AttributeSchema("places[1]", terraform: "places[1]", "The second place."),
    ])
  private static let schemas = Simulated.schemas.merging(["sim_source": source]) { own, _ in own }
  private let address = Address(module: [], type: "sim_source", key: "zones")

  private func asking(_ wanted: Datum = "a", needs: [Address] = []) -> DesiredResource {
    DesiredResource(
      address: address, schema: Self.source, provider: "sim", arguments: [wanted],
      dependencies: needs)
  }

  private func user(_ attribute: String = "told") -> DesiredResource {
    var user = node("user", ["config": .reference(Reference(address, attribute))])
    user.dependencies = [address]
    return user
  }

  private func known(_ told: Datum, wanted: Datum = "a") -> ResourceState {
    ResourceState(
      address: address, provider: "sim", instance: InstanceID("s"),
      arguments: Fields(["wanted": wanted]), attributes: Fields(["told": told]))
  }

  private func saw(_ told: Datum, wanted: Datum = "a") -> PlanInput.Observed {
    .present(
      Observation(arguments: Fields(["wanted": wanted]), attributes: Fields(["told": told])))
  }

  private func plan(
    _ declared: [DesiredResource], after: [ResourceState] = [], saw: PlanInput.Observed? = nil,
    _ options: PlanOptions = PlanOptions()
  ) throws(Diagnostics) -> Plan {
    var prior = Snapshot.empty("dev")
    prior.resources = after.sorted { $0.address < $1.address }
    return try Planner.plan(
      PlanInput(
        desired: Desired(
          environment: "dev", resources: declared.sorted { $0.address < $1.address },
          providers: [ProviderConfiguration(name: "sim", settings: Fields())]),
        prior: prior, observed: saw.map { [address: $0] } ?? [:], schemas: Self.schemas,
        options: options))
  }

  private func steps(_ plan: Plan) -> [String] {
    plan.steps.map { "\($0.operation.rawValue) \(plan.changes[$0.change].address.key)" }
  }

  private func config(_ plan: Plan) throws -> Datum {
    let change = try #require(plan.changes.first { $0.address.key == "user" })
    return change.arguments[try #require(change.schema.position(of: "config"))]
  }

  @Test("that was read for it is told to the state, and its values are known to others")
  func read() throws {
    let plan = try plan([asking(), user()], saw: saw("found"))
    #expect(steps(plan) == ["record zones", "create user"])
    #expect(try config(plan) == "found")
    #expect(PlanText.summary(plan).contains("1 to read"))
  }

  @Test("that the state knows as it is declared is not read")
  func remembered() throws {
    #expect(try plan([asking()], after: [known("found")]).isEmpty)
    #expect(try plan([asking()], after: [known("found")], saw: saw("found")).isEmpty)
  }

  @Test("that tells something else now changes what is made of it")
  func changed() throws {
    let plan = try plan([asking(), user()], after: [known("old")], saw: saw("new"))
    #expect(plan.changes.first { $0.address == address }?.reason == .arguments(["told"]))
    #expect(try config(plan) == "new")
  }

  @Test("that looks for what an apply makes is read by the apply, and its values wait")
  func waiting() throws {
    let vpc = node("vpc")
    let wanted = Datum.reference(Reference(vpc.address, "id"))
    let declared = [vpc, asking(wanted, needs: [vpc.address]), user()]
    let plan = try plan(declared, saw: saw("of another", wanted: "another"))
    #expect(steps(plan) == ["create vpc", "read zones", "create user"])
    #expect(try config(plan) == .reference(Reference(address, "told")))
  }

  @Test("that looks for something else and was not read for it is read by the apply")
  func stale() throws {
    let plan = try plan([asking("b")], after: [known("old")])
    #expect(steps(plan) == ["read zones"])
    #expect(plan.changes[0].reason == .arguments(["wanted"]))
  }

  @Test("that tells less than is taken of it is refused, with what it has")
  func missing() {
    do throws(Diagnostics) {
      _ = try plan([asking(), user("places[1]")], saw: saw("found"))
      Issue.record("it was planned")
    } catch {
      #expect(error.items.map(\.summary) == ["Nothing of that name was read"])
      #expect(error.items[0].detail.contains("takes places[1] of sim_source.zones"))
      #expect(error.items[0].hints == ["it has told"])
    }
  }

  @Test("that is not declared any more is forgotten, and so it is where all is destroyed")
  func gone() throws {
    for options in [PlanOptions(), PlanOptions(isDestroy: true)] {
      let plan = try plan([], after: [known("found")], options)
      #expect(plan.changes.map(\.action) == [.forget])
      #expect(steps(plan) == ["record zones"])
    }
  }

  @Test("told then what a rollback restores")
  func restored() throws {
    var then = Snapshot.empty("dev")
    var user = ResourceState(
      address: user().address, provider: "sim", instance: InstanceID("u"),
      arguments: Fields(["config": "old"]), attributes: Fields(["id": "u"]),
      expressions: Fields(["config": .reference(Reference(address, "told"))]),
      dependencies: [address])
    then.resources = [known("old"), user].sorted { $0.address < $1.address }
    user.arguments = Fields(["config": "new"])
    var now = then
    now.resources = [known("new"), user].sorted { $0.address < $1.address }
    let desired = Desired(recorded: then, schemas: Self.schemas, isRestoring: true)
    let plan = try Planner.plan(
      PlanInput(desired: desired, prior: now, schemas: Self.schemas))
    #expect(try config(plan) == "old")
  }
}
