import FoundationEssentials
import InfraHTTP
import InfraModel

/// The files that are put into a container: sent as a tar, read back by their size and time.
///
/// The engine takes them while the container is created, running or stopped; into a read-only one
/// only where a volume is mounted (before the start and after it: verified on Engine 20.10.24);
/// what is put into a tmpfs is not seen.
struct ContainerFiles {
  let engine: Engine
  let container: String

  /// Puts the declared files in; secrets are opened here and forgotten right after.
  func put(_ request: ProviderRequest, _ arguments: [String], _ context: ProviderContext)
    async throws(ProviderError)
  {
    let volumes = (request["mounts"].list ?? []).filter { $0["type"] == "volume" }
      .compactMap { $0["target"].string }
    let isReadOnly = request["read_only"].bool == true
    var byFolder: [String: [Datum]] = [:]
    for file in arguments.flatMap({ request[$0].list ?? [] }) {
      let path = file["file"].string ?? ""
      let volume = volumes.filter { path.hasPrefix($0 + "/") }.max { $0.count < $1.count }
      byFolder[isReadOnly ? volume ?? "/" : "/", default: []].append(file)
    }
    for folder in byFolder.keys.sorted() {
      let files = byFolder[folder] ?? []
      let archive = try archive(of: files, in: folder, context)
      var call = EngineRequest(
        .put, "/containers/\(container)/archive", query: [("path", folder)],
        expecting: [400, 403, 404, 500])
      call.body = .bytes(archive, contentType: "application/x-tar")
      let answer = try await engine.send(call)
      if answer.status >= 400 { throw refused(answer, files) }
    }
  }

  /// The files as a tar, by their paths within a folder; the same files are the same bytes.
  private func archive(of files: [Datum], in folder: String, _ context: ProviderContext)
    throws(ProviderError) -> [UInt8]
  {
    var archive: [UInt8] = []
    let skipped = folder == "/" ? 1 : folder.utf8.count + 1
    for file in files.sorted(by: { ($0["file"].string ?? "") < ($1["file"].string ?? "") }) {
      let content = try content(file["content"], context)
      archive += TarArchive.header(
        path: String((file["file"].string ?? "").dropFirst(skipped)),
        kind: .file(size: content.count),
        mode: Int(file["permissions"].string ?? "", radix: 8) ?? 0o644,
        user: file["uid"].int ?? 0, group: file["gid"].int ?? 0)
      archive += content
      archive += TarArchive.padding(after: content.count)
    }
    return archive + TarArchive.end
  }

  /// The bytes of a content made of text and secrets.
  private func content(_ value: Datum, _ context: ProviderContext) throws(ProviderError) -> [UInt8]
  {
    switch value {
    case .segments(let parts):
      var bytes: [UInt8] = []
      for part in parts { bytes += try content(part, context) }
      return bytes
    case .secret(let secret):
      do throws(Diagnostic) { return try context.secrets.open(secret.source) } catch {
        throw ProviderError(
          .refused, request: "PUT /containers/{id}/archive", message: error.detail,
          hints: error.hints, commands: error.commands)
      }
    default: return Array((value.scalarText ?? "").utf8)
    }
  }

  private func refused(_ answer: EngineAnswer, _ files: [Datum]) -> ProviderError {
    let names = files.compactMap { $0["file"].string }.joined(separator: ", ")
    let isReadOnly = answer.message.contains("read-only")
    return ProviderError(
      answer.status == 500 && !isReadOnly ? .uncertain : .refused,
      request: "PUT /containers/{id}/archive", status: answer.status,
      message: "The files \(names) could not be put into the container: \(answer.message).",
      hints: isReadOnly
        ? ["mount a volume over their folder, as .anonymousVolume(at: \"/config\")"]
        : ["check that no folder of the image is where a file should be"])
  }

  /// The declared files as they are now. An untouched one still has the time 0 that it was sent
  /// with and its size; of any other the content is read, unless it may hold a secret.
  func observe(_ declared: Datum, isSecret: Bool) async throws(ProviderError) -> Datum {
    var found: [Datum] = []
    for file in declared.list ?? [] {
      guard let fields = file.object, let path = file["file"].string else { continue }
      let query = [(name: "path", value: path)]
      let answer = try await engine.send(
        EngineRequest(
          .head, "/containers/\(container)/archive", query: query, expecting: [400, 404, 500]))
      // A file that is gone is left out; an engine that cannot say keeps what is known.
      if answer.status == 404 { continue }
      guard answer.status == 200,
        let text = answer.headers["X-Docker-Container-Path-Stat"],
        let data = Data(base64Encoded: text), let stat = try? JSONParser.parse([UInt8](data))
      else {
        found.append(file)
        continue
      }
      let isUntouched = stat["mtime"].string?.hasPrefix("1970-01-01T00:00:00") == true
      let size = file["content"].string?.utf8.count
      if isUntouched, size == nil || size == stat["size"].int {
        found.append(file)
        continue
      }
      var changed = fields
      changed["content"] =
        isSecret ? "(changed in the container)" : .string(try await readText(of: path))
      found.append(changed == fields ? file : .object(changed))
    }
    return .list(found)
  }

  /// The declared files as they are in a container whose state was lost, compared by content.
  ///
  /// One whose content is not known yet is reported with what is there; one that holds a secret
  /// never is, and where the secret is not at hand it counts as declared: it cannot be told.
  func recover(_ declared: Datum, _ context: RecoveryContext) async throws(ProviderError) -> Datum {
    var found: [Datum] = []
    for file in declared.list ?? [] {
      guard var fields = file.object, let path = file["file"].string else { continue }
      guard let there = try await read(path) else { continue }
      let content = file["content"]
      if !content.isKnown {
        fields["content"] =
          content.holdsSecret
          ? "(changed in the container)" : .string(String(decoding: there, as: UTF8.self))
      } else if let wanted = Self.bytes(of: content, context), wanted != there {
        fields["content"] =
          content.holdsSecret
          ? "(changed in the container)" : .string(String(decoding: there, as: UTF8.self))
      }
      found.append(.object(fields))
    }
    return .list(found)
  }

  /// The bytes of a content; nothing where one of its secrets is not at hand.
  private static func bytes(of content: Datum, _ context: RecoveryContext) -> [UInt8]? {
    switch content {
    case .segments(let parts):
      var bytes: [UInt8] = []
      for part in parts {
        guard let more = Self.bytes(of: part, context) else { return nil }
        bytes += more
      }
      return bytes
    case .secret(let secret): return context.secret(secret.source)
    default: return Array((content.scalarText ?? "").utf8)
    }
  }

  /// The content of a file in the container as text; empty where there is none.
  func readText(of path: String) async throws(ProviderError) -> String {
    String(decoding: try await read(path) ?? [], as: UTF8.self)
  }

  /// The content of a file in the container, from the first entry of the tar it comes in; nothing
  /// if there is no such file.
  private func read(_ path: String) async throws(ProviderError) -> [UInt8]? {
    let answer = try await engine.send(
      EngineRequest(
        .get, "/containers/\(container)/archive", query: [("path", path)], expecting: [404]))
    guard answer.status == 200, answer.body.count >= 512 else { return nil }
    let digits = String(decoding: answer.body[124..<135], as: UTF8.self)
    guard let size = Int(digits, radix: 8), answer.body.count >= 512 + size else { return nil }
    return Array(answer.body[512..<(512 + size)])
  }
}
