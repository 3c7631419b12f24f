import InfraDSL
import InfraModel
import Testing

@testable import Docker

/// An environment made of what a test declares.
struct Sample: InfraDSL.Environment {
  let name = "test"
  let project = "sample"
  let declarations: [Declaration]
  var body: [Declaration] { declarations }
}

/// A project in memory.
struct MemoryFiles: ProjectFiles {
  var files: [String: String] = [:]

  func read(_ path: String) throws(ProjectFileError) -> [UInt8] {
    guard let text = files[path] else { throw ProjectFileError("no such file") }
    return Array(text.utf8)
  }

  func digest(ofFolder path: String) throws(ProjectFileError) -> String { "digest-of-\(path)" }

  func absolute(_ path: String) -> String { "/project/\(path)" }
}

/// Lowers what is declared.
func lower(
  _ files: MemoryFiles = MemoryFiles(), @DeclarationBuilder _ make: () -> [Declaration]
) -> Lowering.Result {
  Lowering.lower(files: files) { _ in Sample(declarations: make()) }
}

extension Lowering.Result {
  /// The resource of an address; one that is missing has no arguments.
  func resource(_ address: String) -> DesiredResource? {
    desired.resources.first { $0.address.text == address }
  }

  /// The summaries of what was found wrong.
  var problems: [String] { diagnostics.items.map(\.summary) }
}

/// A container that gives every argument a value.
let fullContainer = DockerContainer(
  "full", name: "full-1", image: "redis:7.4", command: ["serve", "--port=1"],
  entrypoint: ["/entry"], environment: ["B": "2", "A": "1"], workingDirectory: "/srv",
  user: "10001:10001", hasInit: true, stopSignal: .quit, stopTimeout: .seconds(20),
  mustRun: true, restart: .onFailure, maxRetryCount: 3,
  files: [UploadedFile("/config/a.conf", "a", onChange: .reload)],
  secretFiles: [
    UploadedFile("/config/token", .secret(.environment("TOKEN")), mode: "0400", user: 10001)
  ],
  reloadSignal: .hangUp, ports: [PortBinding(80, on: 18_080)],
  networks: [NetworkAttachment(id: "backend", aliases: ["full"], address: "10.9.0.9")],
  networkMode: .bridge, hostname: "full", domainName: "example.org",
  extraHosts: ["host": "host-gateway"], dns: ["127.0.0.1"],
  mounts: [
    .volume(named: "data", at: "/data"), .anonymousVolume(at: "/config"),
    .folder("Modules", at: "/modules"), .tmpfs(at: "/run/x", size: .mebibytes(1), mode: "700"),
  ],
  tmpfs: ["/tmp": Tmpfs(size: .mebibytes(16), mode: "1777")], isReadOnly: true,
  sharedMemory: .mebibytes(64), healthCheck: .command(["true"], every: .seconds(1)),
  waitForHealth: .seconds(30), memory: .mebibytes(64), memorySwap: .mebibytes(128),
  memoryReservation: .mebibytes(32), cpus: 0.5, cpuShares: 512, processLimit: 100,
  ulimits: [.openFiles(1_024)], capabilities: .only("CHOWN"),
  securityOptions: [.noNewPrivileges], isPrivileged: false, groups: ["10002"], pidMode: .host,
  logDriver: .jsonFile, logOptions: .rotatingLogs(), sysctls: ["net.core.somaxconn": "512"],
  labels: ["team": "core"])

extension DockerContainer: CustomTestStringConvertible {
  /// A container as test output names it.
  public var testDescription: String { "a container" }
}
