import InfraModel

/// A typed value: known now, or another resource's attribute that is known after apply, or text
/// made of both.
///
///     let url: Value<String> = "http://\(cache.host):6379"
///
/// Literals and interpolations make one; so does every attribute of a declared resource. It can
/// be passed on, not looked into: keys, conditions and loops take data known now.
public struct Value<Wrapped: ArgumentValue>: ArgumentValue {
  enum Storage: Sendable {
    case literal(Wrapped)
    case expression(Expression)
  }

  let storage: Storage

  /// A value known now.
  public init(_ value: Wrapped) { storage = .literal(value) }

  /// A value known later. Resource types make their attributes of it.
  public init(_ expression: Expression) { storage = .expression(expression) }

  /// The value as the planner sees it.
  public func lower(_ context: inout LoweringContext) -> Datum {
    switch storage {
    case .literal(let value): value.lower(&context)
    case .expression(let expression): expression.lower(&context)
    }
  }

  /// The value as an expression, whatever it is made of.
  var expression: Expression {
    switch storage {
    case .literal(let value): .literal(value)
    case .expression(let expression): expression
    }
  }
}

/// What stands in a text as itself: strings, numbers, and the types that are checked strings.
public protocol PlainText {
  /// The text.
  var plainText: String { get }
}

extension String: PlainText {
  /// The string itself.
  public var plainText: String { self }
}

extension Int: PlainText {
  /// The number in decimal.
  public var plainText: String { String(self) }
}

extension Bool: PlainText {
  /// `true` or `false`.
  public var plainText: String { self ? "true" : "false" }
}

extension Value: ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral,
  ExpressibleByStringLiteral
where Wrapped: ExpressibleByStringLiteral, Wrapped.StringLiteralType == String {
  /// A value known now.
  public init(stringLiteral value: String) { self.init(Wrapped(stringLiteral: value)) }
}

extension Value: ExpressibleByIntegerLiteral
where Wrapped: ExpressibleByIntegerLiteral, Wrapped.IntegerLiteralType == Int {
  /// A value known now.
  public init(integerLiteral value: Int) { self.init(Wrapped(integerLiteral: value)) }
}

extension Value: ExpressibleByBooleanLiteral
where Wrapped: ExpressibleByBooleanLiteral, Wrapped.BooleanLiteralType == Bool {
  /// A value known now.
  public init(booleanLiteral value: Bool) { self.init(Wrapped(booleanLiteral: value)) }
}

extension Value: ExpressibleByStringInterpolation
where Wrapped: ExpressibleByStringLiteral, Wrapped.StringLiteralType == String {
  /// Text made of parts; one string if all are known now.
  public init(stringInterpolation: TextInterpolation) {
    switch stringInterpolation.merged {
    case .datum(.string(let text)): self.init(Wrapped(stringLiteral: text))
    case let expression: self.init(expression)
    }
  }
}
