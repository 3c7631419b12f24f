import InfraDSL
import InfraModel

/// When backups are made and how long they are kept, as Terraform's `aws_backup_plan`.
///
///     let daily = AWSBackupPlan(
///       "daily", rules: [
///         .init(
///           "daily", vault: vault.vaultName, schedule: .cron("0 3 * * ? *"),
///           lifecycle: .init(deleteAfter: .days(35)), copies: [.init(to: standby.arn)])
///       ])
public struct AWSBackupPlan: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSBackupPlan>(
    "aws_backup_plan", "When backups are made and how long they are kept.",
    arguments: [
      .required("name", \.name, changing: .replaceWithGap, "Its name."),
      .required(
        "rule", \.rules, changing: .inPlace, "When backups are made, and what becomes of them."),
      .optional(
        "advanced_backup_setting", \.advanced, changing: .inPlace,
        "Settings of single kinds of things."),
      .optional("tags", \.tags, changing: .inPlace, "Tags beside the ownership tags."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The plan's id, chosen by AWS."),
      AttributeSchema("arn", terraform: "arn", "Its Amazon resource name."),
      AttributeSchema("version", .untilUpdated, terraform: "version", "The number of its version."),
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name.
  public let name: Value<PlanName>
  /// When backups are made, and what becomes of them.
  public let rules: [Rule]
  /// Settings of single kinds of things.
  public let advanced: [AdvancedSetting]
  /// Tags beside the ownership tags.
  public let tags: Tags

  /// Declares a backup plan.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; the key if not given.
  ///   - rules: When backups are made, and what becomes of them.
  ///   - advanced: Settings of single kinds of things.
  ///   - tags: Tags beside the ownership tags.
  public init(
    _ key: String, name: Value<PlanName>? = nil, rules: [Rule], advanced: [AdvancedSetting] = [],
    tags: Tags = [:], file: String = #filePath, line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_backup_plan", key: key, file: file, line: line)
    self.name = name ?? Value(PlanName(key))
    self.rules = rules
    self.advanced = advanced
    self.tags = tags
  }

  /// The plan's id, chosen by AWS.
  public var id: Value<PlanID> { attribute("id") }
  /// Its Amazon resource name.
  public var arn: Value<ARN<AWSBackupPlan>> { attribute("arn") }
}

extension AWSBackupPlan: NamedByARN {
  /// The form of its Amazon resource names.
  public static var arnForm: ARNForm { ARNForm("backup", "backup-plan:") }
}

/// The name of a backup plan or of a selection.
public struct PlanName: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid name" }
  private static let rule = TextRule(1...50, "_-.")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a plan's name: use \(rule.text)."
  }
}

/// The id of a backup plan, chosen by AWS.
public struct PlanID: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid id" }
  private static let rule = TextRule(1...64, "-")

  /// What is wrong with it.
  public static func problem(in text: String) -> String? {
    rule.allows(text) ? nil : "\"\(text)\" is not a plan's id: use \(rule.text)."
  }
}
