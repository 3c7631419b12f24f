import InfraModel

/// Gathers the parts of an interpolated text, known now and later, without printing them.
public struct TextInterpolation: StringInterpolationProtocol {
  private(set) var parts: [Expression] = []

  /// Begins a text.
  public init(literalCapacity: Int, interpolationCount: Int) {
    parts.reserveCapacity(2 * interpolationCount + 1)
  }

  /// Adds literal text.
  public mutating func appendLiteral(_ literal: String) {
    if !literal.isEmpty { append(.datum(.string(literal))) }
  }

  /// Adds text, a number or a checked string.
  public mutating func appendInterpolation(_ value: some PlainText) {
    append(.datum(.string(value.plainText)))
  }

  /// Adds a value that may be known later.
  public mutating func appendInterpolation<Wrapped: PlainText>(_ value: Value<Wrapped>) {
    switch value.storage {
    case .literal(let plain): append(.datum(.string(plain.plainText)))
    case .expression(let expression): append(expression)
    }
  }

  /// Refused by the compiler: a text of a `Value` is stored and shown.
  @available(
    *, unavailable,
    message: "a secret has no text: pass it to an argument that takes a Secret or a FileContent"
  )
  public mutating func appendInterpolation(_ secret: Secret) {}

  mutating func append(_ part: Expression) {
    if case .datum(.string(let text)) = part, case .datum(.string(let before))? = parts.last {
      parts[parts.count - 1] = .datum(.string(before + text))
    } else {
      parts.append(part)
    }
  }

  var merged: Expression {
    switch parts.count {
    case 0: .datum(.string(""))
    case 1: parts[0]
    default: .segments(parts)
    }
  }
}

extension Sequence where Element == Value<String> {
  /// The texts one after the other with a separator between them.
  public func joined(by separator: String) -> Value<String> {
    var text = TextInterpolation(literalCapacity: 0, interpolationCount: 2 * underestimatedCount)
    for (index, value) in enumerated() {
      if index > 0 { text.appendLiteral(separator) }
      text.appendInterpolation(value)
    }
    return Value(stringInterpolation: text)
  }
}

extension DefaultStringInterpolation {
  /// A value that is known later has no text now. Deprecated so that the compiler refuses it:
  /// an unavailable overload would lose to the generic one of the standard library.
  @available(
    *, deprecated,
    message: "this value is known after apply: write the text where a Value<String> is expected"
  )
  public mutating func appendInterpolation<Wrapped>(_ value: Value<Wrapped>) {
    appendLiteral("(known after apply)")
  }

  /// A secret has no text.
  @available(
    *, deprecated,
    message: "a secret has no text: pass it to an argument that takes a Secret"
  )
  public mutating func appendInterpolation(_ value: Secret) { appendLiteral("(secret)") }
}
