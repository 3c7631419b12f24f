import InfraDSL
import InfraModel

/// What events look like that something is done for, written as canonical JSON.
///
///     ["source": ["aws.ecs"], "detail": ["lastStatus": ["STOPPED"]]]
public struct EventPattern: ArgumentValue, ExpressibleByDictionaryLiteral {
  /// What one field of an event must be.
  public indirect enum Field: ArgumentValue, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
  {
    /// One of these texts.
    case oneOf([Value<String>])
    /// A text that begins so.
    case prefix(Value<String>)
    /// None of these texts.
    case noneOf([Value<String>])
    /// There at all, or not.
    case exists(Bool)
    /// An object whose fields are so.
    case fields([String: Field])

    /// One of these texts.
    public init(arrayLiteral elements: Value<String>...) { self = .oneOf(elements) }

    /// An object whose fields are so; of a repeated name the last one holds.
    public init(dictionaryLiteral elements: (String, Field)...) {
      self = .fields(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }

    /// The test as EventBridge reads it; one without a value would fit nothing, and is a problem.
    public func lower(_ context: inout LoweringContext) -> Datum {
      switch self {
      case .oneOf(let texts), .noneOf(let texts):
        if texts.isEmpty { context.report("Invalid pattern", "A field of it names no value.") }
        let values = texts.map { $0.lower(&context) }
        if case .noneOf = self { return [["anything-but": .list(values)]] }
        return .list(values)
      case .prefix(let text): return [["prefix": text.lower(&context)]]
      case .exists(let flag): return [["exists": .bool(flag)]]
      case .fields(let fields): return .object(Fields(fields.mapValues { $0.lower(&context) }))
      }
    }
  }

  let fields: [String: Field]

  /// Fields by their names; of a repeated name the last one holds.
  public init(dictionaryLiteral elements: (String, Field)...) {
    fields = Dictionary(elements, uniquingKeysWith: { _, last in last })
  }

  /// The pattern as JSON text; an empty one is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if fields.isEmpty { context.report("Invalid pattern", "A pattern names at least one field.") }
    return JSONText.of(.object(Fields(fields.mapValues { $0.lower(&context) })))
  }
}
