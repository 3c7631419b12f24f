import AWSClient
import InfraHTTP
import InfraModel

extension AWSType {
  /// The operations on `aws_backup_selection`. It bears no tags: the token of its creation is the
  /// instance, and lists tell it.
  static let backupSelection = AWSType(
    "aws_backup_selection", "backup selection", whole: "{plan_id}|{id}",
    arguments: [
      .both("name", "BackupSelection.SelectionName"),
      .both("plan_id", "BackupPlanId"),
      .both("iam_role_arn", "BackupSelection.IamRoleArn"),
      .both("resources", "BackupSelection.Resources", .set(.text)),
      .both("not_resources", "BackupSelection.NotResources", .set(.text)),
      .both(
        "selection_tag", "BackupSelection.ListOfTags",
        .blockSet([
          .both("type", "ConditionType"), .both("key", "ConditionKey"),
          .both("value", "ConditionValue"),
        ])),
      .both("condition", "BackupSelection.Conditions", selectionConditions),
    ],
    attributes: ["id": "SelectionId"],
    lookup: Lookup(
      search: ownSelection,
      picking: { answer, key in
        guard case .id = key, !answer["SelectionId"].isNull else { return [] }
        return [answer.output.setting("plan_id", answer["BackupPlanId"])]
      }
    ) { key in
      guard case .id(let id) = key else { return nil }
      return selectionCall("GetBackupSelection", .get, id)
    },
    creation: Creation(id: "SelectionId") { input, scope in
      AWSCall(
        .backup, "CreateBackupSelection", .put, "/backup/plans/{BackupPlanId}/selections/",
        input.merging(["CreatorRequestId": .string(scope.instance.text)]), body: .input)
    },
    deletion: Deletion { scope in
      selectionCall("DeleteBackupSelection", .delete, scope.id).map { [$0] } ?? []
    },
    // A role of a moment ago.
    again: [
      "InvalidParameterValueException: cannot be assumed",
      "InvalidParameterValueException: is not authorized to call",
    ])

  /// A call on the selection of an id, `plan|selection`.
  private static func selectionCall(_ operation: String, _ method: HTTPMethod, _ id: String)
    -> AWSCall?
  {
    let parts = id.split(separator: "|").map { Datum.string(String($0)) }
    guard parts.count == 2 else { return nil }
    return AWSCall(
      .backup, operation, method, "/backup/plans/{BackupPlanId}/selections/{SelectionId}",
      ["BackupPlanId": parts[0], "SelectionId": parts[1]])
  }

  /// The selection of the declared plan that was made with an instance's token.
  @Sendable private static func ownSelection(
    _ instance: InstanceID, _ arguments: Fields, _ session: AWSSession
  ) async throws(ProviderError) -> String? {
    let plan = arguments["plan_id"] ?? .null
    let selections = try await session.all(
      AWSCall(
        .backup, "ListBackupSelections", .get,
        "/backup/plans/{BackupPlanId}/selections/?nextToken={NextToken}", ["BackupPlanId": plan]),
      "BackupSelectionsList", AWSPages("NextToken"))
    let own = selections.first { $0["CreatorRequestId"].string == instance.text }
    guard let id = own?["SelectionId"].string else { return nil }
    return "\(plan.string ?? "")|\(id)"
  }

  private static let selectionConditions = Shape.emptyBlock(
    [
      ("string_equals", "StringEquals"), ("string_like", "StringLike"),
      ("string_not_equals", "StringNotEquals"), ("string_not_like", "StringNotLike"),
    ].map { name, member in
      .both(
        name, member,
        .blockSet([.both("key", "ConditionKey"), .both("value", "ConditionValue")]))
    })
}
