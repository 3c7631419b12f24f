import InfraDSL
import InfraModel

/// An environment made of what a test declares.
struct Sample: InfraDSL.Environment {
  var name = "test"
  let project = "sample"
  let declarations: [Declaration]
  var body: [Declaration] { declarations }
}

/// A project in memory.
struct MemoryFiles: ProjectFiles {
  var files: [String: [UInt8]] = [:]

  init(_ files: [String: String] = [:]) { self.files = files.mapValues { Array($0.utf8) } }

  func read(_ path: String) throws(ProjectFileError) -> [UInt8] {
    guard let bytes = files[path] else { throw ProjectFileError("no such file") }
    return bytes
  }

  func digest(ofFolder path: String) throws(ProjectFileError) -> String { "digest-of-\(path)" }

  func absolute(_ path: String) -> String { "/project/\(path)" }
}

/// Lowers what is declared.
func lower(
  _ files: MemoryFiles = MemoryFiles(), named name: String = "test",
  @DeclarationBuilder _ make: () -> [Declaration]
) -> Lowering.Result {
  Lowering.lower(files: files) { _ in Sample(name: name, declarations: make()) }
}

extension Lowering.Result {
  /// The addresses of what is declared.
  var addresses: [String] { desired.resources.map(\.address.text) }

  /// The resource of an address.
  func resource(_ address: String) -> DesiredResource? {
    desired.resources.first { $0.address.text == address }
  }

  /// The one problem there is; nothing if there are none or several.
  var problem: Diagnostic? { diagnostics.items.count == 1 ? diagnostics.items.first : nil }

  /// The summaries of what was found wrong.
  var summaries: [String] { diagnostics.items.map(\.summary) }
}

extension DesiredResource {
  /// The addresses that it needs.
  var needs: [String] { dependencies.map(\.text) }
}

extension Diagnostic {
  /// The line that it points to.
  var line: Int? { location?.line }

  /// The lines that its notes point to.
  var noteLines: [Int?] { notes.map { $0.location?.line } }
}

/// A reference as the planner sees it.
func reference(_ address: String, _ attribute: String) -> Datum? {
  Address(parsing: address).map { .reference(Reference($0, attribute)) }
}
