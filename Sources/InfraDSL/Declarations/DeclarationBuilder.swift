/// Turns the lines of a body into declarations. One component type and variadic blocks: measured,
/// 200 lines in one body type-check in 0.35 to 5 s, in bodies of about 20 in 0.4 s.
@resultBuilder
public enum DeclarationBuilder {
  /// A resource on a line of its own.
  public static func buildExpression(_ resource: some Resource) -> [Declaration] {
    [.resource(resource)]
  }

  /// A data source on a line of its own.
  public static func buildExpression(_ source: some DataSource) -> [Declaration] {
    [.resource(source)]
  }

  /// A module on a line of its own.
  public static func buildExpression(_ module: some Module) -> [Declaration] { [.module(module)] }

  /// A service or network on a line of its own.
  public static func buildExpression(_ expandable: some Expandable) -> [Declaration] {
    [.expandable(expandable)]
  }

  /// An output on a line of its own.
  public static func buildExpression(_ output: Output) -> [Declaration] { [.output(output)] }

  /// An address to forget, on a line of its own.
  public static func buildExpression(_ forget: Forget) -> [Declaration] { [.forget(forget)] }

  /// The declarations of a function or property.
  public static func buildExpression(_ declarations: [Declaration]) -> [Declaration] {
    declarations
  }

  /// Refused by the compiler.
  @available(*, unavailable, message: "a text is not a resource: wrap it in Output(\"name\", …)")
  public static func buildExpression(_ text: String) -> [Declaration] { [] }

  /// Refused by the compiler.
  @available(*, unavailable, message: "this call declares nothing: it returns no resource")
  public static func buildExpression(_ nothing: Void) -> [Declaration] { [] }

  /// Refused by the compiler.
  @available(*, unavailable, message: "a value is not a resource: wrap it in Output(\"name\", …)")
  public static func buildExpression<Wrapped>(_ value: Value<Wrapped>) -> [Declaration] { [] }

  /// Refused by the compiler.
  @available(*, unavailable, message: "a secret cannot be listed: pass it to a sensitive argument")
  public static func buildExpression(_ secret: Secret) -> [Declaration] { [] }

  /// All lines of a body.
  public static func buildBlock(_ parts: [Declaration]...) -> [Declaration] {
    parts.flatMap { $0 }
  }

  /// An `if` without `else`.
  public static func buildOptional(_ part: [Declaration]?) -> [Declaration] { part ?? [] }

  /// The first branch of an `if` or `switch`.
  public static func buildEither(first part: [Declaration]) -> [Declaration] { part }

  /// The other branches of an `if` or `switch`.
  public static func buildEither(second part: [Declaration]) -> [Declaration] { part }

  /// A `for` loop.
  public static func buildArray(_ parts: [[Declaration]]) -> [Declaration] {
    parts.flatMap { $0 }
  }
}
