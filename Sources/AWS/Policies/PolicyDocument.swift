import InfraDSL
import InfraModel

/// Who may do what: a policy of IAM or of a resource, checked when the environment is read and
/// written as canonical JSON.
///
///     let read = PolicyDocument(
///       .allow("s3:GetObject", on: "\(assets.arn)/*"),
///       .allow("sqs:SendMessage", on: "\(alerts.arn)"))
///
/// What Terraform makes by its data source `aws_iam_policy_document` is made here by the types.
public struct PolicyDocument: ArgumentValue {
  /// Where a document is used: each place has rules of its own.
  enum Use: Sendable {
    /// What an identity may do: no principals, and each statement names resources.
    case identity
    /// Who may use a resource: each statement names principals and resources.
    case resource
    /// Who may take a role on: each statement names principals and no resources.
    case trust
  }

  enum Content: Sendable {
    case statements([PolicyStatement])
    case json(Value<String>)
  }

  let content: Content
  private(set) var use: Use?
  private(set) var sizeMax: Int?

  /// A document of statements.
  public init(_ statements: PolicyStatement...) { content = .statements(statements) }

  /// A document of statements.
  public init(_ statements: [PolicyStatement]) { content = .statements(statements) }

  /// A document that is written as JSON already; if it is known now it must be JSON.
  public static func json(_ text: Value<String>) -> PolicyDocument {
    PolicyDocument(content: .json(text))
  }

  private init(content: Content) { self.content = content }

  /// The same document with the rules of the place where it is used; the size is in characters.
  func used(as use: Use, sizeMax: Int? = nil) -> PolicyDocument {
    var copy = self
    copy.use = use
    copy.sizeMax = sizeMax
    return copy
  }

  /// The document as JSON text; what AWS would refuse, or what would allow nothing, is a problem.
  public func lower(_ context: inout LoweringContext) -> Datum {
    let text: Datum
    switch content {
    case .statements(let statements): text = lower(statements, &context)
    case .json(let value): text = lower(json: value, &context)
    }
    if let sizeMax, let known = text.string, known.unicodeScalars.count > sizeMax {
      context.report(
        "Policy too long",
        "AWS takes \(sizeMax) characters here, the document has \(known.unicodeScalars.count).",
        hints: ["take resources together by wildcards, or make two policies of it"])
    }
    return text
  }

  private func lower(_ statements: [PolicyStatement], _ context: inout LoweringContext) -> Datum {
    if statements.isEmpty {
      context.report("Empty policy", "The document has no statement.")
    }
    var ids: Set<String> = []
    for statement in statements {
      if let id = statement.id, !ids.insert(id).inserted {
        context.report("Invalid policy", "Two statements have the id \"\(id)\".")
      }
    }
    return JSONText.of([
      "Version": "2012-10-17",
      "Statement": .list(statements.map { $0.lower(as: use, &context) }),
    ])
  }

  private func lower(json value: Value<String>, _ context: inout LoweringContext) -> Datum {
    let lowered = value.lower(&context)
    guard let text = lowered.string else { return lowered }
    do throws(JSONParser.Failure) {
      let parsed = try JSONParser.parse(text)
      if parsed.object?["Statement"] == nil {
        context.report("Invalid policy", "The document has no \"Statement\".")
      }
      return JSONText.of(parsed)
    } catch {
      context.report("Invalid policy", "The document is not JSON: \(error).")
      return lowered
    }
  }
}

extension PolicyDocument {
  /// Lets a service of AWS take a role on, as `ecs-tasks.amazonaws.com`.
  public static func assumedBy(service names: String...) -> PolicyDocument {
    PolicyDocument(.allow("sts:AssumeRole", by: names.map { .service($0) }))
  }

  /// Lets accounts, roles and users take a role on.
  public static func assumedBy(_ principals: PolicyPrincipal...) -> PolicyDocument {
    PolicyDocument(.allow("sts:AssumeRole", by: principals))
  }

  /// Lets whoever has a token of an OpenID Connect provider take a role on, as GitHub's jobs.
  ///
  /// - Parameters:
  ///   - provider: The provider.
  ///   - conditions: What the token must say; without any, every token of the provider would do.
  public static func assumedBy(
    provider: AWSIAMOpenIDConnectProvider, when conditions: PolicyCondition...
  ) -> PolicyDocument {
    PolicyDocument(
      .allow(
        "sts:AssumeRoleWithWebIdentity", by: [.federated(provider.arn)], when: conditions))
  }
}
