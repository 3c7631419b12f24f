import InfraExecution
import InfraModel
import InfraPlanning
import InfraState
import TestKit
import Testing

@Suite("Taking an object over")
struct ImportTests {
  private let world = SimulatedWorld()
  private let disk = MemoryDisk()
  private let names = InstanceNames()
  private let address = Sample.address("sim_node.a")

  /// Somebody's object, of another size than what is declared.
  private func makeObject() async throws {
    let request = ProviderRequest(
      environment: "other", address: address, instance: InstanceID("old"),
      schema: Simulated.node, arguments: Fields(["name": "a", "size": 1]))
    _ = try await SimulatedProvider(world).perform(
      .create, request, ProviderContext(secrets: NoSecrets()))
  }

  /// One process: reads, plans, applies, until it is done or dies.
  private func run(_ faults: [String: SimulatedProvider.Fault] = [:]) async throws
    -> (report: ApplyReport, provider: SimulatedProvider)
  {
    let provider = SimulatedProvider(world, fault: Apply.faults(faults))
    let seed = UInt64(disk.operations)
    let session = try await store(disk, seed: seed).open("dev", as: holder)
    var observed: [Address: PlanInput.Observed] = [:]
    for state in session.base.resources {
      let observation = try await provider.read(state, Simulated.node)
      observed[state.address] = observation.map { .present($0) } ?? .gone
    }
    if observed.isEmpty, let found = try await provider.find("id-old", Simulated.node) {
      observed[address] = .present(found)
    }
    let declared = node("a", ["size": 2]) { $0.importID = "id-old" }
    let plan = try Planner.plan(
      PlanInput(
        desired: Desired(environment: "dev", resources: [declared], outputs: []),
        prior: session.base, observed: observed, schemas: Simulated.schemas))
    try await session.begin(ChangeSet(plan: plan.digest))
    let executor = PlanExecutor(
      providers: ["sim": provider], recorder: session, secrets: NoSecrets(),
      world: .simulated(seed: seed, names))
    let report = await executor.run(plan, from: session.snapshot, stop: StopSignal())
    try await session.close()
    return (report, provider)
  }

  @Test(
    "goes on after a crash before and after it, and before and after the update that follows it",
    arguments: [
      // From its intent on the state knows the object: what is left is an update.
      ("import a", SimulatedProvider.Fault.crashBefore, [Operation.update]),
      ("import a", .crashAfter, [.update]),
      ("update a", .crashBefore, [.update]), ("update a", .crashAfter, [.update]),
    ])
  func crash(at name: String, _ fault: SimulatedProvider.Fault, rest: [Operation]) async throws {
    try await makeObject()
    let first = try await run([name: fault])
    #expect(first.provider.isDead && !first.report.isComplete)
    let second = try await run()
    #expect(second.report.isComplete)
    #expect(second.provider.calls.map(\.operation) == rest)
    #expect(world.objects.map { $0.arguments["size"] } == [2])
    #expect(world.violations.isEmpty)
    #expect(try await run().report.plan.isEmpty)
  }
}
