import AWSClient
import InfraModel

extension Tagging {
  /// Tags of Route 53, for a kind of objects as `hostedzone`; they are set after the creation.
  static func route53(_ kind: String) -> Tagging {
    let change = { @Sendable (scope: Scope, change: Datum) in
      AWSCall(
        .route53, "ChangeTagsForResource", .post, "/2013-04-01/tags/\(kind)/{Id}",
        ["Id": .string(scope.id)], body: .xml("ChangeTagsForResourceRequest", change))
    }
    return Tagging(
      .list(key: "Key", value: "Value"), reads: "Tags",
      add: { scope, tags in change(scope, ["AddTags": ["Tag": tags]]) },
      remove: { scope, keys in change(scope, ["RemoveTagKeys": ["Key": .list(keys)]]) })
  }
}

extension Lookup.Extra {
  /// The read of the tags of Route 53, by the object's member that has its id.
  static func route53Tags(_ kind: String, id member: String) -> Lookup.Extra {
    Lookup.Extra([], into: "Tags", at: "ResourceTagSet.Tags.Tag") { object, _ in
      AWSCall(
        .route53, "ListTagsForResource", .get, "/2013-04-01/tags/\(kind)/{Id}",
        ["Id": object[member]])
    }
  }
}

extension AWSSession {
  /// The first object of Route 53 in a list of all that was made with an instance's reference.
  ///
  /// - Parameters:
  ///   - path: The list's path, as `/2013-04-01/healthcheck`.
  ///   - objects: Where the objects are in its answer.
  func route53Object(
    _ operation: String, _ path: String, at objects: String, of instance: InstanceID
  ) async throws(ProviderError) -> Datum? {
    var query: [(name: String, value: String)] = []
    // A hundred in each part: an account has no more than some thousands.
    for _ in 0..<1_000 {
      let answer = try await send(AWSCall(.route53, operation, .get, path, query: query))
      let found = answer?[objects].elements.first { object in
        object["CallerReference"].string?.hasSuffix(instance.text) == true
      }
      if let found { return found }
      guard let next = answer?["NextMarker"].string, !next.isEmpty else { return nil }
      query = [(name: "marker", value: next)]
    }
    return nil
  }
}
