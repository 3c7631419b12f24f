import InfraModel
import InfraPlanning
import TestKit
import Testing

/// What holds of every plan, tried on random environments and edits of them.
@Suite("Every plan")
struct PlanPropertyTests {
  private static let seeds: Range<UInt64> = 0..<400

  /// A random environment with a state of it as it was a few edits ago.
  private static func input(_ seed: UInt64) -> PlanInput {
    var declarations = RandomDeclarations(seed: seed, size: 14)
    let before = declarations.desired()
    for _ in 0..<(seed % 6) { declarations.edit() }
    let prior = seed % 7 == 0 ? .empty("dev") : Snapshot(applied: before.resources)
    return PlanInput(desired: declarations.desired(), prior: prior, schemas: Simulated.schemas)
  }

  @Test("has steps for each change and for nothing else, with edges that only point backwards")
  func steps() throws {
    for seed in Self.seeds {
      let plan = try Planner.plan(Self.input(seed))
      for (number, step) in plan.steps.enumerated() {
        #expect(step.number == number && plan.changes.indices.contains(step.change), "\(seed)")
        #expect(step.after.allSatisfy { $0 < number }, "seed \(seed)")
        #expect(step.after == Set(step.after).sorted(), "seed \(seed)")
      }
      let worked = Set(plan.steps.map(\.change))
      for (number, change) in plan.changes.enumerated() {
        #expect(change.isChange == worked.contains(number), "seed \(seed): \(change.address)")
      }
      #expect(plan.changes.map(\.address) == plan.changes.map(\.address).sorted(), "\(seed)")
    }
  }

  @Test("is the same again, and whatever the order of what it is made from")
  func stable() throws {
    for seed in Self.seeds {
      let input = Self.input(seed)
      let first = try Planner.plan(input)
      var random = SeededRandom(seed: seed)
      var shuffled = input
      shuffled.desired.resources.shuffle(using: &random)
      shuffled.prior.resources.shuffle(using: &random)
      shuffled.desired.providers.shuffle(using: &random)
      let second = try Planner.plan(shuffled)
      #expect(first.digest == second.digest, "seed \(seed)")
      #expect(first.steps == second.steps, "seed \(seed)")
      #expect(first.outputs == second.outputs, "seed \(seed)")
    }
  }

  @Test("has nothing created before what it needs, nothing deleted while it is needed")
  func safety() throws {
    for seed in Self.seeds {
      let plan = try Planner.plan(Self.input(seed))
      let before = Self.ancestors(plan)
      var come: [Address: Int] = [:]
      var go: [Address: Int] = [:]
      for step in plan.steps {
        let address = plan.changes[step.change].address
        switch step.operation {
        case .create, .importing: come[address] = step.number
        case .delete, .deleteDeposed: go[address] = step.number
        default: break
        }
      }
      for change in plan.changes {
        if let mine = come[change.address] {
          for need in change.dependencies {
            guard let its = come[need] else { continue }
            #expect(before[mine].contains(its), "seed \(seed): \(change.address), \(need)")
          }
        }
        guard let mine = go[change.address] else { continue }
        for need in change.prior?.dependencies ?? [] {
          guard let its = go[need] else { continue }
          #expect(before[its].contains(mine), "seed \(seed): \(need) under \(change.address)")
        }
      }
    }
  }

  /// For each step all that must have ended before it.
  private static func ancestors(_ plan: Plan) -> [Set<Int>] {
    var all: [Set<Int>] = []
    for step in plan.steps {
      all.append(step.after.reduce(into: Set(step.after)) { $0.formUnion(all[$1]) })
    }
    return all
  }

  @Test("is empty where the state is as declared")
  func empty() throws {
    for seed in Self.seeds {
      let desired = RandomDeclarations(seed: seed, size: 14).desired()
      var prior = Snapshot(applied: desired.resources)
      prior.outputs = Fields(
        desired.outputs.map { output in
          Fields.Entry(
            key: output.name,
            value: output.value.replacing { symbol in
              guard case .reference(let reference) = symbol else { return nil }
              return prior[reference.address]?.attributes[reference.attribute]
            })
        })
      let plan = try Planner.plan(
        PlanInput(desired: desired, prior: prior, schemas: Simulated.schemas))
      #expect(plan.isEmpty, "seed \(seed): \(plan.changes.filter(\.isChange).map(\.reason))")
    }
  }

  @Test("that touches a part touches nothing else")
  func parts() throws {
    for seed in Self.seeds {
      var input = Self.input(seed)
      guard let target = input.desired.resources.first?.address else { continue }
      input.options.targets = [target.text]
      let plan: Plan
      // A part may be refused, since it would take an object away under another.
      do throws(Diagnostics) { plan = try Planner.plan(input) } catch {
        #expect(error.items.allSatisfy { $0.summary == "Dependent left out" }, "seed \(seed)")
        continue
      }
      input.options = PlanOptions(excludes: [target.text])
      if let rest = try? Planner.plan(input) {
        #expect(!rest.changes.contains { $0.address == target && $0.isChange }, "seed \(seed)")
      }
      #expect(plan.outputs.isEmpty, "seed \(seed)")
    }
  }
}
