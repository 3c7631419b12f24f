import InfraModel
import Synchronization

/// Reads the objects of many revisions, several at once.
struct RevisionObjects {
  private static let workers = 16

  private struct State {
    var next = 0
    var contents: [[UInt8]?]
    var problem: Diagnostic?
  }

  private let store: any ObjectStore

  init(_ store: any ObjectStore) { self.store = store }

  /// The contents by their keys, in the keys' order; one that was removed meanwhile is left out.
  func read(_ keys: [String]) async throws(Diagnostic) -> [(key: String, bytes: [UInt8])] {
    let board = Board(count: keys.count)
    let store = store
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(Self.workers, keys.count) {
        group.addTask {
          while let number = board.next() {
            do throws(Diagnostic) {
              board.note(number, try await store.read(keys[number])?.bytes)
            } catch { board.fail(error) }
          }
        }
      }
      await group.waitForAll()
    }
    let contents = try board.contents()
    return zip(keys, contents).compactMap { key, bytes in bytes.map { (key, $0) } }
  }

  /// What several tasks read, by the objects' numbers.
  private final class Board: Sendable {
    private let state: Mutex<State>

    init(count: Int) { state = Mutex(State(contents: [[UInt8]?](repeating: nil, count: count))) }

    /// The next object that nobody has taken; none after a failure.
    func next() -> Int? {
      state.withLock { state in
        guard state.problem == nil, state.next < state.contents.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func note(_ number: Int, _ bytes: [UInt8]?) {
      state.withLock { $0.contents[number] = bytes }
    }

    func fail(_ problem: Diagnostic) { state.withLock { $0.problem = $0.problem ?? problem } }

    func contents() throws(Diagnostic) -> [[UInt8]?] {
      try state.withLock { state throws(Diagnostic) in
        if let problem = state.problem { throw problem }
        return state.contents
      }
    }
  }
}
