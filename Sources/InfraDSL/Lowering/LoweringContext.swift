import InfraModel

/// What arguments need while they become values: addresses of what they refer to, files, and a
/// place for problems.
public struct LoweringContext {
  enum Target {
    case resource(Address, Schema)
    case group(attributes: [String: Expression], anchors: [Address])
    /// Left out with `.enabled(false)`.
    case leftOut
    /// Refused with an error of its own: what refers to it gives no second one.
    case refused
  }

  /// The resource whose arguments are being lowered.
  struct Place {
    let address: Address
    let location: SourceLocation
    /// The modules and services around it, outermost first.
    let enclosing: [DeclarationHandle]
  }

  var targets: [ObjectIdentifier: Target] = [:]
  /// What the resource needs, in the order of its arguments; one may be there several times.
  var dependencies: [Address] = []
  var current: Place?
  var currentArgument: String?
  /// What was found wrong.
  public internal(set) var diagnostics: [Diagnostic] = []

  /// The uses of things that are not listed, in the order of their finding.
  private(set) var unlistedUses: [UnlistedUse] = []
  /// How many references led nowhere: an argument that has one is not missing as well.
  private(set) var brokenReferences = 0

  private let files: any ProjectFiles
  private(set) var secrets: [(source: SecretSource, location: SourceLocation)] = []

  init(files: any ProjectFiles) { self.files = files }

  /// Reports a problem of the argument that is being lowered.
  public mutating func report(_ summary: String, _ detail: String, hints: [String] = []) {
    let argument = currentArgument.map { "Argument \"\($0)\": " } ?? ""
    diagnostics.append(
      Diagnostic(
        summary, argument + detail, address: current?.address, at: current?.location,
        notes: current.map { DeclarationHandle.notes(on: $0.enclosing, around: $0.location) } ?? [],
        hints: hints))
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
      dependencies.append(address)
      if schema.attribute(name) == nil, schema.argument(name) == nil {
        report("Unknown attribute", "\(address) has no attribute \"\(name)\".")
      }
      return .reference(Reference(address, name))
    case .group(let attributes, let anchors):
      dependencies += anchors
      guard let expression = attributes[name] else {
        report(
          "Unknown attribute",
          "\(handle.kind) \"\(handle.key)\" has no attribute \"\(name)\" on this platform.")
        brokenReferences += 1
        return .null
      }
      return expression.lower(&self)
    case .leftOut:
      reportLeftOut(handle)
      return .null
    case .refused:
      brokenReferences += 1
      return .null
    case nil:
      noteUnlisted(handle)
      return .null
    }
  }

  /// The one of several that an attribute names. It is text of the platform, known now, and so
  /// no dependency; what is chosen may be one.
  mutating func choose(
    _ handle: DeclarationHandle, _ name: String, _ cases: [String: Expression]
  ) -> Datum {
    let before = dependencies
    let chosen = resolve(handle, name)
    dependencies = before
    if chosen.isNull { return .null }
    if let expression = cases[chosen.string ?? ""] { return expression.lower(&self) }
    report(
      "Nothing to choose",
      "\(handle.kind) \"\(handle.key)\" says \(name) is \(chosen.string ?? "no text"), for which "
        + "no value is given.")
    brokenReferences += 1
    return .null
  }

  /// The addresses that a dependency on a declared thing means.
  mutating func addresses(of handle: DeclarationHandle) -> [Address] {
    switch targets[ObjectIdentifier(handle)] {
    case .resource(let address, _): return [address]
    case .group(_, let anchors): return anchors
    case .leftOut, .refused: return []
    case nil:
      noteUnlisted(handle)
      return []
    }
  }

  /// A value that stands outside of all resources, with its place in what is found wrong.
  mutating func lower(_ expression: Expression, at location: SourceLocation) -> Datum {
    let before = diagnostics.count
    let usesBefore = unlistedUses.count
    let value = expression.lower(&self)
    for index in diagnostics.indices[before...] where diagnostics[index].location == nil {
      diagnostics[index].location = location
    }
    for index in unlistedUses.indices[usesBefore...] { unlistedUses[index].location = location }
    return value
  }

  private mutating func reportLeftOut(_ handle: DeclarationHandle) {
    brokenReferences += 1
    let argument = currentArgument.map { "Argument \"\($0)\": " } ?? ""
    diagnostics.append(
      Diagnostic(
        "Reference to something that is left out",
        "\(argument)It uses \(handle.kind) \"\(handle.key)\", which .enabled(false) leaves out.",
        address: current?.address, at: current?.location,
        notes: [.init("\(handle.kind) \"\(handle.key)\" is declared here", at: handle.location)],
        hints: ["leave out what uses it by the same flag, or give it another value then"]))
  }

  private mutating func noteUnlisted(_ handle: DeclarationHandle) {
    brokenReferences += 1
    unlistedUses.append(
      UnlistedUse(handle: handle, address: current?.address, location: current?.location))
  }
}
