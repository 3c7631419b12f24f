import Builtin
import Docker
import InfraDSL
import InfraExport
import InfraModel
import Testing

@Suite("The exported Docker resources")
struct DockerExportTests {
  struct Stack: InfraDSL.Environment {
    let name = "test"
    let project = "sample"
    var body: [Declaration] {
      let network = DockerNetwork(
        "backend", internal: true,
        subnets: [NetworkSubnet("10.9.0.0/24", gateway: "10.9.0.1", range: "10.9.0.0/25")],
        labels: ["team": "core"])
      network
      let volume = DockerVolume("data", options: ["type": "tmpfs"], labels: ["team": "core"])
      volume
      let pulled = DockerImage("pulled", name: "redis:7.4")
      pulled
      DockerImage(
        "built", name: "gateway:dev",
        build: ImageBuild(
          "service", dockerfile: "Dockerfile", target: "production",
          buildArguments: ["A": "1"], labels: ["l": "m"], usesCache: false))
      DockerContainer(
        "full", name: "full-1", image: pulled.imageID, command: ["serve", "$HOME", "${HOME}"],
        entrypoint: ["/entry"], environment: ["A": "a=b", "NETWORK": "\(network.networkName)"],
        workingDirectory: "/srv", user: "10001:10001", hasInit: true, stopSignal: .quit,
        stopTimeout: .seconds(20), restart: .onFailure, maxRetryCount: 3,
        files: [UploadedFile("/config/a.conf", "${a}\n%{b}", onChange: .reload)],
        secretFiles: [
          UploadedFile("/config/token", .secret(.environment("TOKEN")), mode: "0400", user: 10001)
        ],
        ports: [PortBinding(80, on: 18_080)],
        networks: [NetworkAttachment(network, aliases: ["full"], address: "10.9.0.9")],
        hostname: "full", domainName: "example.org", extraHosts: ["host": "host-gateway"],
        dns: ["127.0.0.1"],
        mounts: [
          .volume(volume, at: "/data"), .anonymousVolume(at: "/config"),
          .folder("Modules", at: "/modules"),
          .tmpfs(at: "/run/x", size: .mebibytes(1), mode: "700"),
        ],
        tmpfs: ["/tmp": Tmpfs(size: .mebibytes(16), mode: "1777")], isReadOnly: true,
        sharedMemory: .mebibytes(64), healthCheck: .command(["true"], every: .seconds(1)),
        waitForHealth: .seconds(30), memory: .mebibytes(64), memorySwap: .mebibytes(128),
        memoryReservation: .mebibytes(32), cpus: 0.5, cpuShares: 512, processLimit: 100,
        ulimits: [.openFiles(1_024)], capabilities: .only("CHOWN"),
        securityOptions: [.noNewPrivileges], isPrivileged: false, groups: ["10002"],
        logDriver: .jsonFile, logOptions: .rotatingLogs(),
        sysctls: ["net.core.somaxconn": "512"], labels: ["team": "core"])
      DockerContainer("plain", name: "plain-1", image: pulled.imageID)
      TerraformData("version", input: "1.4.2")
    }
  }

  struct Files: ProjectFiles {
    func read(_ path: String) throws(ProjectFileError) -> [UInt8] { [] }
    func digest(ofFolder path: String) throws(ProjectFileError) -> String { "d1" }
    func absolute(_ path: String) -> String { "/project/\(path)" }
  }

  private var lowered: Lowering.Result { Lowering.lower(files: Files()) { _ in Stack() } }

  @Test("have only attributes and blocks that the provider knows, of its types, none missing")
  func schema() throws {
    let result = lowered
    #expect(result.diagnostics.items.map(\.detail) == [])
    let table = try ProviderTable()
    #expect(table.typeCount >= 4)
    let export = TerraformExport(result.desired)
    var checked = 0
    for type in export.document["resource"].object?.entries ?? [] {
      guard type.key.hasPrefix("docker_") else { continue }
      for resource in type.value.object?.entries ?? [] {
        var block = resource.value.object ?? Fields()
        for meta in ["depends_on", "lifecycle", "provider"] { block[meta] = nil }
        #expect(table.problems(.object(block), at: type.key) == [])
        checked += 1
      }
    }
    #expect(checked == 6)
  }

  @Test("refer only to what the provider has")
  func references() throws {
    let table = try ProviderTable()
    let text = TerraformExport(lowered.desired).text
    let references = text.matches(of: #/[^$]\$\{(docker_[a-z]+)\.[a-zA-Z0-9_-]+\.([a-z_]+)\}/#)
    #expect(references.count >= 4)
    for reference in references {
      #expect(table.has(String(reference.1), String(reference.2)), "\(reference.0)")
    }
  }

  @Test("bring configuration files and secret files together in one place")
  func uploads() {
    let export = TerraformExport(lowered.desired)
    let files = export.document["resource"]["docker_container"]["full"]["upload"].list ?? []
    #expect(files.map { $0["content"] } == ["$${a}\n%%{b}", "${var.token}"])
    #expect(!files.contains { $0.object?.keys.contains("uid") ?? true })
  }

  @Test("tell of what the provider has nothing for")
  func leftOut() {
    let details = TerraformExport(lowered.desired).warnings.map(\.detail)
    for name in ["pids_limit", "secret_upload[0].uid"] {
      #expect(details.contains { $0.hasPrefix("\(name) of docker_container.full") }, "\(name)")
    }
  }
}
