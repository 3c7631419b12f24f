import AWS
import Foundation
import InfraDSL
import InfraModel
import Testing

@testable import AWSProvider
@testable import InfraCommand

@Suite("A change of caches, tables, files and backups", .enabled(if: Moto.isWanted), .serialized)
struct DataChangeTests {
  @Test("is tried of every argument that changes where the object is")
  func coverage() throws {
    let types =
      [ServedTypes.cache, ServedTypes.files, ServedTypes.backup].flatMap { $0 } + [.table]
    for type in types {
      let schema = try #require(TypeTests.schemas[type.name])
      for argument in schema.arguments {
        if case .always(let effect) = argument.effect, effect.isReplacement { continue }
        let isTried = DataChange.all.contains {
          $0.type == type.name && $0.argument == argument.name
        }
        #expect(isTried, "\(type.name) \(argument.name)")
      }
    }
  }

  @Test(
    "is made where the object is, seen when others make it, and taken back",
    arguments: DataChange.all)
  func change(_ change: DataChange) async throws {
    try await lives(change, try await RecordedServices.shared().variables)
  }

  @Test("is so on moto too, but for what its list says", arguments: DataChange.all)
  func changeOnMoto(_ change: DataChange) async throws {
    let exceptions = MotoExceptions.shared.subjects(of: change.type)
    if exceptions.contains(change.argument) || exceptions.contains("everything") { return }
    var variables = try await Moto.server().variables
    variables["CACHE_PASSWORD"] = "the-first-password-1"
    try await lives(change, variables)
  }

  private func lives(_ change: DataChange, _ variables: [String: String]) async throws {
    try await Project.run(variables, { change.environment($0) }) { project in
      try await done(project, "apply dev --yes")
      try await done(project, "plan dev --refresh --detailed-exitcode")
      if change.isTold {
        try await asOthers(project, "apply dev --yes --set version=two")
        let drift = await project.infra("drift dev")
        #expect(drift.code == .changesPending, "\(drift)")
        #expect(drift.out.contains(change.argument), "\(drift)")
        let healed = try await done(project, "apply dev --yes")
        #expect(healed.err.contains("replaced") == change.isOneWay, "\(healed)")
        try await done(project, "plan dev --refresh --detailed-exitcode")
      }
      let changed = try await done(project, "apply dev --yes --set version=two")
      #expect(changed.err.contains("1 updated"), "\(changed)")
      #expect(!changed.err.contains("replaced"), "\(changed)")
      try await done(project, "plan dev --refresh --detailed-exitcode --set version=two")
      try await done(project, "destroy dev --yes")
    }
  }

  /// Runs a command on a copy of the state, so that the state does not know of it.
  private func asOthers(_ project: Project, _ line: String) async throws {
    let state = URL(filePath: project.folder + "/state")
    let kept = URL(filePath: project.folder + "/kept")
    try FileManager.default.copyItem(at: state, to: kept)
    try await done(project, line)
    try FileManager.default.removeItem(at: state)
    try FileManager.default.moveItem(at: kept, to: state)
  }

  @discardableResult
  private func done(_ project: Project, _ line: String) async throws -> Project.Outcome {
    let outcome = await project.infra(line)
    try #require(outcome.code == .done, "\(line): \(outcome)")
    return outcome
  }
}
