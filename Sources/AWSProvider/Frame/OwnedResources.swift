import AWSClient
import InfraModel
import Synchronization

/// Finds every object that bears an environment's tags and says what it is, without any state.
struct OwnedResources: Sendable {
  let session: AWSSession

  /// How many objects are looked at side by side.
  private static let workers = 8

  /// All of them. One whose type is not known here, or that is gone already, is left out.
  func list(_ environment: String) async throws(ProviderError) -> [OwnedObject] {
    var marks = OwnershipMarks(session, environment)
    let found = try await marks.read()
    let board = Board(count: found.count)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(Self.workers, found.count) {
        group.addTask {
          while let number = board.next() {
            do throws(ProviderError) {
              board.note(number, try await object(found[number]))
            } catch { board.fail(error) }
          }
        }
      }
      await group.waitForAll()
    }
    return try board.objects()
  }

  private func object(_ mark: OwnershipMarks.Mark) async throws(ProviderError) -> OwnedObject? {
    guard let type = ServedTypes.all[mark.address.type] else { return nil }
    let finding = TypeFinding(type: type, session: session)
    for key in Self.keys(mark) {
      guard let object = try await finding.find(key, wanted: nil),
        type.tags.read(object)[Ownership.instance]?.string == mark.instance.text
      else { continue }
      return OwnedObject(
        address: mark.address, instance: mark.instance, made: Self.made(object),
        observation: try await finding.observation(object))
    }
    return nil
  }

  /// What it may be found by: its mark where the service can, else what may be its id in its name.
  ///
  /// A resource name ends with `type/id`, `type:id`, or `type/path/id`; some ids are the whole
  /// name, and that of a task definition is its family, without the revision.
  static func keys(_ mark: OwnershipMarks.Mark) -> [Lookup.Key] {
    var names = [mark.name]
    if mark.name.hasPrefix("arn:") {
      let parts = mark.name.split(
        separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      let rest = parts.count > 5 ? String(parts[5]) : mark.name
      names.append(rest)
      if let slash = rest.firstIndex(of: "/") {
        names.append(String(rest[rest.index(after: slash)...]))
      }
      if let slash = rest.lastIndex(of: "/") {
        names.append(String(rest[rest.index(after: slash)...]))
      }
      if let colon = rest.firstIndex(of: ":") {
        let tail = String(rest[rest.index(after: colon)...])
        names.append(tail)
        names.append(String(rest[..<colon].split(separator: "/").last ?? ""))
        if tail.hasSuffix(":*") { names.append(String(tail.dropLast(2))) }
      }
    }
    var seen: Set<String> = []
    let unique = names.filter { !$0.isEmpty && seen.insert($0).inserted }
    let last = unique.last ?? mark.name
    return [.instance(mark.instance)] + unique.map { .id($0) } + [
      .arguments(Fields(["name": .string(last)]))
    ]
  }

  /// When it was made, where it says so; in whatever form, as only objects of one resource are
  /// compared.
  private static func made(_ object: Datum) -> String {
    for name in ["CreateTime", "CreatedTime", "CreateDate", "CreationDate", "createdAt"] {
      if let text = object[name].scalarText { return text }
    }
    return ""
  }

  /// What came of many looks, by their numbers, as several tasks note it.
  private final class Board: Sendable {
    private struct State {
      var next = 0
      var objects: [OwnedObject?]
      var problem: ProviderError?
    }

    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(objects: [OwnedObject?](repeating: nil, count: count))) }

    /// The next that nobody has taken; none after a failure.
    func next() -> Int? {
      state.withLock { state in
        guard state.problem == nil, state.next < state.objects.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func note(_ number: Int, _ object: OwnedObject?) {
      state.withLock { $0.objects[number] = object }
    }

    func fail(_ problem: ProviderError) { state.withLock { $0.problem = $0.problem ?? problem } }

    func objects() throws(ProviderError) -> [OwnedObject] {
      try state.withLock { state throws(ProviderError) in
        if let problem = state.problem { throw problem }
        return state.objects.compactMap { $0 }
      }
    }
  }
}

extension TypeFinding {
  /// What an object is, as far as that can be told without a schema.
  func observation(_ object: Datum) async throws(ProviderError) -> Observation {
    var arguments = Member.read(type.arguments, object, declared: nil)
    let tags = Ownership.declared(type.tags.read(object))
    if !tags.isEmpty { arguments["tags"] = .object(tags) }
    let scope = try await scope(arguments, InstanceID(""), object: object)
    return Observation(arguments: arguments, attributes: attributes(scope))
  }
}
