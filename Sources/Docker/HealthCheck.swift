import InfraDSL
import InfraModel

/// How the engine finds out whether a container works, as Terraform's `healthcheck` block.
public struct HealthCheck: ArgumentValue {
  let test: [Value<String>]
  let interval: Duration
  let timeout: Duration
  let retries: Int
  let startPeriod: Duration

  /// A program with its arguments, run in the container; exit code 0 is healthy.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments.
  ///   - interval: Between two checks, and before the first one.
  ///   - timeout: How long one check may take.
  ///   - retries: How many failures in a row make it unhealthy.
  ///   - startPeriod: How long failures do not count after the start.
  public static func command(
    _ command: [Value<String>], every interval: Duration = .seconds(10),
    timeout: Duration = .seconds(5), retries: Int = 3, startPeriod: Duration = .zero
  ) -> HealthCheck {
    HealthCheck(
      test: ["CMD"] + command, interval: interval, timeout: timeout, retries: retries,
      startPeriod: startPeriod)
  }

  /// A line for the container's `/bin/sh`; the rest as for `command`.
  public static func shell(
    _ line: Value<String>, every interval: Duration = .seconds(10),
    timeout: Duration = .seconds(5), retries: Int = 3, startPeriod: Duration = .zero
  ) -> HealthCheck {
    HealthCheck(
      test: ["CMD-SHELL", line], interval: interval, timeout: timeout, retries: retries,
      startPeriod: startPeriod)
  }

  /// No check, also if the image has one.
  public static let disabled = HealthCheck(
    test: ["NONE"], interval: .zero, timeout: .zero, retries: 0, startPeriod: .zero)

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if retries < 0 {
      context.report("Invalid health check", "\"retries\" must not be negative, not \(retries).")
    }
    return context.object([
      "test": test, "interval": interval, "timeout": timeout, "retries": retries,
      "start_period": startPeriod,
    ])
  }
}
