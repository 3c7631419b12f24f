import InfraModel

/// What an argument of a resource can be: it knows how to become a value without its type.
public protocol ArgumentValue: Sendable {
  /// The value as the planner sees it. Problems are reported to the context, not thrown, so that
  /// one run finds them all.
  func lower(_ context: inout LoweringContext) -> Datum
}

extension String: ArgumentValue {
  /// The text itself.
  public func lower(_ context: inout LoweringContext) -> Datum { .string(self) }
}

extension Int: ArgumentValue {
  /// The number itself.
  public func lower(_ context: inout LoweringContext) -> Datum { .int(self) }
}

extension Double: ArgumentValue {
  /// The number itself; a whole one as a whole number, so that it has one form.
  public func lower(_ context: inout LoweringContext) -> Datum {
    Int(exactly: self).map(Datum.int) ?? .double(self)
  }
}

extension Bool: ArgumentValue {
  /// The truth value itself.
  public func lower(_ context: inout LoweringContext) -> Datum { .bool(self) }
}

extension Optional: ArgumentValue where Wrapped: ArgumentValue {
  /// The value, or `null`: not given.
  public func lower(_ context: inout LoweringContext) -> Datum {
    self?.lower(&context) ?? .null
  }
}

extension Array: ArgumentValue where Element: ArgumentValue {
  /// A list; an empty one is the same as none given.
  public func lower(_ context: inout LoweringContext) -> Datum {
    isEmpty ? .null : .list(map { $0.lower(&context) })
  }
}

extension Dictionary: ArgumentValue where Key == String, Value: ArgumentValue {
  /// An object; an empty one is the same as none given.
  public func lower(_ context: inout LoweringContext) -> Datum {
    isEmpty ? .null : .object(Fields(mapValues { $0.lower(&context) }))
  }
}

extension LoweringContext {
  /// An object of the given fields without those that are `null`.
  public mutating func object(_ fields: KeyValuePairs<String, any ArgumentValue>) -> Datum {
    var entries: [Fields.Entry] = []
    for (key, value) in fields {
      let lowered = value.lower(&self)
      if !lowered.isNull { entries.append(Fields.Entry(key: key, value: lowered)) }
    }
    return .object(Fields(entries))
  }
}
