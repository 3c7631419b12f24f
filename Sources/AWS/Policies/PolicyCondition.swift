import InfraDSL
import InfraModel

/// When a statement of a policy holds: a key of the request compared with values.
public struct PolicyCondition: Sendable {
  let comparison: String
  let key: String
  let values: [Value<String>]

  /// The key is one of the values.
  public static func equals(_ key: String, _ values: Value<String>...) -> PolicyCondition {
    PolicyCondition("StringEquals", key, values)
  }
  /// The key is none of the values.
  public static func differs(_ key: String, _ values: Value<String>...) -> PolicyCondition {
    PolicyCondition("StringNotEquals", key, values)
  }
  /// The key fits one of the patterns with `*` and `?`.
  public static func like(_ key: String, _ patterns: Value<String>...) -> PolicyCondition {
    PolicyCondition("StringLike", key, patterns)
  }
  /// The key is an ARN that fits one of the patterns.
  public static func arnLike(_ key: String, _ patterns: Value<String>...) -> PolicyCondition {
    PolicyCondition("ArnLike", key, patterns)
  }
  /// The key is an ARN that is one of the values.
  public static func arnEquals(_ key: String, _ values: Value<String>...) -> PolicyCondition {
    PolicyCondition("ArnEquals", key, values)
  }
  /// The key is this truth value, as `aws:SecureTransport`.
  public static func bool(_ key: String, _ value: Bool) -> PolicyCondition {
    PolicyCondition("Bool", key, [Value(value ? "true" : "false")])
  }
  /// The key is missing from the request, or not.
  public static func isMissing(_ key: String, _ value: Bool = true) -> PolicyCondition {
    PolicyCondition("Null", key, [Value(value ? "true" : "false")])
  }
  /// The address that a request comes from is in one of the networks.
  public static func from(_ networks: Value<CIDR>...) -> PolicyCondition {
    PolicyCondition("IpAddress", "aws:SourceIp", networks.map { "\($0)" })
  }
  /// The key compared by any operator of IAM, as `NumericLessThan`.
  public static func compare(
    _ comparison: String, _ key: String, _ values: [Value<String>]
  ) -> PolicyCondition {
    PolicyCondition(comparison, key, values)
  }

  private init(_ comparison: String, _ key: String, _ values: [Value<String>]) {
    self.comparison = comparison
    self.key = key
    self.values = values
  }

  /// The conditions of one statement by their operators.
  static func lower(_ conditions: [PolicyCondition], _ context: inout LoweringContext) -> Datum {
    var comparisons = Fields()
    for condition in conditions {
      if !condition.key.contains(":") {
        context.report(
          "Invalid policy",
          "\"\(condition.key)\" is no condition key: write it as aws:SourceAccount.")
      }
      if condition.values.isEmpty {
        context.report("Invalid policy", "The condition on \(condition.key) has no value.")
      }
      var keys = comparisons[condition.comparison]?.object ?? Fields()
      if keys[condition.key] != nil {
        context.report(
          "Invalid policy",
          "\(condition.comparison) of \(condition.key) is there twice in one statement.",
          hints: ["give the values in one condition if any of them may hold"])
      }
      keys[condition.key] = PolicyStatement.oneOrMany(
        condition.values.map { $0.lower(&context) })
      comparisons[condition.comparison] = .object(keys)
    }
    return .object(comparisons)
  }
}
