import InfraDSL
import InfraModel

/// Which requests a rule of a web ACL is for, as Terraform's `statement` block.
public indirect enum WAFStatement: Sendable {
  /// Those of a client that sends more than a limit.
  case tooMany(WAFRate, among: WAFStatement?)
  /// Those that a managed group of rules objects to.
  case managedGroup(WAFManagedGroup, among: WAFStatement?)
  /// Those from one of these countries, by their codes of two letters.
  case countries([String])
  /// Those from an address in a set.
  case addresses(Value<AnyARN>)
  /// Those with a text in a part of them.
  case text(WAFTextMatch)
  /// Those that an earlier rule labelled so.
  case label(String)
  /// Those that all statements are for.
  case all([WAFStatement])
  /// Those that one of the statements is for.
  case any([WAFStatement])
  /// Those that the statement is not for.
  case not(WAFStatement)

  /// Those of an address that sends more than a limit within a time.
  ///
  /// - Parameters:
  ///   - limit: The most requests, 10 to 2,000,000,000.
  ///   - window: Within which time: 1, 2, 5 or 10 min; 5 if not given.
  ///   - statement: Which requests count; all if not given.
  public static func rate(
    limit: Int, within window: WAFRate.Window? = nil, among statement: WAFStatement? = nil
  ) -> WAFStatement {
    .tooMany(WAFRate(limit: limit, window: window, forwarded: nil), among: statement)
  }

  /// Those that a managed group of Amazon's objects to, as `AWSManagedRulesCommonRuleSet`.
  public static func managed(
    _ name: String, vendor: String = "AWS", version: String? = nil,
    overrides: [String: WAFAction] = [:], among statement: WAFStatement? = nil
  ) -> WAFStatement {
    .managedGroup(
      WAFManagedGroup(name: name, vendor: vendor, version: version, overrides: overrides),
      among: statement)
  }

  var isGroup: Bool { if case .managedGroup = self { true } else { false } }

  /// The statement as an object with one field.
  func object(_ context: inout LoweringContext) -> Datum {
    switch self {
    case .tooMany(let rate, let statement):
      return field("rate_based_statement", rate.fields(&context), among: statement, &context)
    case .managedGroup(let group, let statement):
      return field(
        "managed_rule_group_statement", group.fields(&context), among: statement, &context)
    case .countries(let codes):
      for code in codes where code.utf8.count != 2 || code != code.uppercased() {
        context.report("Invalid rule", "\"\(code)\" is no country: write two letters, as DE.")
      }
      return field("geo_match_statement", context.object(["country_codes": codes]), &context)
    case .addresses(let set):
      return field("ip_set_reference_statement", context.object(["arn": set]), &context)
    case .text(let match):
      return field("byte_match_statement", match.fields(&context), &context)
    case .label(let key):
      return field(
        "label_match_statement", context.object(["scope": "LABEL", "key": key]), &context)
    case .all(let statements): return several("and_statement", statements, &context)
    case .any(let statements): return several("or_statement", statements, &context)
    case .not(let statement):
      let inner = Made(.list([statement.object(&context)]))
      return field("not_statement", context.object(["statement": inner]), &context)
    }
  }

  private func several(
    _ name: String, _ statements: [WAFStatement], _ context: inout LoweringContext
  ) -> Datum {
    if statements.count < 2 {
      context.report("Invalid rule", "At least two statements are joined, not \(statements.count).")
    }
    let inner = Made(.list(statements.map { $0.object(&context) }))
    return field(name, context.object(["statement": inner]), &context)
  }

  private func field(
    _ name: String, _ fields: Datum, among statement: WAFStatement? = nil,
    _ context: inout LoweringContext
  ) -> Datum {
    var fields = fields.object ?? Fields()
    if let statement { fields["scope_down_statement"] = .list([statement.object(&context)]) }
    return .object(Fields([name: .list([.object(fields)])]))
  }
}
