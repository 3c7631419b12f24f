import InfraExecution
import InfraModel
import InfraState

/// A recorder between the executor and the state that does not keep what it promises.
struct MutantRecorder: StepRecorder {
  let truth: Witness
  let mutant: Mutant
  let secrets: any SecretResolver
  let executor: any TaskExecutor

  func record(_ intent: JournalRecord.Intent) async throws(Diagnostic) {
    var intent = intent
    if mutant == .secretWritten, case .secret(let secret)? = intent.resource.arguments["token"] {
      let content = try secrets.open(secret.source)
      intent.resource.arguments["token"] = .string(String(decoding: content, as: UTF8.self))
    }
    guard mutant == .intentNotAwaited else { return try await truth.record(intent) }
    let (truth, early) = (truth, intent)
    Task(executorPreference: executor) { try await truth.record(early) }
  }

  func record(_ outcome: JournalRecord.Outcome) async throws(Diagnostic) {
    switch mutant {
    case .outcomeNotAwaited:
      let truth = truth
      Task(executorPreference: executor) { try await truth.record(outcome) }
    case .deposedForgotten:
      try await truth.record(outcome)
      guard case .done(let state) = outcome.result else { return }
      for old in state.deposed {
        try await truth.record(
          .init(
            step: outcome.step, address: outcome.address, result: .deposedRemoved(old.instance)))
      }
    case .failureForgotten:
      try await truth.record(outcome)
      guard case .failed = outcome.result else { return }
      try await truth.record(
        .init(step: outcome.step, address: outcome.address, result: .removed))
    default: try await truth.record(outcome)
    }
  }

  func record(outputs: Fields) async throws(Diagnostic) {
    try await truth.record(outputs: outputs)
  }
}
