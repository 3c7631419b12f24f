import AWSClient
import InfraModel

extension Tagging {
  /// Tags of EFS; a read of an object tells them.
  static let files = Tagging(
    .list(key: "Key", value: "Value"), creation: { ["Tags": $0] }, reads: "Tags",
    add: { scope, tags in
      AWSCall(
        .efs, "TagResource", .post, "/2015-02-01/resource-tags/{ResourceId}",
        ["ResourceId": .string(scope.id), "Tags": tags], body: .input)
    },
    remove: { scope, keys in
      AWSCall(
        .efs, "UntagResource", .delete,
        "/2015-02-01/resource-tags/{ResourceId}?tagKeys={TagKeys}",
        ["ResourceId": .string(scope.id), "TagKeys": .list(keys)])
    })
}

extension Datum {
  /// Whether an object, as EFS tells it, bears the tag of an instance.
  func isOfInstance(_ instance: InstanceID) -> Bool {
    self["Tags"].elements.contains {
      $0["Key"].string == Ownership.instance && $0["Value"].string == instance.text
    }
  }
}

extension Readiness {
  /// What objects of EFS are waited for.
  static let files = Readiness("LifeCycleState", ready: ["available"], failed: ["error"])
}
