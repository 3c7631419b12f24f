import InfraModel

/// A value that is known later, as the user's code holds it: by the declarations it comes from.
///
/// Symbolic, never a closure. Lowering turns it into a `Datum`, in which declarations have become
/// addresses.
public enum Expression: Sendable {
  /// Data known now.
  case datum(Datum)
  /// A literal of an argument's type, checked when it becomes data.
  indirect case literal(any ArgumentValue)
  /// An attribute of a declared thing.
  indirect case attribute(DeclarationHandle, String)
  /// Text made of parts.
  case segments([Expression])
  /// The one of several that a declared thing's attribute, known now, names.
  indirect case choice(DeclarationHandle, String, [String: Expression])
  /// A secret; only sensitive arguments take expressions that may hold one.
  indirect case secret(Secret)

  func lower(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .datum(let datum): datum
    case .literal(let value): value.lower(&context)
    case .attribute(let handle, let name): context.resolve(handle, name)
    case .segments(let parts): Datum.text(parts.map { $0.lower(&context) })
    case .choice(let handle, let name, let cases): context.choose(handle, name, cases)
    case .secret(let secret): secret.lower(&context)
    }
  }
}
