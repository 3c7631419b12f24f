/// How a command ended, as the shell sees it. The numbers are a promise to scripts.
public enum ExitCode: Int32, Sendable {
  /// Done.
  case done = 0
  /// Failed.
  case failed = 1
  /// Changes pending (with `--detailed-exitcode`), or drift found.
  case changesPending = 2
  /// The command line was wrong (`EX_USAGE` of sysexits.h).
  case usage = 64
  /// Interrupted (128 and SIGINT).
  case interrupted = 130
}
