import InfraModel

/// One resource's state as a JSON object of one line, in snapshots and journals alike.
enum ResourceLine {
  private static let known: KnownNames = [
    "address", "arguments", "attributes", "dependencies", "deposed", "expressions",
    "instance", "protected", "provider", "retained", "status",
  ]
  private static let knownDeposed: KnownNames = ["arguments", "attributes", "instance"]

  static func write(_ resource: ResourceState, to writer: inout ObjectWriter) {
    writer.object { writer in
      writer.text("address", resource.address.text)
      writer.fields("arguments", resource.arguments)
      writer.fields("attributes", resource.attributes)
      writer.addresses("dependencies", resource.dependencies)
      writer.list("deposed", resource.deposed) { writer, old in
        writer.object { writer in
          writer.fields("arguments", old.arguments)
          writer.fields("attributes", old.attributes)
          writer.text("instance", old.instance.text)
        }
      }
      writer.fields("expressions", resource.expressions)
      writer.text("instance", resource.instance.text)
      writer.flag("protected", resource.isProtected)
      writer.text("provider", resource.provider)
      writer.flag("retained", resource.isRetained)
      if resource.status != .ready { writer.text("status", resource.status.rawValue) }
    }
  }

  static func read(_ value: Datum) throws(Malformed) -> ResourceState {
    let object = try ObjectReader(value, known: known)
    var status = ResourceState.Status.ready
    if let word = try object.optionalText("status") {
      guard let known = ResourceState.Status(rawValue: word) else {
        throw Malformed("\"\(word)\" is no status")
      }
      status = known
    }
    var deposed: [ResourceState.Deposed] = []
    for item in try object.list("deposed") {
      let old = try ObjectReader(item, known: knownDeposed)
      deposed.append(
        ResourceState.Deposed(
          instance: InstanceID(try old.text("instance")),
          arguments: try old.object("arguments"), attributes: try old.object("attributes")))
    }
    return ResourceState(
      address: try object.address("address"), provider: try object.text("provider"),
      instance: InstanceID(try object.text("instance")), status: status,
      arguments: try object.object("arguments"), attributes: try object.object("attributes"),
      expressions: try object.object("expressions"),
      dependencies: try object.addresses("dependencies"),
      isProtected: try object.flag("protected"), isRetained: try object.flag("retained"),
      deposed: deposed)
  }
}

/// How one provider is reached, as a JSON object of one line.
enum ProviderLine {
  static func write(_ provider: ProviderConfiguration, to writer: inout ObjectWriter) {
    writer.object { writer in
      writer.text("name", provider.name)
      writer.fields("settings", provider.settings)
    }
  }

  static func read(_ value: Datum) throws(Malformed) -> ProviderConfiguration {
    let object = try ObjectReader(value, known: ["name", "settings"])
    return ProviderConfiguration(
      name: try object.text("name"), settings: try object.object("settings"))
  }
}
