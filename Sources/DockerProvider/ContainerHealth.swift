import InfraModel

/// Waits until a started container runs, or is healthy where the declaration asks for it.
struct ContainerHealth {
  let engine: Engine
  let id: String

  /// Without a health check, a process that fails at once does so within this time.
  static let watched = Duration.milliseconds(250)

  /// Waits; an error has the last lines that the container wrote, and the container stays.
  func wait(_ request: ProviderRequest, _ context: ProviderContext) async throws(ProviderError) {
    if request["wait"].bool == true {
      try await waitForHealth(request, context)
    } else if request["must_run"].bool != false {
      try await watch(request)
    }
  }

  /// Watches whether it ends at once. Asked once, at the end: what ended is seen then as well, and
  /// more questions would only keep the engine from starting others.
  private func watch(_ request: ProviderRequest) async throws(ProviderError) {
    try await pause(Self.watched, request)
    let container = try await inspect(request)
    if let what = Self.end(of: container, request, isOver: true) {
      throw await failed(what, container, request)
    }
  }

  private func waitForHealth(_ request: ProviderRequest, _ context: ProviderContext)
    async throws(ProviderError)
  {
    let clock = ContinuousClock()
    let start = clock.now
    let limit = Duration.seconds(request["wait_timeout"].int ?? 60)
    var told = -1
    while true {
      let container = try await inspect(request)
      let elapsed = clock.now - start
      let isOver = elapsed >= limit
      if let what = Self.end(of: container, request, isOver: isOver) {
        throw await failed(what, container, request)
      }
      // A container that ended counts as unhealthy, and as running, until it is started again.
      if container["State"]["Restarting"].bool != true {
        switch container["State"]["Health"]["Status"].string {
        case nil: throw withoutCheck(request)
        case "healthy": return
        case "unhealthy": throw await failed("is unhealthy", container, request)
        default: break
        }
      }
      let seconds = Int(elapsed.components.seconds)
      if isOver {
        let what = "is not healthy after \(request["wait_timeout"].int ?? 60) s"
        throw await failed(what, container, request)
      }
      if seconds != told {
        told = seconds
        context.progress("waiting for health, \(seconds) s")
      }
      try await pause(.milliseconds(200), request)
    }
  }

  private func pause(_ time: Duration, _ request: ProviderRequest) async throws(ProviderError) {
    do { try await Task.sleep(for: time) } catch {
      throw ProviderError(
        .cancelled, request: "GET /containers/{id}/json",
        message: "Waiting for \(request.address) was interrupted.")
    }
  }

  private func inspect(_ request: ProviderRequest) async throws(ProviderError) -> Datum {
    let answer = try await engine.send(
      EngineRequest(.get, "/containers/\(id)/json", expecting: [404]))
    if answer.status != 404 { return answer.json }
    throw ProviderError(
      .uncertain, request: "GET /containers/{id}/json", status: 404,
      message: "The container of \(request.address) is gone while it was waited for.")
  }

  private func withoutCheck(_ request: ProviderRequest) -> ProviderError {
    ProviderError(
      .refused, request: "GET /containers/{id}/json",
      message: "\(request.address) is to wait for health, and neither it nor its image has a "
        + "health check.",
      hints: ["declare a healthCheck, or leave waitForHealth out"])
  }

  /// How the container ended, if it did and should not have. One that its restart policy starts
  /// again has two more tries: what it needs may come up a moment later than it.
  private static func end(of container: Datum, _ request: ProviderRequest, isOver: Bool) -> String?
  {
    let state = container["State"]
    let isRestarting = state["Restarting"].bool == true
    guard request["must_run"].bool != false, isRestarting || state["Running"].bool != true else {
      return nil
    }
    let code = state["ExitCode"].int ?? 0
    if isRestarting {
      guard isOver || (container["RestartCount"].int ?? 0) >= 3 else { return nil }
      return "ends and is restarted again and again (exit code \(code))"
    }
    var what = "ended with exit code \(code)"
    if state["OOMKilled"].bool == true { what += ", killed for lack of memory" }
    if let error = state["Error"].string, !error.isEmpty { what += ": \(error)" }
    return what
  }

  private func failed(_ what: String, _ container: Datum, _ request: ProviderRequest) async
    -> ProviderError
  {
    let name = String((container["Name"].string ?? id).drop { $0 == "/" })
    let lines = await ContainerLogs(engine: engine)
      .last(20, of: id, hasTerminal: container["Config"]["Tty"].bool == true)
    var message = "The container \"\(name)\" \(what); it is left for inspection."
    if let probe = container["State"]["Health"]["Log"].list?.last {
      let output = PlainLines.lines(of: probe["Output"].string ?? "")
      message += " Its last health check ended with exit code \(probe["ExitCode"].int ?? -1)"
      message += output.isEmpty ? "." : ": \(output.prefix(3).joined(separator: " "))."
    }
    message +=
      lines.isEmpty
      ? " It has written nothing that can be read."
      : " Its last lines:" + lines.map { "\n  | \($0)" }.joined()
    return ProviderError(
      .unhealthy, request: "GET /containers/{id}/json", message: message,
      hints: ["look at it, mend the declaration or the image, and apply again"],
      commands: ["docker logs --tail 100 \(name)", "docker inspect \(name)"])
  }
}
