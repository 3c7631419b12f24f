import Foundation
import InfraModel
import InfraState
import TestKit
import Testing

/// Random programs of declarations and edits, killed at random places and applied again.
@Suite("Plan and apply, again and again,")
struct SimulationTests {
  private static let seeds: UInt64 =
    ProcessInfo.processInfo.environment["INFRA_SEEDS"].flatMap { UInt64($0) } ?? 2_000
  private static let first: UInt64 =
    ProcessInfo.processInfo.environment["INFRA_SEED"].flatMap { UInt64($0) } ?? 0

  @Test("lead to the declarations, however often the process dies or requests fail")
  func converges() async {
    var failures = 0
    for seed in Self.first..<(Self.first + Self.seeds) {
      let problem = await withTaskExecutorPreference(SeededExecutor(seed: seed)) {
        await Self.life(seed: seed)
      }
      guard let problem else { continue }
      failures += 1
      Issue.record("INFRA_SEED=\(seed) INFRA_SEEDS=1: \(problem)")
      if failures >= 3 { return }
    }
  }

  /// A few edits, each applied until nothing is left to do; answers what is wrong.
  private static func life(seed: UInt64) async -> String? {
    let simulation = Simulation(seed: seed)
    var declarations = RandomDeclarations(seed: seed, size: 6)
    for round in 0..<4 {
      if round > 0 { declarations.edit() }
      simulation.history.append("round \(round)")
      do {
        try await settle(simulation, &declarations)
        let state = try await store(simulation.disk).load("dev")
        if let problem = problem(simulation, state, declarations.desired()) {
          return describe(simulation, problem)
        }
      } catch { return describe(simulation, "\(error)") }
    }
    return nil
  }

  /// Applies until a process finds nothing to do. The first ones are troubled, and meanwhile the
  /// declarations may change.
  private static func settle(
    _ simulation: Simulation, _ declarations: inout RandomDeclarations
  ) async throws {
    for attempt in 0..<12 {
      var troubles = Simulation.Troubles()
      if attempt < 4 { troubles = .random(&simulation.random) }
      let isRefreshed = Int.random(in: 0..<3, using: &simulation.random) == 0
      let end = try await simulation.process(
        declarations.desired(), troubles, isRefreshed: isRefreshed)
      simulation.history.append("\(end) \(troubles) refreshed \(isRefreshed)")
      if end == .nothingToDo { return }
      if attempt >= 4, end != .done { throw Unsettled(what: "an untroubled apply \(end)") }
      if attempt >= 5 { throw Unsettled(what: "a plan after an untroubled apply is not empty") }
      if attempt < 3, Int.random(in: 0..<4, using: &simulation.random) == 0 {
        declarations.edit()
      }
    }
  }

  private struct Unsettled: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
  }

  /// What of the world is not as declared.
  private static func problem(
    _ simulation: Simulation, _ session: Snapshot, _ desired: Desired
  ) -> String? {
    let world = simulation.world
    if let violation = world.violations.first { return violation }
    guard session.resources.map(\.address) == desired.resources.map(\.address) else {
      return "the state holds \(session.resources.map(\.address))"
    }
    guard world.objects.count == desired.resources.count else {
      return "there are \(world.objects.map { "\($0.address) \($0.instance)" })"
    }
    for resource in desired.resources {
      guard let state = session[resource.address], let object = world[state.instance] else {
        return "\(resource.address) has no object"
      }
      guard state.status == .ready, state.deposed.isEmpty, state.pending.isEmpty else {
        return "\(resource.address) is \(state.status) with \(state.deposed.count) old objects"
      }
      guard state.dependencies == resource.dependencies else {
        return "\(resource.address) depends on \(state.dependencies)"
      }
      var arguments = Fields()
      for (argument, value) in zip(resource.schema.arguments, resource.arguments)
      where !value.isNull {
        arguments[argument.name] = value.replacing { symbol in
          guard case .reference(let reference) = symbol else { return nil }
          return session[reference.address].flatMap { world[$0.instance] }?
            .attributes[reference.attribute]
        }
      }
      guard object.arguments == arguments, object.isCurrent else {
        return "\(resource.address) is \(object), declared \(arguments)"
      }
    }
    return nil
  }

  private static func describe(_ simulation: Simulation, _ problem: String) -> String {
    simulation.history.joined(separator: "\n") + "\n" + problem
  }
}

extension Simulation.Troubles {
  static func random(_ random: inout SeededRandom) -> Simulation.Troubles {
    var troubles = Simulation.Troubles()
    switch Int.random(in: 0..<4, using: &random) {
    case 0: troubles.crashAtRequest = Int.random(in: 1...12, using: &random)
    case 1: troubles.crashAtDisk = Int.random(in: 1...40, using: &random)
    case 2: troubles.faultPercent = 30
    default: break
    }
    troubles.isCrashBefore = Bool.random(using: &random)
    troubles.losesPower = Bool.random(using: &random)
    return troubles
  }
}
