import Synchronization

/// Tells of requests that are made again outside of an apply's steps: what is read for a plan, and
/// the state in a bucket. A service that is away would say it hundreds of times: the first few are
/// told, and that there are more.
final class RepeatedRequests: Sendable {
  /// So many lines are told.
  static let most = 10

  private let terminal: Terminal
  private let count = Mutex(0)

  init(_ terminal: Terminal) { self.terminal = terminal }

  /// Tells one.
  func tell(_ words: String) {
    let number = count.withLock { count in
      count += 1
      return count
    }
    if number <= Self.most { terminal.say("\(words)\n") }
    if number == Self.most { terminal.say("Further requests that are made again are not told.\n") }
  }
}
