import FoundationEssentials
import InfraHTTP
import InfraModel

/// Why a container could not be started, told so that it can be mended.
struct StartFailure {
  let engine: Engine
  let request: ProviderRequest
  let answer: EngineAnswer

  /// Whether the engine was killed while it started this container: its containerd keeps a task or
  /// a container of the id, and no start of it succeeds until that is restarted too (seen of Engine
  /// 20.10: "task 3f… already exists: unknown" and "id already in use").
  var isLeftByKilledEngine: Bool {
    let said = answer.message
    return said.contains("id already in use")
      || (said.contains("task ") && said.contains("already exists"))
  }

  /// The error, with who has the port if one is taken. The container stays as it was created, and
  /// the next apply starts it.
  func error() async -> ProviderError {
    let said = answer.message
    let name = request["name"].string ?? ""
    if said.contains("port is already allocated") || said.contains("address already in use") {
      return await portTaken(name)
    }
    var hints = ["look at what was declared, and apply again"]
    var kind = ProviderError.Kind.refused
    if answer.status == 404 {
      hints = ["a network or volume that it needs is gone: plan with --refresh"]
    } else if said.contains("executable file not found") || said.contains("no such file") {
      hints = ["check \"command\" and \"entrypoint\": the image has no such program"]
    } else if isLeftByKilledEngine {
      kind = .uncertain
      hints = [
        "the engine was killed while it started this container, and cannot start it again: have "
          + "it made anew by --replace \(request.address), or restart containerd"
      ]
    } else if answer.status == 503 {
      kind = .throttled(retryAfter: nil)
    }
    return ProviderError(
      kind, request: "POST /containers/{id}/start", status: answer.status,
      message: "The container \"\(name)\" could not be started: \(said).", hints: hints,
      commands: ["docker inspect \(name)"])
  }

  private func portTaken(_ name: String) async -> ProviderError {
    let said = answer.message
    let blocks = request["ports"].list ?? []
    // The engine names the address: "Bind for 127.0.0.1:18080 failed", "listen tcp4 0.0.0.0:80:".
    let block =
      blocks.first { block in
        block["external"].int.map { said.contains(":\($0) ") || said.contains(":\($0):") } ?? false
      } ?? blocks.first { !$0["external"].isNull }
    let port = block?["external"].int ?? 0
    let address = block?["ip"].string ?? ""
    let transport = block?["protocol"].string ?? "tcp"
    let holder = await container(with: port, transport)
    let owner =
      holder.map { "by the container \"\($0)\"" }
      ?? (isLocal ? HostListener.find(port: port, transport).map { "by \($0) of the host" } : nil)
      ?? "by a process of the host"
    return ProviderError(
      .refused, request: "POST /containers/{id}/start", status: answer.status,
      message: "Port \(port)/\(transport) of \(address), declared in \"ports\" of "
        + "\(request.address), is taken \(owner).",
      hints: [
        "stop what has it, or publish the container's port \(block?["internal"].int ?? 0) on "
          + "another one"
      ],
      commands: holder.map { ["docker stop \($0)"] }
        ?? ["sudo ss -l\(transport == "udp" ? "u" : "t")np 'sport = :\(port)'"])
  }

  private var isLocal: Bool {
    if case .unix = engine.endpoint.http { return true }
    return false
  }

  private func container(with port: Int, _ transport: String) async -> String? {
    let answer = try? await engine.send(EngineRequest(.get, "/containers/json"))
    for container in answer?.json.list ?? [] {
      let hasPort = (container["Ports"].list ?? []).contains {
        $0["PublicPort"].int == port && $0["Type"].string == transport
      }
      if hasPort { return container["Names"].list?.first?.string.map { String($0.dropFirst()) } }
    }
    return nil
  }
}

/// Finds which process of this machine listens on a port, from /proc (proc(5)).
enum HostListener {
  /// The process as `name (process 123)`, if this user may see it.
  static func find(port: Int, _ transport: String) -> String? {
    let sockets = Set(
      ["/proc/net/\(transport)", "/proc/net/\(transport)6"].flatMap { inodes(in: $0, port: port) })
    guard !sockets.isEmpty,
      let processes = try? FileManager.default.contentsOfDirectory(atPath: "/proc")
    else { return nil }
    for id in processes where Int(id) != nil {
      let folder = "/proc/\(id)/fd"
      for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        let target = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "\(folder)/\(entry)")
        guard let target, sockets.contains(target) else { continue }
        let name = (try? String(contentsOfFile: "/proc/\(id)/comm", encoding: .utf8)) ?? "?"
        return "\(name.trimming(\.isWhitespace)) (process \(id))"
      }
    }
    return nil
  }

  private static func inodes(in path: String, port: Int) -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let columns = line.split(separator: " ")
      guard columns.count > 9, let colon = columns[1].lastIndex(of: ":"),
        Int(columns[1][columns[1].index(after: colon)...], radix: 16) == port,
        columns[3] == "0A" || columns[3] == "07"
      else { return nil }
      return "socket:[\(columns[9])]"
    }
  }
}
