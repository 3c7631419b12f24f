import AWSClient
import InfraModel

extension Following {
  /// The operations of Cloud Map, which makes namespaces and changes names in its own time.
  static let discovery = Following(
    id: "OperationId", call: { AWSCall(.discovery, "GetOperation", ["OperationId": .string($0)]) },
    state: "Operation.Status", done: ["SUCCESS"], failed: ["FAIL"],
    reason: ("Operation.ErrorCode", "Operation.ErrorMessage"), limit: 600)
}

extension Tagging {
  /// Tags of Cloud Map.
  static let discovery = Tagging.calls(
    .discovery, add: "TagResource", remove: "UntagResource", object: ("ResourceARN", "{Arn}"))
}

extension Lookup.Extra {
  /// The tags of an object of Cloud Map.
  static let discoveryTags = Lookup.Extra([], into: "Tags", at: "Tags") { object, _ in
    AWSCall(.discovery, "ListTagsForResource", ["ResourceARN": object["Arn"]])
  }
}

extension AWSSession {
  /// The id of that object of Cloud Map, of some, that bears an instance's tag.
  func discovered(_ instance: InstanceID, of objects: [Datum]) async throws(ProviderError)
    -> String?
  {
    for object in objects {
      let call = AWSCall(
        .discovery, "ListTagsForResource", ["ResourceARN": object["Arn"]])
      let tags = Tagging.discovery.read(try await send(call, absent: ["NotFound"])?.output ?? .null)
      if tags[Ownership.instance]?.string == instance.text { return object["Id"].string }
    }
    return nil
  }
}
