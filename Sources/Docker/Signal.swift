import InfraDSL
import InfraModel

/// A signal that a process gets (signal(7)).
public enum Signal: String, ArgumentValue {
  /// Read the configuration anew, by custom.
  case hangUp = "SIGHUP"
  /// Stop, as Ctrl-C.
  case interrupt = "SIGINT"
  /// Stop; nginx finishes its requests first.
  case quit = "SIGQUIT"
  /// Stop.
  case terminate = "SIGTERM"
  /// Whatever the process makes of it.
  case user1 = "SIGUSR1"
  /// Whatever the process makes of it.
  case user2 = "SIGUSR2"
  /// By custom a changed terminal; nginx stops its workers softly.
  case windowChange = "SIGWINCH"

  /// The signal's name.
  public func lower(_ context: inout LoweringContext) -> Datum { .string(rawValue) }
}
