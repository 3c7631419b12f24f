import InfraModel

/// What arguments need while they become values: addresses of what they refer to, files, and a
/// place for problems.
public struct LoweringContext {
  enum Target {
    case resource(Address, Schema)
    case group(attributes: [String: Expression], anchors: [Address])
  }

  var targets: [ObjectIdentifier: Target] = [:]
  var dependencies: Set<Address> = []
  var current: (address: Address, location: SourceLocation?)?
  var currentArgument: String?
  /// What was found wrong.
  public internal(set) var diagnostics: [Diagnostic] = []

  private let files: any ProjectFiles
  private let environment: String
  private(set) var secrets: [(source: SecretSource, location: SourceLocation)] = []

  init(files: any ProjectFiles, environment: String) {
    self.files = files
    self.environment = environment
  }

  /// A context that knows nothing, for values that need nothing.
  static var detached: LoweringContext { LoweringContext(files: NoFiles(), environment: "") }

  /// Reports a problem of the argument that is being lowered.
  public mutating func report(_ summary: String, _ detail: String, hints: [String] = []) {
    let argument = currentArgument.map { "Argument \"\($0)\": " } ?? ""
    diagnostics.append(
      Diagnostic(
        summary, argument + detail, address: current?.address, at: current?.location, hints: hints))
  }

  /// The text of a file of the project; one that cannot be read, or is not UTF-8, is a problem.
  public mutating func readText(_ path: String) -> String? {
    do throws(ProjectFileError) {
      let bytes = try files.read(path)
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      report("File is not text", "\(path) is not UTF-8.")
    } catch {
      report("File not readable", "\(path): \(error.message).")
    }
    return nil
  }

  /// The digest of a folder of the project; one that cannot be read is a problem.
  public mutating func digest(ofFolder path: String) -> String? {
    do throws(ProjectFileError) { return try files.digest(ofFolder: path) } catch {
      report("Folder not readable", "\(path): \(error.message).")
      return nil
    }
  }

  /// The absolute path of a path that is relative to the project's folder.
  public func absolute(_ path: String) -> String { files.absolute(path) }

  mutating func noteSecret(_ source: SecretSource, at location: SourceLocation) {
    secrets.append((source, location))
  }

  /// The value of a declared thing's attribute, and a dependency on the thing.
  mutating func resolve(_ handle: DeclarationHandle, _ name: String) -> Datum {
    switch targets[ObjectIdentifier(handle)] {
    case .resource(let address, let schema):
      dependencies.insert(address)
      if schema.attribute(name) == nil, schema.argument(name) == nil {
        report("Unknown attribute", "\(address) has no attribute \"\(name)\".")
      }
      return .reference(Reference(address, name))
    case .group(let attributes, let anchors):
      dependencies.formUnion(anchors)
      guard let expression = attributes[name] else {
        report(
          "Unknown attribute",
          "\(handle.kind) \"\(handle.key)\" has no attribute \"\(name)\" on this platform.")
        return .null
      }
      return expression.lower(&self)
    case nil:
      reportUnlisted(handle)
      return .null
    }
  }

  /// The addresses that a dependency on a declared thing means.
  mutating func addresses(of handle: DeclarationHandle) -> [Address] {
    switch targets[ObjectIdentifier(handle)] {
    case .resource(let address, _): return [address]
    case .group(_, let anchors): return anchors
    case nil:
      reportUnlisted(handle)
      return []
    }
  }

  private mutating func reportUnlisted(_ handle: DeclarationHandle) {
    diagnostics.append(
      Diagnostic(
        "Reference to something that is not listed",
        "It uses \(handle.kind) \"\(handle.key)\", which is not part of environment "
          + "\"\(environment)\".",
        address: current?.address, at: current?.location,
        notes: [.init("\(handle.kind) \"\(handle.key)\" is declared here", at: handle.location)],
        hints: ["list it on a line of its own in the body that declares it"]))
  }
}
