import InfraDSL
import InfraModel

/// One statement of a policy: what is allowed or denied, on what, to whom, and when.
///
///     .allow("s3:GetObject", "s3:ListBucket", on: "\(assets.arn)", "\(assets.arn)/*")
///     .deny("*", on: "*", when: .bool("aws:SecureTransport", false))
public struct PolicyStatement: Sendable {
  /// Whether a statement allows or denies.
  enum Effect: String, Sendable {
    case allow = "Allow"
    case deny = "Deny"
  }

  let effect: Effect
  let actions: [PolicyAction]
  let resources: [Value<String>]
  let principals: [PolicyPrincipal]
  let conditions: [PolicyCondition]
  private(set) var id: String?
  private(set) var isOtherActions = false
  private(set) var isOtherResources = false

  /// Allows actions on resources, to whoever bears the policy.
  public static func allow(
    _ actions: PolicyAction..., on resources: Value<String>...,
    by principals: [PolicyPrincipal] = [],
    when conditions: [PolicyCondition] = []
  ) -> PolicyStatement {
    allow(actions, on: resources, by: principals, when: conditions)
  }

  /// Allows actions on resources, to whoever bears the policy or to principals.
  public static func allow(
    _ actions: [PolicyAction], on resources: [Value<String>], by principals: [PolicyPrincipal] = [],
    when conditions: [PolicyCondition] = []
  ) -> PolicyStatement {
    PolicyStatement(
      effect: .allow, actions: actions, resources: resources, principals: principals,
      conditions: conditions)
  }

  /// Denies actions on resources, whatever else allows them.
  public static func deny(
    _ actions: PolicyAction..., on resources: Value<String>...,
    by principals: [PolicyPrincipal] = [],
    when conditions: [PolicyCondition] = []
  ) -> PolicyStatement {
    deny(actions, on: resources, by: principals, when: conditions)
  }

  /// Denies actions on resources, whatever else allows them.
  public static func deny(
    _ actions: [PolicyAction], on resources: [Value<String>], by principals: [PolicyPrincipal] = [],
    when conditions: [PolicyCondition] = []
  ) -> PolicyStatement {
    PolicyStatement(
      effect: .deny, actions: actions, resources: resources, principals: principals,
      conditions: conditions)
  }

  /// The same statement with an id: letters and digits, unique in the document.
  public func id(_ id: String) -> PolicyStatement {
    var copy = self
    copy.id = id
    return copy
  }

  /// The same statement for all actions but those it names (`NotAction`).
  public func forOtherActions() -> PolicyStatement {
    var copy = self
    copy.isOtherActions = true
    return copy
  }

  /// The same statement for all resources but those it names (`NotResource`).
  public func forOtherResources() -> PolicyStatement {
    var copy = self
    copy.isOtherResources = true
    return copy
  }

  private init(
    effect: Effect, actions: [PolicyAction], resources: [Value<String>],
    principals: [PolicyPrincipal], conditions: [PolicyCondition]
  ) {
    self.effect = effect
    self.actions = actions
    self.resources = resources
    self.principals = principals
    self.conditions = conditions
  }

  /// The statement as an object of JSON.
  func lower(as use: PolicyDocument.Use?, _ context: inout LoweringContext) -> Datum {
    reportMisuse(as: use, &context)
    var fields = Fields()
    if let id {
      if id.isEmpty || !id.utf8.allSatisfy(TextRule.isLetterOrDigit) {
        context.report("Invalid policy", "A statement's id has letters and digits, not \"\(id)\".")
      }
      fields["Sid"] = .string(id)
    }
    fields["Effect"] = .string(effect.rawValue)
    fields[isOtherActions ? "NotAction" : "Action"] = PolicyStatement.oneOrMany(
      actions.map { $0.lower(&context) })
    if !resources.isEmpty {
      let lowered = resources.map { $0.lower(&context) }
      for case .string(let text) in lowered where text != "*" && !text.hasPrefix("arn:") {
        context.report(
          "Invalid policy", "\"\(text)\" is no resource: write its ARN, or \"*\" for all.")
      }
      fields[isOtherResources ? "NotResource" : "Resource"] = PolicyStatement.oneOrMany(lowered)
    }
    if !principals.isEmpty {
      fields["Principal"] = PolicyPrincipal.lower(principals, &context)
    }
    if !conditions.isEmpty {
      fields["Condition"] = PolicyCondition.lower(conditions, &context)
    }
    return .object(fields)
  }

  /// What would make AWS refuse the statement, or make it say nothing.
  private func reportMisuse(as use: PolicyDocument.Use?, _ context: inout LoweringContext) {
    let refuse = { (context: inout LoweringContext, text: String) in
      context.report("Invalid policy", text)
    }
    if actions.isEmpty { refuse(&context, "A statement names no action.") }
    switch use {
    case .identity:
      if !principals.isEmpty {
        refuse(&context, "A statement names principals: whoever bears this policy is meant.")
      }
      if resources.isEmpty { refuse(&context, "A statement names no resource: add on: \"*\".") }
    case .resource:
      if principals.isEmpty {
        refuse(&context, "A statement names no principal: say by whom, as by: [.service(\"…\")].")
      }
      if resources.isEmpty { refuse(&context, "A statement names no resource: add on: \"*\".") }
    case .trust:
      if principals.isEmpty {
        refuse(&context, "A statement names no principal: say by whom, as by: [.service(\"…\")].")
      }
      if !resources.isEmpty {
        refuse(&context, "A statement names resources: here the role itself is meant.")
      }
    case nil: break
    }
  }

  /// One text as itself, several as a list: the form in which AWS writes documents.
  static func oneOrMany(_ values: [Datum]) -> Datum {
    values.count == 1 ? values[0] : .list(values)
  }
}
