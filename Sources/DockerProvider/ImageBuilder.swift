import Docker
import FoundationEssentials
import InfraFiles
import InfraHTTP
import InfraModel

/// Builds an image: `POST /build` with a tar of the folder, made while it is sent.
///
/// With BuildKit where the engine has it; where BuildKit wants a session, which a plain request
/// has not, with the classic builder.
struct ImageBuilder {
  let engine: Engine
  let project: String
  let registries: RegistryCredentials

  /// Builds, unless an image of the very same build is there: then that one gets the name.
  func build(_ request: ProviderRequest, _ context: ProviderContext) async throws(ProviderError) {
    if let identity = try BuildIdentity(request), try await reuse(identity, request) {
      context.progress("taking the image of the same build")
      return
    }
    try BuildIdentity.checkFolder(request, project: project)
    let hasBuildKit = try await engine.facts().hasBuildKit
    var output = try await attempt(request, buildKit: hasBuildKit, context)
    if let problem = output.problem, hasBuildKit, Self.wantsSession(problem) {
      context.progress("building with the classic builder")
      output = try await attempt(request, buildKit: false, context)
    }
    if let problem = output.problem { throw failed(request, problem, output.lines) }
  }

  /// Gives the name to an image that bears the identity; answers whether there is one.
  private func reuse(_ identity: BuildIdentity, _ request: ProviderRequest)
    async throws(ProviderError) -> Bool
  {
    let label: Datum = ["label": [.string("\(BuildIdentity.label)=\(identity.text)")]]
    let found = try await engine.send(
      EngineRequest(.get, "/images/json", query: [("filters", JSONWriter.text(label))]))
    guard let id = found.json.list?.first?["Id"].string else { return false }
    let reference = ImageReference(request["name"].string ?? "")
    let answer = try await engine.send(
      EngineRequest(
        .post, "/images/\(EngineRequest.encode(id))/tag",
        query: [("repo", reference.repository), ("tag", reference.tag ?? "latest")],
        expecting: [404]))
    // 404: it was removed meanwhile, and is built.
    return answer.status != 404
  }

  /// The folder of the build, its Dockerfile among its files.
  private func contents(_ request: ProviderRequest) throws(ProviderError) -> FolderContents {
    let block = request["build"]
    let dockerfile = block["dockerfile"].string ?? "Dockerfile"
    let folder = DiskProjectFiles(folder: project).absolute(block["context"].string ?? ".")
    let contents: FolderContents
    do throws(FolderContents.Failure) {
      contents = try FolderContents(of: folder, keeping: [dockerfile, ".dockerignore"])
    } catch {
      throw ProviderError(
        .refused, request: "POST /build",
        message: "The folder of the build cannot be read: \(folder): \(error.message).",
        hints: ["check \"context\" of \(request.address)"])
    }
    guard contents.entries.contains(where: { $0.path == dockerfile }) else {
      throw ProviderError(
        .refused, request: "POST /build", message: "There is no \(dockerfile) in \(folder).",
        hints: ["check \"context\" and \"dockerfile\" of \(request.address)"])
    }
    return contents
  }

  /// Whether BuildKit asked for the client's session: for the credentials of a private base image
  /// and, with the containerd image store, for the way of the result (moby#47717).
  static func wantsSession(_ problem: String) -> Bool {
    problem.contains("no active session") || problem.contains("no valid session")
      || problem.contains("session not found")
  }

  /// Builds with one of the two builders; a failed build is an output with a problem.
  func attempt(_ request: ProviderRequest, buildKit: Bool, _ context: ProviderContext)
    async throws(ProviderError) -> BuildOutput
  {
    let contents = try contents(request)
    var call = EngineRequest(
      .post, "/build", query: Self.query(request, try BuildIdentity(request), buildKit: buildKit))
    if let header = try await registries.buildHeader() { call.headers = [header] }
    call.timeouts = HTTPTimeouts(idle: .seconds(1_800), total: .seconds(7_200))
    call.body = .source(Self.archive(of: contents), contentType: "application/x-tar", length: nil)
    context.progress("building \(request["name"].string ?? "")")
    var lines = ProgressLines()
    var output = BuildOutput()
    do throws(ProviderError) {
      try await engine.stream(call) { (bytes) throws(ProviderError) in
        for message in lines.take(bytes) {
          if let step = output.take(message) { context.progress("building: \(step)") }
        }
      }
    } catch {
      guard let status = error.status, status < 500 else { throw error }
      output.problem = error.message
    }
    for message in lines.finish() { _ = output.take(message) }
    return output
  }

  private static func query(
    _ request: ProviderRequest, _ identity: BuildIdentity?, buildKit: Bool
  ) -> [(name: String, value: String)] {
    let block = request["build"]
    var query: [(name: String, value: String)] = [
      ("t", request["name"].string ?? ""), ("forcerm", "1"), ("rm", "1"),
      ("version", buildKit ? "2" : "1"),
    ]
    if let dockerfile = block["dockerfile"].string { query.append(("dockerfile", dockerfile)) }
    if let target = block["target"].string { query.append(("target", target)) }
    if block["no_cache"].bool == true { query.append(("nocache", "1")) }
    if let platform = request["platform"].string { query.append(("platform", platform)) }
    if !block["build_args"].isNull {
      query.append(("buildargs", JSONWriter.text(block["build_args"])))
    }
    var labels = block["label"].object ?? Fields()
    if let identity {
      labels[BuildIdentity.label] = .string(identity.text)
      labels[KeptImages.label] = request["name"]
    }
    if !labels.isEmpty { query.append(("labels", JSONWriter.text(.object(labels)))) }
    return query
  }

  /// The folder as a tar that depends on its contents alone: owners, times and all permissions
  /// but the executable bit are left out.
  static func archive(of contents: FolderContents) -> HTTPBodySource {
    HTTPBodySource { write in
      for entry in contents.entries {
        switch entry.kind {
        case .folder:
          try await write(TarArchive.header(path: entry.path, kind: .folder, mode: 0o755))
        case .link(let target):
          try await write(TarArchive.header(path: entry.path, kind: .link(target), mode: 0o777))
        case .file(let size, let isExecutable):
          let mode = isExecutable ? 0o755 : 0o644
          try await write(TarArchive.header(path: entry.path, kind: .file(size: size), mode: mode))
          try await send(contents.folder + "/" + entry.path, size: size, write)
          try await write(TarArchive.padding(after: size))
        }
      }
      try await write(TarArchive.end)
    }
  }

  private static func send(_ path: String, size: Int, _ write: HTTPBodySource.Write) async throws {
    guard size > 0 else { return }
    guard let file = OpenFile(path) else {
      throw ContextChanged(path: path, what: "cannot be read")
    }
    var left = size
    while left > 0 {
      guard let bytes = try file.read(atMost: min(left, 1 << 18)) else {
        throw ContextChanged(path: path, what: "became shorter while it was sent")
      }
      left -= bytes.count
      try await write(bytes)
    }
  }

  private func failed(_ request: ProviderRequest, _ problem: String, _ lines: [String])
    -> ProviderError
  {
    let block = request["build"]
    let said = lines.suffix(20).map { "\n  | \($0)" }.joined()
    let folder = block["context"].string ?? "."
    var command = "docker build"
    if let dockerfile = block["dockerfile"].string { command += " -f \(folder)/\(dockerfile)" }
    if let target = block["target"].string { command += " --target \(target)" }
    return ProviderError(
      .refused, request: "POST /build", status: 200,
      message: "The image \(request["name"].string ?? "") could not be built: \(problem)."
        + (said.isEmpty ? "" : " Its last lines:\(said)"),
      hints: ["build it by hand to see all of its output"],
      commands: ["\(command) \(folder)"])
  }
}

/// A file of a build's folder changed while the folder was sent.
struct ContextChanged: Error, CustomStringConvertible {
  let path: String
  let what: String
  var description: String { "\(path) \(what)" }
}
