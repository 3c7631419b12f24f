import InfraModel

/// How far the rollout of a service is.
enum ServiceRollout {
  /// Whether a service can be used: at once where nobody waits, else once its tasks run as
  /// declared. Where ECS says nothing of a rollout, as where others carry it out, the numbers of
  /// tasks do, as in boto's waiter `ServicesStable`.
  @Sendable static func verdict(_ service: Datum, _ arguments: Fields) -> Readiness.Verdict {
    if service["status"] != "ACTIVE" { return .pending(service["status"].string ?? "unknown") }
    guard arguments["wait_for_steady_state"] == true else { return .ready }
    let deployments = service["deployments"].elements
    guard let current = deployments.first(where: { $0["status"] == "PRIMARY" }) else {
      let isSteady = service["runningCount"] == service["desiredCount"]
      return isSteady ? .ready : .pending(tasks(service))
    }
    if let declared = arguments["task_definition"],
      isECS(service), !isOf(declared, service["taskDefinition"])
    {
      return .failed(
        "went back to \(service["taskDefinition"].string ?? "what it was"): the rollout of "
          + "\(declared.string ?? "what is declared") failed\(why(current, service))")
    }
    switch current["rolloutState"].string {
    case "COMPLETED": return .ready
    case "FAILED": return .failed("could not be rolled out\(why(current, service))")
    case let state?: return .pending("rollout \(state), \(tasks(current))")
    case nil:
      let isSteady =
        deployments.count == 1 && service["runningCount"] == service["desiredCount"]
      return isSteady ? .ready : .pending(tasks(service))
    }
  }

  private static func isECS(_ service: Datum) -> Bool {
    ["ECS", nil].contains(service["deploymentController"]["type"].string)
  }

  /// Whether a definition's name is the declared one: an ARN, or the last part of it.
  private static func isOf(_ declared: Datum, _ seen: Datum) -> Bool {
    guard let mine = declared.string, let text = seen.string else { return true }
    if mine == text || text.hasSuffix("/" + mine) { return true }
    // A family without a revision is any of its revisions.
    return !mine.contains(":") && text.contains("/" + mine + ":")
  }

  private static func tasks(_ part: Datum) -> String {
    let failed = part["failedTasks"].int.map { $0 > 0 ? ", \($0) failed" : "" } ?? ""
    return "\(part["runningCount"].int ?? 0) of \(part["desiredCount"].int ?? 0) tasks run\(failed)"
  }

  /// What ECS says about it: the rollout's reason and the newest event.
  private static func why(_ deployment: Datum, _ service: Datum) -> String {
    let said = [
      deployment["rolloutStateReason"].string,
      service["events"].elements.first?["message"].string,
    ]
    let texts = said.compactMap { $0 }.filter { !$0.isEmpty }
    return texts.isEmpty ? "" : ": " + texts.joined(separator: " ")
  }
}
