import AWSClient
import InfraModel

extension Tagging {
  /// Tags of AWS Backup.
  ///
  /// - Parameters:
  ///   - member: The creation's member for them.
  ///   - arn: The object's member that has its Amazon resource name.
  static func backup(_ member: String, of arn: String) -> Tagging {
    Tagging(
      .map, creation: { tags in .object(Fields([member: tags])) }, reads: "Tags",
      add: { scope, tags in
        AWSCall(
          .backup, "TagResource", .post, "/tags/{ResourceArn}",
          ["ResourceArn": scope.object[arn], "Tags": tags], body: .input)
      },
      remove: { scope, keys in
        AWSCall(
          .backup, "UntagResource", .post, "/untag/{ResourceArn}",
          ["ResourceArn": scope.object[arn], "TagKeyList": .list(keys)], body: .input)
      })
  }
}

extension Lookup.Extra {
  /// The tags of an object of AWS Backup.
  static func backupTags(of arn: String) -> Lookup.Extra {
    Lookup.Extra([], into: "Tags", at: "Tags") { object, _ in
      AWSCall(
        .backup, "ListTags", .get, "/tags/{ResourceArn}/", ["ResourceArn": object[arn]])
    }
  }
}
