import AWSClient
import InfraModel

extension AWSType {
  /// The operations on `aws_kms_alias`.
  static let keyAlias = AWSType(
    "aws_kms_alias", "key alias", identity: "{name}",
    arguments: [
      .both("name", "AliasName"),
      .both("target_key_id", "TargetKeyId", keyReference),
    ],
    attributes: [
      "id": "AliasName", "arn": "AliasArn",
      "target_key_arn": "arn:{partition}:kms:{region}:{account}:key/{TargetKeyId}",
    ],
    lookup: Lookup(
      at: "Aliases", pages: AWSPages("NextMarker", to: "Marker"),
      where: { alias, key in
        guard case .id(let name) = key else { return false }
        return alias["AliasName"].string == name
      }
    ) { key in
      guard case .id = key else { return nil }
      return AWSCall(.kms, "ListAliases")
    },
    creation: Creation(.kms, "CreateAlias", taken: ["AlreadyExistsException"]),
    updates: [Update(.kms, "UpdateAlias", id: "AliasName", of: "target_key_id")],
    deletion: Deletion(.kms, "DeleteAlias", id: "AliasName"))

  /// A key, which is told by its id and may be declared by its Amazon resource name.
  private static let keyReference = Shape.odd(
    write: { $0 },
    read: { seen, declared in
      guard let id = seen.string, let mine = declared?.string else { return seen }
      return mine.hasSuffix("/" + id) ? .string(mine) : seen
    })
}
