import InfraDSL
import InfraModel

/// One of the texts that an argument takes, as an enumeration of strings.
public protocol Choice: ArgumentValue, RawRepresentable, Hashable where RawValue == String {}

extension Choice {
  /// The text.
  public func lower(_ context: inout LoweringContext) -> Datum { .string(rawValue) }
}
