import InfraModel

/// What an apply tells while it runs.
public enum ExecutionEvent: Sendable {
  /// A step begins.
  case started(Step, Address)
  /// A step tells what it is doing, as "waiting for health".
  case progress(Step, Address, String)
  /// A step makes a request of its own again, as "EC2 CreateVpc again in 0.4 s: Throttling".
  case requestRetried(Step, Address, String)
  /// A step is tried again after an error, in so many seconds.
  case retrying(Step, Address, ProviderError, seconds: Double)
  /// A step ended well after so many seconds.
  case finished(Step, Address, seconds: Double)
  /// A step failed after so many seconds.
  case failed(Step, Address, Diagnostic, seconds: Double)
  /// A step is not begun because one that it waits for failed.
  case skipped(Step, Address, because: Address)
}
