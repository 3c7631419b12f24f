import InfraModel
import InfraState

/// How commands come to the lock of an environment.
extension Workspace {
  /// Takes the lock, and with it what an interrupted change set left. Who else has it is waited for
  /// as long as `--lock-timeout` says; by default not at all.
  func open(_ environment: String, command: String) async throws(Diagnostics) -> StateSession {
    let holder = LockHolder.current(command: command)
    let store = try store(of: environment)
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(lockTimeout)
    var isTold = false
    while true {
      do throws(Diagnostic) {
        let session = try await store.open(environment, as: holder)
        if let predecessor = session.predecessor {
          runtime.terminal.say(
            "Took over from \(predecessor.command) of \(predecessor.user)@\(predecessor.host), "
              + "which ended without giving the state back.\n")
        }
        try? places.keepNote(of: environment)
        return session
      } catch {
        guard error.isLockHeld, clock.now < deadline else { throw error.alone }
        if !isTold { await tellWhoIsWaitedFor(environment) }
        isTold = true
      }
      // Each look at a bucket costs requests.
      do { try await Task.sleep(for: .milliseconds(store.isShared ? 1_000 : 250)) } catch {
        throw Diagnostic("Interrupted", "Nothing was done.").alone
      }
    }
  }

  /// Waits until nobody changes an environment, so that a plan is made of what they leave, not of
  /// what they are about to change.
  func awaitOthers(_ environment: String, command: String) async throws(Diagnostics) {
    guard lockTimeout > 0 else { return }
    let store = try store(of: environment)
    do throws(Diagnostic) {
      guard try await store.lock(of: environment) != nil else { return }
    } catch { throw error.alone }
    let session = try await open(environment, command: command)
    do throws(Diagnostic) { try await session.close() } catch { throw error.alone }
  }

  private func tellWhoIsWaitedFor(_ environment: String) async {
    let lock = try? await store(of: environment).lock(of: environment)
    guard let holder = lock?.holder else { return }
    runtime.terminal.say(
      "Waiting up to \(lockTimeout) s for \(holder.user) on \(holder.host) (process "
        + "\(holder.process), `\(holder.command)`) …\n")
  }

  /// Reads a flag that is a number within bounds.
  static func number(
    _ flag: Flag, _ invocation: Invocation, default usual: Int, _ range: Range<Int>
  ) throws(Diagnostics) -> Int {
    guard let text = invocation.value(flag) else { return usual }
    if let number = Int(text), range.contains(number) { return number }
    throw Diagnostic(
      "Wrong command line",
      "--\(flag.name) is a number from \(range.lowerBound) to \(range.upperBound - 1), not "
        + "\"\(text)\"."
    ).alone
  }
}
