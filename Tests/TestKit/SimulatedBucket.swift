import InfraModel
import InfraState
import Synchronization

/// A bucket in memory, with faults: refused conditions, lost answers, processes that end in the
/// midst of a request.
public final class SimulatedBucket: ObjectStore {
  /// What is done to one request.
  public enum Fault: Sendable {
    /// It is done, its answer is lost, and the client's next try meets what the first one did.
    case answeredTwice
    /// It is done, and nothing is ever answered.
    case lost
    /// It never arrives.
    case dropped
  }

  private struct State {
    var objects: [String: StoredObject] = [:]
    var versions = 0
    var requests: [String] = []
    var faults: [Int: Fault] = [:]
    var endsAt: (request: Int, arrives: Bool)?
    var before: [Int: @Sendable (SimulatedBucket) -> Void] = [:]
  }

  /// How the place is named in messages.
  public let place = "s3://states/team"
  private let state: Mutex<State>

  /// Makes an empty bucket.
  public init() { state = Mutex(State()) }

  /// The same objects, for a process that comes after one whose requests ended.
  public func afterKill() -> SimulatedBucket {
    let survivor = SimulatedBucket()
    let (objects, versions) = state.withLock { ($0.objects, $0.versions) }
    survivor.state.withLock { ($0.objects, $0.versions) = (objects, versions) }
    return survivor
  }

  /// The requests so far, as `write dev.state`.
  public var requests: [String] { state.withLock { $0.requests } }
  /// The contents by key, without those that are empty.
  public var contents: [String: [UInt8]] {
    state.withLock { $0.objects.mapValues(\.bytes).filter { !$0.value.isEmpty } }
  }

  /// Does something to the request of a number, counted from one.
  public func fault(_ request: Int, _ fault: Fault) {
    state.withLock { $0.faults[request] = fault }
  }

  /// Has the process end at a request, which may arrive all the same.
  public func end(at request: Int, arrives: Bool) {
    state.withLock { $0.endsAt = (request, arrives) }
  }

  /// Has something happen right before the request of a number.
  public func before(_ request: Int, _ happens: @escaping @Sendable (SimulatedBucket) -> Void) {
    state.withLock { $0.before[request] = happens }
  }

  /// Writes an object past every fault, as another machine would.
  public func force(_ bytes: [UInt8], to key: String) {
    state.withLock { _ = Self.write(bytes, key, .none, &$0) }
  }

  /// An object; nothing if there is none.
  public func read(_ key: String) async throws(Diagnostic) -> StoredObject? {
    try await request("read \(key)") { $0.objects[key] }
  }

  /// All keys that begin so, sorted.
  public func list(_ prefix: String) async throws(Diagnostic) -> [String] {
    try await request("list \(prefix)") { $0.objects.keys.filter { $0.hasPrefix(prefix) }.sorted() }
  }

  /// Writes an object if a condition holds; answers its version.
  public func write(_ bytes: [UInt8], to key: String, if condition: WriteCondition)
    async throws(Diagnostic) -> ObjectVersion?
  {
    try await request("write \(key)") { Self.write(bytes, key, condition, &$0) }
  }

  /// Removes an object.
  public func remove(_ key: String) async throws(Diagnostic) {
    try await request("remove \(key)") { $0.objects[key] = nil }
  }

  private static func write(
    _ bytes: [UInt8], _ key: String, _ condition: WriteCondition, _ state: inout State
  ) -> ObjectVersion? {
    switch condition {
    case .absent where state.objects[key] != nil: return nil
    case .unchanged(let version) where state.objects[key]?.version != version: return nil
    case .absent, .unchanged, .none: break
    }
    state.versions += 1
    let version = ObjectVersion("\"v\(state.versions)\"")
    state.objects[key] = StoredObject(bytes: bytes, version: version)
    return version
  }

  private func request<Answer: Sendable>(
    _ name: String, _ work: (inout State) -> Answer
  ) async throws(Diagnostic) -> Answer {
    let (number, happens) = state.withLock { state in
      state.requests.append(name)
      let number = state.requests.count
      return (number, state.before[number])
    }
    happens?(self)
    await Task.yield()
    let answer = state.withLock { state -> Answer? in
      if let end = state.endsAt, number >= end.request {
        if number == end.request, end.arrives { _ = work(&state) }
        return nil
      }
      switch state.faults[number] {
      case .dropped: return nil
      case .lost:
        _ = work(&state)
        return nil
      case .answeredTwice:
        _ = work(&state)
        return work(&state)
      case nil: return work(&state)
      }
    }
    if let answer { return answer }
    throw Diagnostic("State cannot be reached", "\(place): no answer to \(name).")
  }
}
