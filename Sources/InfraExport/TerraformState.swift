import InfraModel

/// A state file of Terraform's, format version 4: what it says of the objects it manages.
///
/// Source of the format: Terraform's `internal/states/statefile/version4.go`.
public struct TerraformState: Sendable {
  /// One object that Terraform manages.
  public struct Object: Hashable, Sendable {
    /// Its address there, as `module.edge.aws_subnet.public["a"]`.
    public let address: String
    /// Its type.
    public let type: String
    /// The names of the modules around it, its own name and its index, outermost first.
    public let path: [String]
    /// Its arguments and attributes by Terraform's names.
    public let values: Datum
  }

  /// The objects, in the order of the file.
  public let objects: [Object]
  /// What of the file cannot be taken over, and why.
  public let warnings: [Diagnostic]

  /// Reads a file; `path` is named in errors.
  public init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    let document = try Self.document(bytes, path)
    var objects: [Object] = []
    var warnings: [Diagnostic] = []
    for resource in document["resources"].list ?? [] where resource["mode"] == "managed" {
      for instance in resource["instances"].list ?? [] {
        let object = Self.object(resource, instance)
        if let problem = Self.problem(instance) {
          warnings.append(
            Diagnostic(
              "Object is not taken over", "\(object.address) in \(path) \(problem).",
              severity: .warning, hints: ["settle it with terraform apply first"]))
        } else {
          objects.append(object)
        }
      }
    }
    self.objects = objects
    self.warnings = warnings
  }

  private static func document(_ bytes: [UInt8], _ path: String) throws(Diagnostic) -> Datum {
    if bytes.isEmpty {
      throw unreadable(
        path, "it is empty. A killed terraform apply leaves it so.",
        "the last good one may be \(path).backup")
    }
    let document: Datum
    do throws(JSONParser.Failure) { document = try JSONParser.parse(bytes) } catch {
      throw unreadable(
        path, "it is no JSON: \(error). A killed terraform apply may have cut it off.",
        "the last good one may be \(path).backup")
    }
    guard let version = document["version"].int else {
      throw unreadable(
        path,
        "it has no version. A plan, a configuration and the output of terraform show are"
          + " no states.", "terraform state pull > \(path)")
    }
    guard version == 4 else {
      throw unreadable(
        path,
        "its format has version \(version); version 4 is read here, which Terraform writes"
          + " since 0.12.", "have a newer terraform rewrite it: terraform apply -refresh-only")
    }
    return document
  }

  private static func unreadable(_ path: String, _ why: String, _ hint: String) -> Diagnostic {
    Diagnostic("Terraform state cannot be read", "\(path): \(why)", hints: [hint])
  }

  /// Why an instance cannot be taken over as it is.
  private static func problem(_ instance: Datum) -> String? {
    if instance["deposed"].string != nil {
      return "has been replaced and is still to be deleted by Terraform"
    }
    if instance["status"] == "tainted" { return "is tainted: Terraform would make it anew" }
    if instance["attributes"].object == nil {
      return "has its values in the form of Terraform before 0.12"
    }
    return nil
  }

  private static func object(_ resource: Datum, _ instance: Datum) -> Object {
    let (type, name) = (resource["type"].string ?? "", resource["name"].string ?? "")
    let module = resource["module"].string ?? ""
    var address = (module.isEmpty ? "" : module + ".") + "\(type).\(name)"
    var path = modules(module) + [name]
    switch instance["index_key"] {
    case .int(let index):
      address += "[\(index)]"
      path.append(String(index))
    case .string(let key):
      address += "[\(JSONWriter.text(.string(key)))]"
      path.append(key)
    default: break
    }
    return Object(address: address, type: type, path: path, values: instance["attributes"])
  }

  /// The names and keys in `module.edge["a"].module.inner`: `edge`, `a`, `inner`.
  ///
  /// Keys hold dots and quotes, so that it cannot be cut at dots.
  private static func modules(_ text: String) -> [String] {
    var names: [String] = []
    var rest = Substring(text)
    while rest.hasPrefix("module.") {
      rest = rest.dropFirst("module.".count)
      let name = rest.prefix { $0 != "." && $0 != "[" }
      names.append(String(name))
      rest = rest.dropFirst(name.count)
      if rest.first == "[" {
        let end = rest.firstRange(of: "].module.")?.lowerBound ?? rest.index(before: rest.endIndex)
        let key = rest[rest.index(after: rest.startIndex)..<end]
        names.append(String(key.drop { $0 == "\"" }.reversed().drop { $0 == "\"" }.reversed()))
        rest = rest[end...].dropFirst()
      }
      rest = rest.drop { $0 == "." }
    }
    return names
  }
}
