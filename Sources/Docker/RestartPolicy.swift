import InfraDSL
import InfraModel

/// What the engine does when a container ends.
///
/// An unhealthy container is not restarted by any of them. Measured: after the engine itself was
/// killed, containers with `unlessStopped` did not come back, those with `always` did.
public enum RestartPolicy: String, ArgumentValue {
  /// Nothing.
  case no
  /// Starts it again if it failed.
  case onFailure = "on-failure"
  /// Starts it again unless it was stopped by hand.
  case unlessStopped = "unless-stopped"
  /// Starts it again, also with the engine.
  case always

  /// The policy's name.
  public func lower(_ context: inout LoweringContext) -> Datum { .string(rawValue) }
}
