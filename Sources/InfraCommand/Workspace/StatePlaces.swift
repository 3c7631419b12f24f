import AWSClient
import FoundationEssentials
import InfraDSL
import InfraModel
import InfraState
import S3State
import Synchronization

/// Where the state of each environment is kept: as `--state` or `INFRA_STATE` say, as the
/// environment declares, or, where it is declared no longer, as the note says that was made when
/// its state went into a bucket.
final class StatePlaces: Sendable {
  /// The folder `state/`, in which journals, plans and notes lie wherever the states are.
  let folder: StateStore
  private let path: String
  private let given: StateLocation?
  private let variables: [String: String]
  private let inputs: [String: String]
  private let catalogue: EnvironmentCatalog
  private let repeated: RepeatedRequests
  private let opened = Mutex<[S3StateLocation: BucketStateStore]>([:])

  init(
    _ folder: String, given: String?, _ runtime: Runtime, inputs: [String: String]
  ) throws(Diagnostics) {
    path = folder
    self.folder = StateStore(folder)
    self.inputs = inputs
    variables = runtime.variables
    repeated = RepeatedRequests(runtime.terminal)
    catalogue = runtime.catalogue
    let text = given ?? runtime.variables["INFRA_STATE"].flatMap { $0.isEmpty ? nil : $0 }
    do throws(Diagnostic) {
      self.given = try text.map { text throws(Diagnostic) in
        text == Self.folderWord ? .folder : .bucket(try S3StateLocation(parsing: text))
      }
    } catch {
      var problem = error
      problem.hints.append("\"\(Self.folderWord)\" stands for the project's own folder state/")
      throw problem.alone
    }
  }

  /// What `--state` calls the project's folder.
  static let folderWord = "folder"

  /// Where an environment's state is kept.
  func location(of environment: String) throws(Diagnostics) -> StateLocation {
    if let given { return given }
    if let declared = declared(environment) { return declared }
    return try noted(environment).map { .bucket($0) } ?? .folder
  }

  /// What keeps an environment's state.
  func backend(of environment: String) throws(Diagnostics) -> any StateBackend {
    try backend(try location(of: environment))
  }

  /// What keeps states at a place.
  func backend(_ location: StateLocation) throws(Diagnostics) -> any StateBackend {
    guard case .bucket(let bucket) = location else { return folder }
    if let known = opened.withLock({ $0[bucket] }) { return known }
    do throws(Diagnostic) {
      let store = try S3State.store(
        bucket, folder: path, world: .system(variables: variables),
        retrying: { [repeated] in repeated.tell($0) })
      opened.withLock { $0[bucket] = store }
      return store
    } catch { throw error.alone }
  }

  /// The places that declarations and notes name, each once.
  func all() throws(Diagnostics) -> [StateLocation] {
    if let given { return [given] }
    var places: [StateLocation] = [.folder]
    for entry in catalogue.entries where !entry.name.contains("<") {
      if let place = declared(entry.name), !places.contains(place) { places.append(place) }
    }
    for name in try notedNames() {
      if let place = try noted(name), !places.contains(.bucket(place)) {
        places.append(.bucket(place))
      }
    }
    return places
  }

  private func declared(_ environment: String) -> StateLocation? {
    (try? catalogue.environment(named: environment, Inputs(inputs, required: [])))?.state
  }

  // MARK: - Notes

  private func note(_ environment: String) -> String { "\(path)/\(environment).bucket" }

  /// The bucket that an environment's state went into, if a note says so.
  func noted(_ environment: String) throws(Diagnostics) -> S3StateLocation? {
    guard !environment.contains("/"),
      let bytes = FileManager.default.contents(atPath: note(environment))
    else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
      .trimming(\.isWhitespace)
    do throws(Diagnostic) { return try S3StateLocation(parsing: text) } catch {
      var problem = error
      problem.detail += " It stands in \(note(environment))."
      throw problem.alone
    }
  }

  /// The environments whose states went into buckets.
  func notedNames() throws(Diagnostics) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".bucket") }.map { String($0.dropLast(7)) }.sorted()
  }

  /// Notes where an environment's state is, for the day when nothing declares it any more; no note
  /// is needed for the folder. That it cannot be written stops nothing.
  func keepNote(of environment: String) throws(Diagnostics) {
    switch try location(of: environment) {
    case .folder: try? FileManager.default.removeItem(atPath: note(environment))
    case .bucket(let bucket):
      if (try? noted(environment)) == bucket { return }
      try? Data("\(bucket)\n".utf8).write(
        to: URL(fileURLWithPath: note(environment)), options: .atomic)
    }
  }

  /// Why the state at an environment's place is not its state: it lies elsewhere, and was not
  /// brought along when the declaration changed. Nothing if nothing is wrong.
  func leftBehind(_ environment: String, _ found: Snapshot) throws(Diagnostics) -> Diagnostic? {
    let place = try location(of: environment)
    let former = try noted(environment).map { StateLocation.bucket($0) }
    switch place {
    case .folder:
      guard given == nil, let former else { return nil }
      return Self.elsewhere(environment, former, place)
    case .bucket:
      guard found.lineage.isEmpty else { return nil }
      if let former, former != place { return Self.elsewhere(environment, former, place) }
      let file = "\(path)/\(environment)\(StateStore.snapshotEnding)"
      guard FileManager.default.fileExists(atPath: file) else { return nil }
      return Self.elsewhere(environment, .folder, place)
    }
  }

  private static func elsewhere(
    _ environment: String, _ former: StateLocation, _ place: StateLocation
  ) -> Diagnostic {
    let file = "\(environment).state.moved"
    return Diagnostic(
      "State is in another place",
      "The state of \(environment) is to be kept in \(words(place)) and was kept in "
        + "\(words(former)); what was applied is known there only, and all would be made again.",
      hints: ["bring it along:"],
      commands: [
        "infra state pull \(environment) --state '\(text(former))' > \(file)",
        "infra state push \(environment) \(file)",
      ])
  }

  private static func words(_ place: StateLocation) -> String {
    if case .bucket(let bucket) = place { bucket.place } else { "the folder state/" }
  }

  private static func text(_ place: StateLocation) -> String {
    if case .bucket(let bucket) = place { bucket.description } else { folderWord }
  }
}
