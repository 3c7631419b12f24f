import InfraDSL
import InfraModel

/// Whom a statement of a policy speaks of.
public struct PolicyPrincipal: Sendable {
  enum Kind: String, Sendable {
    case everyone = "*"
    case aws = "AWS"
    case federated = "Federated"
    case service = "Service"
  }

  let kind: Kind
  let value: Value<String>

  /// Everyone, with or without credentials.
  public static let everyone = PolicyPrincipal(kind: .everyone, value: "*")

  /// A service of AWS by its name, as `ecs-tasks.amazonaws.com`.
  public static func service(_ name: String) -> PolicyPrincipal {
    PolicyPrincipal(kind: .service, value: Value(name))
  }

  /// An account by its number: whatever its own administrators let use it.
  public static func account(_ number: Value<AccountID>) -> PolicyPrincipal {
    PolicyPrincipal(kind: .aws, value: "arn:aws:iam::\(number):root")
  }

  /// A role.
  public static func role(_ arn: Value<ARN<AWSIAMRole>>) -> PolicyPrincipal {
    PolicyPrincipal(kind: .aws, value: "\(arn)")
  }

  /// A user, a role or an account by its ARN.
  public static func aws(_ arn: Value<AnyARN>) -> PolicyPrincipal {
    PolicyPrincipal(kind: .aws, value: "\(arn)")
  }

  /// Whoever has a token of an OpenID Connect provider.
  public static func federated(_ arn: Value<ARN<AWSIAMOpenIDConnectProvider>>) -> PolicyPrincipal {
    PolicyPrincipal(kind: .federated, value: "\(arn)")
  }

  /// The principals of one statement by their kinds.
  static func lower(_ principals: [PolicyPrincipal], _ context: inout LoweringContext) -> Datum {
    if principals.contains(where: { $0.kind == .everyone }) {
      if principals.count > 1 {
        context.report(
          "Invalid policy", "A statement names everyone and others beside: everyone is all.")
      }
      return "*"
    }
    var fields = Fields()
    for kind in [Kind.aws, .federated, .service] {
      let values = principals.filter { $0.kind == kind }.map { $0.value.lower(&context) }
      for case .string(let name) in values where kind == .service {
        if !name.contains(".") || name.contains(":") || name.contains(" ") {
          context.report(
            "Invalid policy",
            "\"\(name)\" is no service: write its name as ecs-tasks.amazonaws.com.")
        }
      }
      if !values.isEmpty { fields[kind.rawValue] = PolicyStatement.oneOrMany(values) }
    }
    return .object(fields)
  }
}
