import InfraModel

/// The containers of a task definition, which are declared as JSON and told by ECS with everything
/// filled in that it fills in.
enum ContainerText {
  /// The containers that a text describes.
  static func parsed(_ text: Datum) -> Datum {
    guard let text = text.string, let value = try? JSONParser.parse(text) else { return text }
    return value
  }

  /// What ECS says, as text: the declared one where both mean the same.
  static func read(_ seen: Datum, declared: Datum?) -> Datum {
    if seen.isNull { return .null }
    let found = canonical(seen)
    if let declared, sorted(canonical(parsed(declared))) == sorted(found) { return declared }
    return .string(JSONWriter.text(found))
  }

  /// Containers with what ECS fills in, and without what says nothing.
  static func canonical(_ containers: Datum) -> Datum {
    .list(containers.elements.map(container))
  }

  private static func container(_ value: Datum) -> Datum {
    var fields = Fields()
    for entry in value.object?.entries ?? [] {
      let inner = part(entry.key, entry.value)
      if !inner.isNothing || entry.key == "essential" { fields[entry.key] = inner }
    }
    if fields["essential"] == nil { fields["essential"] = true }
    return .object(fields)
  }

  /// A member of a container with the defaults of ECS's own.
  private static func part(_ name: String, _ value: Datum) -> Datum {
    switch name {
    case "portMappings":
      return .list(
        value.elements.map { port in
          var fields = stripped(port).object ?? Fields()
          if fields["protocol"] == nil { fields["protocol"] = "tcp" }
          // Where tasks have an address of their own, the machine's port is the container's; 0 is
          // any port of the machine.
          if fields["hostPort"] == nil {
            fields["hostPort"] = port["hostPort"].isNull ? port["containerPort"] : 0
          }
          return .object(fields)
        })
    case "mountPoints", "volumesFrom":
      return .list(
        value.elements.map { mount in
          var fields = stripped(mount).object ?? Fields()
          if fields["readOnly"] == nil { fields["readOnly"] = false }
          return .object(fields)
        })
    case "healthCheck":
      var fields = stripped(value).object ?? Fields()
      if fields.isEmpty { return .null }
      // The defaults of ECS's own, in seconds: HealthCheck in its API's reference.
      for (name, plain) in [("interval", 30), ("timeout", 5), ("retries", 3)]
      where fields[name] == nil { fields[name] = .int(plain) }
      return .object(fields)
    case "environment": return value
    default: return stripped(value)
    }
  }

  /// A value without members that say nothing, all the way down.
  private static func stripped(_ value: Datum) -> Datum {
    guard let fields = value.object else { return value }
    return .object(
      Fields(
        fields.entries.compactMap { entry in
          let inner = stripped(entry.value)
          return inner.isNothing ? nil : Fields.Entry(key: entry.key, value: inner)
        }))
  }

  /// The same with an order for what has none: containers, and lists of objects or of rights in
  /// them. Commands and their like keep theirs.
  private static func sorted(_ containers: Datum) -> Datum {
    ordered(.list(containers.elements.map(inner)))
  }

  private static func inner(_ value: Datum) -> Datum {
    switch value {
    case .object(let fields):
      .object(
        Fields(
          fields.entries.map { entry in
            let isSet = ["add", "drop"].contains(entry.key)
            return Fields.Entry(
              key: entry.key, value: isSet ? ordered(entry.value) : inner(entry.value))
          }))
    case .list(let items) where items.allSatisfy { $0.object != nil }:
      ordered(.list(items.map(inner)))
    default: value
    }
  }

  private static func ordered(_ list: Datum) -> Datum {
    let texts = list.elements.map { (JSONWriter.text($0), $0) }
    return .list(texts.sorted { $0.0 < $1.0 }.map(\.1))
  }
}
