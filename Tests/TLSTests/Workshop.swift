import Foundation
import InfraCrypto
import InfraDSL
import InfraModel
import InfraSecrets
import Synchronization
import TLS
import TLSProvider
import Testing

/// An environment of what a test declares.
struct Sample: InfraDSL.Environment {
  let name = "test"
  let project = "sample"
  let declarations: [Declaration]
  var body: [Declaration] { declarations }
}

/// Lowers what is declared.
func lower(@DeclarationBuilder _ make: () -> [Declaration]) -> Lowering.Result {
  Lowering.lower(files: NoFiles()) { _ in Sample(declarations: make()) }
}

/// A provider with a key store and a clock of its own, and the state of what it issued.
final class Workshop: Sendable {
  let folder: URL
  let secrets: SecretStore
  let provider: TLSProvider
  private let clock: Clock

  final class Clock: Sendable {
    private let time: Mutex<Date>
    init(_ time: Date) { self.time = Mutex(time) }
    var now: Date {
      get { time.withLock { $0 } }
      set { time.withLock { $0 = newValue } }
    }
  }

  /// - Parameter now: when it is at first; by default 2029-01-01, 18 months after a period began.
  init(
    now: Date = Date(timeIntervalSince1970: 1_861_920_000), variables: [String: String] = [:]
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "infra-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let clock = Clock(now)
    let secrets = SecretStore(
      environment: "test", project: folder.path, variables: variables, home: folder.path)
    self.clock = clock
    self.secrets = secrets
    provider = TLSProvider(
      now: { clock.now },
      present: { source throws(Diagnostic) in try secrets.openIfPresent(source) })
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var now: Date { clock.now }
  func pass(days: Double) { clock.now = clock.now.addingTimeInterval(days * 86_400) }

  func key(_ name: String) -> String {
    folder.appending(path: ".local/share/infra/secrets/test/\(name).pem").path
  }

  func write(_ name: String, _ text: String) throws -> String {
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// What a plan and an apply of one declared certificate would leave in the state.
  func issue(_ declared: LocalCertificate, prior: ResourceState? = nil) async throws
    -> ResourceState
  {
    let lowered = lower { declared }
    let problems = lowered.diagnostics.items.map(\.detail)
    try #require(problems == [])
    let resource = try #require(lowered.desired.resources.first)
    var state = ResourceState(
      address: resource.address, provider: "tls",
      instance: prior?.instance ?? InstanceID("0123456789abcdef01234567"),
      arguments: Fields(
        zip(resource.schema.arguments, resource.arguments).filter { !$1.isNull }
          .map { Fields.Entry(key: $0.name, value: $1) }))
    let request = ProviderRequest(
      environment: "test", address: resource.address, instance: state.instance,
      schema: resource.schema, arguments: state.arguments, prior: prior)
    state.attributes = try await provider.perform(
      prior == nil ? .create : .update, request, ProviderContext(secrets: secrets))
    return state
  }

  func read(_ state: ResourceState) async throws -> Observation? {
    try await provider.read(state, LocalCertificate.schema.schema)
  }
}

extension ResourceState {
  func text(_ attribute: String) throws -> String { try #require(attributes[attribute]?.string) }
  func certificate(_ attribute: String = "certificate_pem") throws -> Certificate {
    try Certificate(pem: try text(attribute))
  }
}
