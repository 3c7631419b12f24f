import Dispatch
import FoundationEssentials
import Glibc
import InfraExecution

/// Turns SIGINT and SIGTERM into stopping: the first ends what is in flight and begins nothing
/// more, the second abandons it.
enum Interrupts {
  static func watching<Result: Sendable>(
    _ work: @escaping @Sendable (StopSignal) async -> Result
  ) async -> Result {
    let stop = StopSignal()
    let task = Task { await work(stop) }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [stop] in
        if stop.isSet {
          task.cancel()
        } else {
          stop.set()
          let text = "\nInterrupted: finishing what is in flight; once more to stop now.\n"
          Terminal.write(text, STDERR_FILENO)
        }
      }
      source.resume()
      return source
    }
    let result = await task.value
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    return result
  }
}
