import InfraModel

/// One value as Terraform's plan format takes it apart: what is known, what is not, what is
/// sensitive.
enum PlanJSONValue {
  /// The value with what is not known left out, or `null` in a list, and no secret in it.
  static func known(_ value: Datum) -> Datum {
    switch value {
    case .reference: .null
    case .secret(let secret): .string("(secret: \(secret.source.description))")
    case .segments(let parts):
      value.isKnown
        ? .string(parts.map { known($0).scalarText ?? "" }.joined())
        : .null
    case .list(let items): .list(items.map(known))
    case .object(let fields):
      .object(
        Fields(
          fields.entries.compactMap { entry in
            isUnknown(entry.value) ? nil : .init(key: entry.key, value: known(entry.value))
          }))
    default: value
    }
  }

  /// `true` where the value is not known; known scalars are left out of objects, not of lists.
  static func unknown(_ value: Datum) -> Datum { marks(value, isMarked: isUnknown) }

  /// `true` where the value is sensitive, in the same form.
  static func sensitive(_ value: Datum) -> Datum { marks(value, isMarked: isSensitive) }

  /// An output of the planned values.
  static func output(_ value: Datum) -> Datum {
    var fields = Fields(["sensitive": .bool(value.holdsSecret)])
    if value.isKnown { fields["value"] = known(value) }
    return .object(fields)
  }

  /// The value of a sensitive argument: what is not a secret already becomes unreadable, field
  /// names stay.
  static func hiding(_ value: Datum) -> Datum {
    switch value {
    case .null, .reference, .secret: value
    case .list(let items): .list(items.map(hiding))
    case .object(let fields):
      .object(Fields(fields.entries.map { .init(key: $0.key, value: hiding($0.value)) }))
    case .segments where !value.isKnown: value
    case .bool, .int, .double, .string, .segments: hidden
    }
  }

  /// What stands for a value that must not be shown: of a form that no value else has, so that it
  /// is told from a text with these words.
  private static let hidden = Datum.segments([.string("(sensitive)"), .segments([])])

  private static func isUnknown(_ value: Datum) -> Bool {
    switch value {
    case .reference: true
    case .segments: !value.isKnown
    default: false
    }
  }

  private static func isSensitive(_ value: Datum) -> Bool {
    switch value {
    case .secret: true
    case .segments: value.holdsSecret || value == hidden
    default: false
    }
  }

  private static func marks(_ value: Datum, isMarked: (Datum) -> Bool) -> Datum {
    if isMarked(value) { return true }
    switch value {
    case .list(let items): return .list(items.map { marks($0, isMarked: isMarked) })
    case .object(let fields):
      let marked = fields.entries.compactMap { entry -> Fields.Entry? in
        let mark = marks(entry.value, isMarked: isMarked)
        return mark == false ? nil : .init(key: entry.key, value: mark)
      }
      return .object(Fields(marked))
    default: return false
    }
  }
}
