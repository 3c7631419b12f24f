import InfraDSL
import InfraModel

@testable import AWS

/// An environment made of what a test declares.
struct Sample: InfraDSL.Environment {
  let name = "test"
  let project = "sample"
  let declarations: [Declaration]
  var body: [Declaration] { declarations }
}

/// A project without files.
struct NoFiles: ProjectFiles {
  func read(_ path: String) throws(ProjectFileError) -> [UInt8] {
    throw ProjectFileError("no such file")
  }
  func digest(ofFolder path: String) throws(ProjectFileError) -> String {
    throw ProjectFileError("no such folder")
  }
  func absolute(_ path: String) -> String { "/project/\(path)" }
}

/// Lowers what is declared.
func lower(@DeclarationBuilder _ make: () -> [Declaration]) -> Lowering.Result {
  Lowering.lower(files: NoFiles()) { _ in Sample(declarations: make()) }
}

extension Lowering.Result {
  /// The resource of an address.
  func resource(_ address: String) -> DesiredResource? {
    desired.resources.first { $0.address.text == address }
  }

  /// What was found wrong, each as "summary: detail".
  var problems: [String] {
    diagnostics.items.map { item in
      item.detail.isEmpty ? item.summary : "\(item.summary): \(item.detail)"
    }
  }
}
