import InfraModel

/// The labels by which objects on a host are known as ours.
enum Ownership {
  static let environment = "infra.environment"
  static let address = "infra.address"
  static let instance = "infra.instance"
  /// The digest of what a container was created from: tells a leftover that still fits from one
  /// that does not.
  static let digest = "infra.digest"

  /// The labels of an object: those declared, and ours above them.
  static func labels(_ request: ProviderRequest) -> Fields {
    var labels = request.arguments["labels"]?.object ?? Fields()
    labels[environment] = .string(request.environment)
    labels[address] = .string(request.address.text)
    labels[instance] = .string(request.instance.text)
    return labels
  }

  /// The filter that finds the object of an instance.
  static func filter(_ instance: InstanceID) -> (name: String, value: String) {
    EngineRequest.filters(["label": ["\(self.instance)=\(instance.text)"]])
  }

  /// Whether an object with these labels is this very instance.
  static func isOwn(_ labels: Datum, _ instance: InstanceID) -> Bool {
    labels[self.instance].string == instance.text
  }

  /// Labels without ours, restricted to the declared ones where there are any: an image's labels
  /// are a container's too.
  static func withoutOwn(_ labels: Datum, declared: Datum?) -> Datum {
    var found = Fields()
    let own = [environment, address, instance, digest]
    for entry in labels.object?.entries ?? [] where !own.contains(entry.key) {
      if let declared, declared[entry.key].isNull { continue }
      found[entry.key] = entry.value
    }
    return .object(found)
  }

  /// The error of a name that somebody else's object has.
  static func stranger(
    _ kind: String, name: String, id: String, labels: Datum, detail: String = "",
    _ request: ProviderRequest, asked: String
  ) -> ProviderError {
    let address = request.address.text
    let isOurs =
      labels[environment].string == request.environment && labels[Self.address].string == address
    let others = (labels.object?.entries ?? []).prefix(6)
      .map { "\($0.key)=\($0.value.string ?? "")" }
    let owner =
      if isOurs {
        "it is an earlier object of this same resource, left by a state that was lost or not yet "
          + "gone because of createBeforeDestroy"
      } else if let theirs = labels[environment].string, let place = labels[Self.address].string {
        "it belongs to \(place) of environment \"\(theirs)\""
      } else if others.isEmpty { "it was not made by this tool" } else {
        "it was not made by this tool; its labels are \(others.joined(separator: ", "))"
      }
    var hints = [
      "take it over: add .imported(id: \"\(id)\") to the declaration, or run the first command",
      "or remove it with the second command, or give the \(kind) another name",
    ]
    if isOurs {
      hints.append("with .createBeforeDestroy() the name must change with what is replaced")
    }
    return ProviderError(
      .stranger, request: asked,
      message: "There is a \(kind) named \"\(name)\" already\(detail): \(owner).",
      hints: hints,
      commands: [
        "infra import \(request.environment) \(address) \(id)",
        "docker \(kind) rm \(kind == "container" ? "-f " : "")\(id)",
      ])
  }
}

extension ProviderRequest {
  /// The engine's own identifier of the object that this request is about, if the state knows it.
  var knownID: String? {
    guard let prior else { return nil }
    if prior.instance == instance { return prior.attributes["id"]?.string }
    return prior.deposed.first { $0.instance == instance }?.attributes["id"]?.string
  }

  /// What the state knows of the object that this request is about.
  var knownAttributes: Fields {
    guard let prior else { return Fields() }
    if prior.instance == instance { return prior.attributes }
    return prior.deposed.first { $0.instance == instance }?.attributes ?? Fields()
  }

  /// An argument; `null` where none is given.
  subscript(argument: String) -> Datum { arguments[argument] ?? .null }
}
