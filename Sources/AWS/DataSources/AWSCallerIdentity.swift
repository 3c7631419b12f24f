import InfraDSL
import InfraModel

/// Whose credentials these are, as Terraform's `aws_caller_identity`.
///
///     let caller = AWSCallerIdentity("current")
///     caller
///     Output("account", caller.account)
public struct AWSCallerIdentity: DataSource {
  /// The type's attributes.
  public static let schema = ResourceSchema<AWSCallerIdentity>(
    dataSource: "aws_caller_identity", "Whose credentials these are.",
    attributes: [
      AttributeSchema("id", terraform: "id", "The account."),
      AttributeSchema("account_id", terraform: "account_id", "The account."),
      AttributeSchema("arn", terraform: "arn", "The Amazon resource name of the caller."),
      AttributeSchema("user_id", terraform: "user_id", "The caller's unique id."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo

  /// Declares the question; `key` is the data source's name in its module.
  public init(_ key: String, file: String = #filePath, line: Int = #line) {
    declaration = DeclarationInfo(kind: "aws_caller_identity", key: key, file: file, line: line)
  }

  /// The account.
  public var account: Value<AccountID> { attribute("account_id") }
  /// The Amazon resource name of the caller.
  public var arn: Value<String> { attribute("arn") }
  /// The caller's unique id.
  public var userID: Value<String> { attribute("user_id") }
}
