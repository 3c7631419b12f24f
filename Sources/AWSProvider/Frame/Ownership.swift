import InfraModel

/// The tags by which objects are known as ours.
enum Ownership {
  static let environment = "infra:environment"
  static let address = "infra:address"
  static let instance = "infra:instance"

  /// The tags of an object: those declared, its provider's among them, and ours above them.
  static func tags(_ request: ProviderRequest) -> Fields {
    var tags = request.arguments["tags"]?.object ?? Fields()
    tags[environment] = .string(request.environment)
    tags[address] = .string(request.address.text)
    tags[instance] = .string(request.instance.text)
    return tags
  }

  /// The tags that count as declared: without ours and AWS's own.
  static func declared(_ tags: Fields) -> Fields {
    Fields(tags.entries.filter { !$0.key.hasPrefix("infra:") && !$0.key.hasPrefix("aws:") })
  }

  /// The error of a name that somebody else's object has.
  static func stranger(_ noun: String, id: String, tags: Fields, _ request: ProviderRequest)
    -> ProviderError
  {
    let address = request.address.text
    let isOurs =
      tags[environment]?.string == request.environment && tags[Self.address]?.string == address
    let shown = tags.entries.prefix(6).map { "\($0.key)=\($0.value.scalarText ?? "")" }
    let owner =
      if isOurs {
        "it is an earlier object of this same resource, left by a state that was lost"
      } else if let theirs = tags[environment]?.string, let place = tags[Self.address]?.string {
        "it belongs to \(place) of environment \"\(theirs)\""
      } else if shown.isEmpty {
        "it was not made by this tool"
      } else {
        "it was not made by this tool; its tags are \(shown.joined(separator: ", "))"
      }
    return ProviderError(
      .stranger, request: "create \(request.schema.type)",
      message: "There is a \(noun) \"\(id)\" already: \(owner).",
      hints: [
        "take it over: add .imported(id: \"\(id)\") to the declaration, or run the command",
        "or give yours another name",
      ], commands: ["infra import \(request.environment) \(address) \(id)"])
  }
}
