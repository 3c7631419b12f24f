import InfraDSL
import InfraModel

/// What a backup plan backs up, as Terraform's `aws_backup_selection`.
///
///     let all = AWSBackupSelection(
///       "all", plan: daily.id, role: backup.arn, resources: [files.arn.ofAnyKind])
public struct AWSBackupSelection: Resource {
  /// The type's arguments and attributes.
  public static let schema = ResourceSchema<AWSBackupSelection>(
    "aws_backup_selection", "What a backup plan backs up.",
    terraformIdentity: .joined("plan_id", "|", "id"),
    arguments: [
      .required("name", \.name, changing: .replaceWithoutGap, "Its name."),
      .required("plan_id", \.plan, changing: .replaceWithoutGap, "The plan."),
      .required(
        "iam_role_arn", \.role, changing: .replaceWithoutGap, "The role that makes the backups."),
      .optional(
        "resources", \.resources, changing: .replaceWithoutGap,
        "What is backed up, by ARNs with wildcards."),
      .optional(
        "not_resources", \.others, changing: .replaceWithoutGap, isComputed: true,
        "What is not backed up, by ARNs with wildcards."),
      .optional(
        "selection_tag", \.tagged, changing: .replaceWithoutGap,
        "Things with any of these tags are backed up too."),
      .optional(
        "condition", \.conditions, changing: .replaceWithoutGap, isComputed: true,
        "What all of them must have."),
    ],
    attributes: [
      AttributeSchema("id", terraform: "id", "The selection's id, chosen by AWS.")
    ])

  /// What every declaration has.
  public var declaration: DeclarationInfo
  /// Its name.
  public let name: Value<PlanName>
  /// The plan.
  public let plan: Value<PlanID>
  /// The role that makes the backups.
  public let role: Value<ARN<AWSIAMRole>>
  /// What is backed up, by ARNs with wildcards.
  public let resources: [Value<BackupResource>]
  /// What is not backed up, by ARNs with wildcards.
  public let others: [Value<BackupResource>]
  /// Things with any of these tags are backed up too.
  public let tagged: [SelectionTag]
  /// What all of them must have.
  public let conditions: Conditions?

  /// Declares a selection.
  ///
  /// - Parameters:
  ///   - key: The resource's name in its module.
  ///   - name: Its name; the key if not given.
  ///   - plan: The plan.
  ///   - role: The role that makes the backups.
  ///   - resources: What is backed up, by ARNs with wildcards.
  ///   - others: What is not backed up, by ARNs with wildcards.
  ///   - tagged: Things with any of these tags are backed up too.
  ///   - conditions: What all of them must have.
  public init(
    _ key: String, name: Value<PlanName>? = nil, plan: Value<PlanID>, role: Value<ARN<AWSIAMRole>>,
    resources: [Value<BackupResource>] = [], others: [Value<BackupResource>] = [],
    tagged: [SelectionTag] = [], conditions: Conditions? = nil, file: String = #filePath,
    line: Int = #line
  ) {
    declaration = DeclarationInfo(kind: "aws_backup_selection", key: key, file: file, line: line)
    self.name = name ?? Value(PlanName(key))
    self.plan = plan
    self.role = role
    self.resources = resources
    self.others = others
    self.tagged = tagged
    self.conditions = conditions
  }

  /// A tag by which things are chosen.
  public struct SelectionTag: ArgumentValue {
    let key: Value<String>
    let value: Value<String>

    /// A tag.
    ///
    /// - Parameters:
    ///   - key: Its key.
    ///   - value: Its value.
    public init(_ key: Value<String>, is value: Value<String>) {
      self.key = key
      self.value = value
    }

    /// The block.
    public func lower(_ context: inout LoweringContext) -> Datum {
      context.object(["type": "STRINGEQUALS", "key": key, "value": value])
    }
  }

  /// What all chosen things must have, by their tags.
  public struct Conditions: ArgumentValue {
    let tests: [(name: String, key: String, value: Value<String>)]

    /// Conditions; all of them must hold. A value may end with the wildcard `*` where it is alike.
    public init(
      equal: [String: Value<String>] = [:], alike: [String: Value<String>] = [:],
      different: [String: Value<String>] = [:], unlike: [String: Value<String>] = [:]
    ) {
      let all = [
        ("string_equals", equal), ("string_like", alike), ("string_not_equals", different),
        ("string_not_like", unlike),
      ]
      tests = all.flatMap { name, values in
        values.sorted { $0.key < $1.key }.map { (name: name, key: $0.key, value: $0.value) }
      }
    }

    /// The block; keys are those of resource tags.
    public func lower(_ context: inout LoweringContext) -> Datum {
      var fields = Fields()
      for (name, key, value) in tests {
        let test: Datum = [
          "key": .string("aws:ResourceTag/" + key), "value": value.lower(&context),
        ]
        fields[name] = .list((fields[name]?.list ?? []) + [test])
      }
      return fields.isEmpty ? .null : [.object(fields)]
    }
  }
}

/// What is backed up: an Amazon resource name, which may have wildcards, or `*` for everything.
public struct BackupResource: CheckedText {
  /// The text as written.
  public let text: String
  /// Takes a text unchecked.
  public init(_ text: String) { self.text = text }
  /// The constant summary of the error.
  public static var problemSummary: String { "Invalid ARN" }

  /// What is wrong with its form.
  public static func problem(in text: String) -> String? {
    if text == "*" || text.hasPrefix("arn:aws") && text.split(separator: ":").count >= 3 {
      return nil
    }
    return "\"\(text)\" is no ARN: write it as arn:aws:dynamodb:*:*:table/sessions."
  }
}
