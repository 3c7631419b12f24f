import InfraModel

/// What is scaled, by the three names that scaling has for it, and in a policy's case what by:
/// `ecs/service/main/web/ecs:service:DesiredCount` and `/cpu` after it, as Terraform imports them.
struct ScalableName: Sendable {
  /// The service, as `ecs`.
  let service: String
  /// The thing, as `service/main/web`.
  let object: String
  /// What of it, as `ecs:service:DesiredCount`.
  let dimension: String
  /// The policy's name; empty for the thing itself.
  let policy: String

  /// Reads a name; nothing if it is none. The dimension alone begins with the service and a colon.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 2,
      let index = parts.dropFirst(2).firstIndex(where: { $0.hasPrefix(parts[0] + ":") })
    else { return nil }
    service = parts[0]
    object = parts[1..<index].joined(separator: "/")
    dimension = parts[index]
    policy = parts[(index + 1)...].joined(separator: "/")
  }

  /// The arguments that both types have.
  static let members: [Member] = [
    .both("service_namespace", "ServiceNamespace"), .both("resource_id", "ResourceId"),
    .both("scalable_dimension", "ScalableDimension"),
  ]

  /// A template of the name, filled from arguments and from objects as they are shaped.
  static let template = "{service_namespace}/{resource_id}/{scalable_dimension}"

  /// The members that calls take.
  var input: Datum {
    [
      "ServiceNamespace": .string(service), "ResourceId": .string(object),
      "ScalableDimension": .string(dimension),
    ]
  }

  /// Whether an object is of this thing.
  func isOf(_ object: Datum) -> Bool {
    object["ResourceId"].string == self.object
      && object["ScalableDimension"].string == dimension
  }

  /// An object that has the names as arguments have them too.
  @Sendable static func shaped(_ object: Datum) -> Datum {
    object.merging([
      "service_namespace": object["ServiceNamespace"], "resource_id": object["ResourceId"],
      "scalable_dimension": object["ScalableDimension"],
    ])
  }
}
