import CCurl
import Dispatch
import Synchronization

/// What a client asks of its driver.
enum DriverCommand: Sendable {
  case start(Exchange)
  case cancel(Exchange)
  case resumeReceiving(Exchange)
  case resumeSending(Exchange)
}

/// A libcurl multi handle, seen from threads that do not drive it.
///
/// `@unchecked Sendable` is safe: off the driver's thread the only call made with it is
/// `curl_multi_wakeup`, which libcurl documents as callable from any thread, and the mailbox's lock
/// keeps that call from meeting the handle's end.
struct WakeableMulti: @unchecked Sendable {
  let handle: UnsafeMutableRawPointer
}

/// The way from any thread to the driver's: commands in order, and the driver's life.
final class Mailbox: Sendable {
  fileprivate struct State {
    var commands: [DriverCommand] = []
    var multi: WakeableMulti?
    var isStarted = false
    var isClosed = false
  }

  let settings: DriverSettings
  private let state = Mutex(State())

  init(settings: DriverSettings) {
    self.settings = settings
  }

  /// Hands a command over, starting the driver at the first; `false` once closed.
  @discardableResult
  func post(_ command: DriverCommand) -> Bool {
    enum Outcome { case refused, queued, first }
    let outcome: Outcome = state.withLock { state in
      guard !state.isClosed else { return .refused }
      state.commands.append(command)
      guard state.isStarted else {
        state.isStarted = true
        return .first
      }
      // The driver takes all commands at once, so only the first of a batch has to wake it.
      if state.commands.count == 1 { state.wake() }
      return .queued
    }
    if outcome == .first { startDriver() }
    return outcome != .refused
  }

  /// Makes the driver end all transfers and its thread.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.wake()
    }
  }

  /// For the driver, before its first wait: from now on commands wake this handle.
  func attach(_ multi: WakeableMulti) {
    state.withLock { $0.multi = multi }
  }

  /// For the driver, before it frees the handle; returns the commands that nobody will handle.
  func detach() -> [DriverCommand] {
    state.withLock { state in
      state.isClosed = true
      state.multi = nil
      return state.takeCommands()
    }
  }

  /// For the driver: all commands since the last call, or `nil` once closed.
  func take() -> [DriverCommand]? {
    state.withLock { $0.isClosed ? nil : $0.takeCommands() }
  }

  private func startDriver() {
    // A queue of its own has a thread of its own, which the driver keeps.
    DispatchQueue(label: "infra-http").async { TransferDriver.run(mailbox: self) }
  }
}

extension Mailbox.State {
  fileprivate func wake() {
    guard let multi else { return }
    curl_multi_wakeup(multi.handle)
  }

  fileprivate mutating func takeCommands() -> [DriverCommand] {
    let taken = commands
    commands = []
    return taken
  }
}
