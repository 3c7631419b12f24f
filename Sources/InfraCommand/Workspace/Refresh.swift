import InfraModel
import InfraPlanning
import Synchronization

/// Asks the providers what there is, many resources at once. It is given readers, which cannot
/// change anything.
struct Refresh {
  let readers: [String: any ResourceReader]
  let schemas: any SchemaSource
  let parallelism: Int
  /// Where what is read is declared, if it still is.
  var place: @Sendable (Address) -> SourceLocation? = { _ in nil }

  /// What reading these resources gives; all failures together.
  func read(_ resources: [ResourceState]) async throws(Diagnostics) -> [Address: PlanInput.Observed]
  {
    await prepare(toRead: resources)
    let observed = try await gather(
      resources.map { resource in
        (
          resource.address,
          { () async throws(ProviderError) in
            guard let reader = readers[resource.provider],
              let schema = schemas.schema(of: resource.address.type)
            else { throw Self.noProvider(resource.provider) }
            return try await reader.read(resource, schema)
          }
        )
      })
    // What was not asked for is as good as old from now on.
    await prepare(toRead: [])
    return observed
  }

  private func prepare(toRead resources: [ResourceState]) async {
    let byProvider = Dictionary(grouping: resources, by: \.provider)
    await withTaskGroup(of: Void.self) { group in
      for (name, reader) in readers {
        group.addTask { await reader.prepare(toRead: byProvider[name] ?? []) }
      }
      await group.waitForAll()
    }
  }

  /// What the providers say of resources whose state was put together again.
  func recover(_ drafts: [ResourceState], _ context: RecoveryContext) async throws(Diagnostics)
    -> [Address: PlanInput.Observed]
  {
    try await gather(
      drafts.map { draft in
        (
          draft.address,
          { () async throws(ProviderError) in
            guard let reader = readers[draft.provider],
              let schema = schemas.schema(of: draft.address.type)
            else { throw Self.noProvider(draft.provider) }
            return try await reader.recover(draft, schema, context)
          }
        )
      })
  }

  typealias Reading = @Sendable () async throws(ProviderError) -> Observation?

  /// What many readings give, side by side; all failures together.
  func gather(_ readings: [(Address, Reading)]) async throws(Diagnostics)
    -> [Address: PlanInput.Observed]
  {
    // A few tasks that take one after the other, not one task each: a task group whose many short
    // children answer pairs with results was seen to lose some and to crash (Swift 6.3.1, -O).
    let answers = Answers(count: readings.count)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(parallelism, readings.count) {
        group.addTask {
          while let number = answers.next() {
            do throws(ProviderError) {
              answers.note(number, .success(try await readings[number].1()))
            } catch { answers.note(number, .failure(error)) }
          }
        }
      }
      await group.waitForAll()
    }
    var observed: [Address: PlanInput.Observed] = [:]
    var problems: [Diagnostic] = []
    for ((address, _), answer) in zip(readings, answers.all) {
      switch answer {
      case .success(let observation?): observed[address] = .present(observation)
      case .success(nil): observed[address] = .gone
      case .failure(let error): problems.append(problem(address, error))
      case nil: break
      }
    }
    if problems.isEmpty { return observed }
    throw Diagnostics(Self.merged(problems))
  }

  private func problem(_ address: Address, _ error: ProviderError) -> Diagnostic {
    var problem = error.diagnostic
    problem.address = address
    problem.location = place(address)
    return problem
  }

  /// One problem where many resources have the same: an engine that is away is told once.
  static func merged(_ problems: [Diagnostic]) -> [Diagnostic] {
    var groups: [String: [Diagnostic]] = [:]
    var order: [String] = []
    for problem in problems.sorted(by: { ($0.address?.text ?? "") < ($1.address?.text ?? "") }) {
      let key =
        problem.summary == "Provider not reachable"
        ? problem.summary + problem.hints.joined() : problem.summary + problem.detail
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(problem)
    }
    return order.compactMap { key in
      guard let group = groups[key], var first = group.first else { return nil }
      if group.count > 1 {
        first.detail += " The same holds for \(group.count - 1) more."
      }
      return first
    }
  }

  static func noProvider(_ name: String) -> ProviderError {
    ProviderError(.refused, request: "read", message: "No provider \"\(name)\" is configured.")
  }
}

extension ProviderError {
  /// The error as people need it, where it concerns no single resource.
  var diagnostic: Diagnostic {
    let status = status.map { ", status \($0)" } ?? ""
    return Diagnostic(
      summary, "\(request)\(status): \(message)", hints: hints, commands: commands)
  }
}

/// What came of many readings, by their numbers, as several tasks note it.
private final class Answers: Sendable {
  typealias Answer = Result<Observation?, ProviderError>

  private let state: Mutex<(next: Int, all: [Answer?])>

  init(count: Int) { state = Mutex((0, [Answer?](repeating: nil, count: count))) }

  /// The next reading that nobody has taken.
  func next() -> Int? {
    state.withLock { state in
      guard state.next < state.all.count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func note(_ number: Int, _ answer: Answer) { state.withLock { $0.all[number] = answer } }

  var all: [Answer?] { state.withLock { $0.all } }
}
