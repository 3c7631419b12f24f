import Dispatch
import Synchronization

/// Work on a whole by its parts, on all processors at once.
public enum Parallel {
  /// The results of consecutive ranges that make up `0..<count`, in their order; the same whatever
  /// the machine. A part has at least `least` elements: fewer are not worth a thread.
  ///
  ///     let sums = Parallel.map(numbers.count) { numbers[$0].reduce(0, +) }
  public static func map<Part: Sendable>(
    _ count: Int, atLeast least: Int = 1_000, _ work: @Sendable (Range<Int>) -> Part
  ) -> [Part] {
    let parts = min(count / max(least, 1), 16)
    guard parts > 1 else { return [work(0..<count)] }
    let results = Mutex([Part?](repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let made = work(count * part / parts..<count * (part + 1) / parts)
      results.withLock { $0[part] = made }
    }
    return results.withLock { $0 }.compactMap { $0 }
  }
}
