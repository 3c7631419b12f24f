import AWS
import InfraDSL

/// The key that encrypts what a region keeps, with what AWS's own services may do by it.
///
/// It stays when the environment goes: what is retained, and every backup, is lost with it.
struct FoundationKeys: Module {
  var declaration: DeclarationInfo
  let key: AWSKMSKey
  private let alias: AWSKMSAlias

  init(
    _ key: String, name: String, region: Region, account: Value<AccountID>, file: String, line: Int
  ) {
    declaration = DeclarationInfo(kind: "FoundationKeys", key: key, file: file, line: line)
    let logs = PolicyStatement.allow(
      ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      on: ["*"], by: [.service("logs.\(region.text).amazonaws.com")],
      when: [
        .arnLike(
          "kms:EncryptionContext:aws:logs:arn",
          "arn:aws:logs:\(region.text):\(account):log-group:\(LogGroups.prefix(of: name))*")
      ])
    // Alarms publish to a topic that is encrypted.
    let alarms = PolicyStatement.allow(
      ["kms:Decrypt", "kms:GenerateDataKey*"], on: ["*"],
      by: [.service("cloudwatch.amazonaws.com")],
      when: [.equals("aws:SourceAccount", "\(account)")])
    // Whom roles allow something is left to their policies; without this nobody could.
    let owner = PolicyStatement.allow(
      ["kms:*"], on: ["*"], by: [.aws("arn:aws:iam::\(account):root")])
    self.key = AWSKMSKey(
      "data", description: Value("What \(name) keeps"),
      policy: PolicyDocument(owner.id("Owner"), logs.id("Logs"), alarms.id("Alarms")),
      rotates: true, deletionWindow: .days(30)
    ).retainOnDelete()
    alias = AWSKMSAlias(
      "data", name: Value(KMSAliasName("alias/\(name)")), target: self.key.keyID)
  }

  var body: [Declaration] {
    key
    alias
  }
}

/// The names of log groups.
enum LogGroups {
  /// What the names of an environment's groups begin with.
  static func prefix(of name: String) -> String { "/\(name)/" }
}
