import InfraModel
import InfraState

/// Carries out one prepared step: intent, request with retries, outcome.
struct StepRun: Sendable {
  /// What came of it.
  enum End: Sendable {
    case done(JournalRecord.Result)
    case failed(Diagnostic)
    case recordingFailed(Diagnostic)
    case abandoned
  }

  let prepared: PreparedStep
  let provider: (any Provider)?
  let recorder: any StepRecorder
  let secrets: any SecretResolver
  let world: ExecutionWorld
  let retry: RetryPolicy
  let events: @Sendable (ExecutionEvent) -> Void

  func run() async -> End {
    let (step, address) = (prepared.step, prepared.address)
    let begun = world.now()
    events(.started(step, address))
    let end = await work()
    let seconds = world.now() - begun
    switch end {
    case .done: events(.finished(step, address, seconds: seconds))
    case .failed(let diagnostic), .recordingFailed(let diagnostic):
      events(.failed(step, address, diagnostic, seconds: seconds))
    case .abandoned: break
    }
    return end
  }

  private func work() async -> End {
    let number = prepared.step.number
    if let intent = prepared.intent {
      do throws(Diagnostic) {
        try await recorder.record(
          JournalRecord.Intent(
            step: number, operation: prepared.step.operation, resource: intent))
      } catch { return .recordingFailed(error) }
    }
    var attributes = Fields()
    if let request = prepared.request {
      switch await ask(request) {
      case .success(let answer): attributes = answer
      case .failure(let error):
        if error.kind == .cancelled { return .abandoned }
        return await fail(error)
      }
    }
    let result = prepared.result(attributes)
    do throws(Diagnostic) {
      try await recorder.record(
        JournalRecord.Outcome(step: number, address: prepared.address, result: result))
    } catch { return .recordingFailed(error) }
    return .done(result)
  }

  private func ask(_ request: ProviderRequest) async -> Result<Fields, ProviderError> {
    guard let provider else {
      return .failure(
        ProviderError(
          .refused, request: prepared.operation.rawValue,
          message: "No provider \"\(prepared.provider)\" is configured.", isWithoutEffect: true))
    }
    let (step, address) = (prepared.step, prepared.address)
    let context = ProviderContext(
      secrets: secrets, progress: { events(.progress(step, address, $0)) },
      retried: { events(.requestRetried(step, address, $0)) })
    var attempt = 1
    var isWithoutEffect = true
    while true {
      do throws(ProviderError) {
        return .success(try await provider.perform(prepared.operation, request, context))
      } catch {
        var error = error
        // What an earlier attempt may have done stands.
        isWithoutEffect = isWithoutEffect && error.isWithoutEffect
        error.isWithoutEffect = isWithoutEffect
        guard let wait = retry.wait(after: attempt, error, random: world.random()),
          !Task.isCancelled
        else { return .failure(error) }
        events(.retrying(step, address, error, seconds: wait))
        do { try await world.sleep(wait) } catch {
          return .failure(
            ProviderError(
              .cancelled, request: prepared.operation.rawValue, message: "Interrupted."))
        }
        attempt += 1
      }
    }
  }

  /// A failed step leaves its intent open: the state says how far it got, and the next apply
  /// finishes or undoes it. Only what certainly had no effect is taken back. The failure itself
  /// is recorded for the history.
  private func fail(_ error: ProviderError) async -> End {
    let diagnostic = StepFailure.diagnostic(error, prepared)
    do throws(Diagnostic) {
      try await recorder.record(
        JournalRecord.Outcome(
          step: prepared.step.number, address: prepared.address,
          result: .failed(diagnostic.detail)))
      // Where the name is a stranger's, nothing of ours came into being: no entry may stand in
      // the way of taking the stranger's object over.
      let isStranger = error.kind == .stranger && prepared.operation == .create
      let undo =
        isStranger ? prepared.undoOfStranger : error.isWithoutEffect ? prepared.undo : nil
      if let undo {
        try await recorder.record(
          JournalRecord.Outcome(
            step: prepared.step.number, address: prepared.address, result: undo))
      }
    } catch { return .recordingFailed(error) }
    return .failed(diagnostic)
  }
}
