import InfraDSL
import InfraModel

/// One thing that a web ACL looks for, and what it does then, as Terraform's `rule` block.
///
///     WAFRule("rate", priority: 1, .rate(limit: 2_000), do: .block)
///     WAFRule("common", priority: 2, .managed("AWSManagedRulesCommonRuleSet"))
public struct WAFRule: ArgumentValue {
  let name: String
  let priority: Int
  let statement: WAFStatement
  let action: WAFAction?
  let isCountedOnly: Bool
  let labels: [String]
  let visibility: WAFVisibility

  /// A rule of a statement of its own.
  ///
  /// - Parameters:
  ///   - name: Its name in the web ACL.
  ///   - priority: Its place among the rules, the lowest first; each once.
  ///   - statement: Which requests are meant.
  ///   - action: What is done with them.
  ///   - labels: What they are labelled with for later rules.
  ///   - visibility: What is measured; metrics under the rule's name if not given.
  public init(
    _ name: String, priority: Int, _ statement: WAFStatement, do action: WAFAction,
    labels: [String] = [], visibility: WAFVisibility? = nil
  ) {
    self.name = name
    self.priority = priority
    self.statement = statement
    self.action = action
    isCountedOnly = false
    self.labels = labels
    self.visibility = visibility ?? WAFVisibility(Value(WebACLName(name)))
  }

  /// A rule of a group of rules, which say themselves what is done.
  ///
  /// - Parameters:
  ///   - name: Its name in the web ACL.
  ///   - priority: Its place among the rules, the lowest first; each once.
  ///   - group: The group.
  ///   - isCountedOnly: Whether its requests are counted and pass, to try it out.
  ///   - visibility: What is measured; metrics under the rule's name if not given.
  public init(
    _ name: String, priority: Int, _ group: WAFStatement, countedOnly isCountedOnly: Bool = false,
    visibility: WAFVisibility? = nil
  ) {
    self.name = name
    self.priority = priority
    statement = group
    action = nil
    self.isCountedOnly = isCountedOnly
    labels = []
    self.visibility = visibility ?? WAFVisibility(Value(WebACLName(name)))
  }

  /// The block; a rule group with an action, and a statement without one, are problems.
  public func lower(_ context: inout LoweringContext) -> Datum {
    if statement.isGroup == (action != nil) {
      context.report(
        "Invalid rule",
        statement.isGroup
          ? "The rule \"\(name)\" is a group of rules, which say themselves what is done."
          : "The rule \"\(name)\" does not say what is done.",
        hints: [statement.isGroup ? "leave out do:" : "add do: .block"])
    }
    let override = Made(
      context.block([isCountedOnly ? "count" : "none": Made(.list([.object(Fields())]))]))
    let labels = labels.map { Made(.object(Fields(["name": .string($0)]))) }
    return context.object([
      "name": name, "priority": priority, "action": action,
      "override_action": action == nil ? override : Made(.null), "rule_label": labels,
      "statement": Made(.list([statement.object(&context)])), "visibility_config": visibility,
    ])
  }
}

/// What is measured of a rule or a web ACL, as Terraform's `visibility_config` block.
public struct WAFVisibility: ArgumentValue {
  let metric: Value<WebACLName>
  let hasMetrics: Bool
  let hasSamples: Bool

  /// What is measured.
  ///
  /// - Parameters:
  ///   - metric: The name of its metrics.
  ///   - hasMetrics: Whether there are metrics.
  ///   - hasSamples: Whether some of its requests are kept to look at.
  public init(_ metric: Value<WebACLName>, hasMetrics: Bool = true, hasSamples: Bool = true) {
    self.metric = metric
    self.hasMetrics = hasMetrics
    self.hasSamples = hasSamples
  }

  /// The block.
  public func lower(_ context: inout LoweringContext) -> Datum {
    context.block([
      "metric_name": metric, "cloudwatch_metrics_enabled": hasMetrics,
      "sampled_requests_enabled": hasSamples,
    ])
  }
}
