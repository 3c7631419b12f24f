import InfraDSL
import InfraModel

/// Tags of an object beside the ownership tags.
///
///     tags: ["Name": "main", "team": "core"]
public struct Tags: ArgumentValue, ExpressibleByDictionaryLiteral {
  let values: [String: InfraDSL.Value<String>]

  /// Tags by their keys.
  public init(_ values: [String: InfraDSL.Value<String>] = [:]) { self.values = values }

  /// Tags by their keys; of a repeated key the last one holds.
  public init(dictionaryLiteral elements: (String, InfraDSL.Value<String>)...) {
    values = Dictionary(elements, uniquingKeysWith: { _, last in last })
  }

  /// The most that one object may have; the ownership tags need some of AWS's 50.
  static let countMax = 45

  /// The tags; a key or a value that AWS would refuse is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    for key in values.keys.sorted() {
      if let problem = Tags.problem(inKey: key) { context.report("Invalid tag", problem) }
    }
    if values.count > Tags.countMax {
      context.report(
        "Too many tags", "At most \(Tags.countMax) are taken, not \(values.count).")
    }
    let lowered = values.lower(&context)
    for entry in lowered.object?.entries ?? [] {
      if let text = entry.value.string, text.unicodeScalars.count > 256 {
        context.report(
          "Invalid tag", "The value of \"\(entry.key)\" has more than 256 characters.")
      }
    }
    return lowered
  }

  static func problem(inKey key: String) -> String? {
    if !(1...128).contains(key.unicodeScalars.count) {
      return "A key has 1 to 128 characters, \"\(key)\" has \(key.unicodeScalars.count)."
    }
    if key.lowercased().hasPrefix("aws:") {
      return "\"\(key)\" begins with \"aws:\", which AWS keeps for its own."
    }
    return nil
  }
}
