import InfraModel
import InfraState

/// Where an apply writes what it does. Each call returns when its record is durable.
public protocol StepRecorder: Sendable {
  /// Records what is about to be asked of a provider.
  func record(_ intent: JournalRecord.Intent) async throws(Diagnostic)
  /// Records what came of it.
  func record(_ outcome: JournalRecord.Outcome) async throws(Diagnostic)
  /// Records the outputs, at the end.
  func record(outputs: Fields) async throws(Diagnostic)
}

extension StateSession: StepRecorder {}
