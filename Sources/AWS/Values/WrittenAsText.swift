import InfraDSL
import InfraModel

/// A time in seconds that Terraform has as text.
public struct SecondsText: ArgumentValue {
  let time: TimeSpan

  init(_ time: TimeSpan) { self.time = time }

  /// The number of seconds as text.
  public func lower(_ context: inout LoweringContext) -> Datum {
    .string(time.lower(&context).scalarText ?? "")
  }
}

/// A truth value that Terraform has as text.
public struct BoolText: ArgumentValue, Hashable {
  let value: Bool

  init(_ value: Bool) { self.value = value }

  /// The truth value as text.
  public func lower(_ context: inout LoweringContext) -> Datum { .string(value.plainText) }
}
