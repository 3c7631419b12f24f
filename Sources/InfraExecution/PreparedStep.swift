import InfraModel
import InfraState

/// A step made ready: every reference resolved, the request and the states around it written.
struct PreparedStep: Sendable {
  let step: Step
  let address: Address
  let provider: String
  /// The request; nothing for a step that changes the state alone.
  let request: ProviderRequest?
  /// The operation asked of the provider.
  let operation: Operation
  /// The resource as it will be stored if all ends well, without its attributes; nothing for a
  /// step that needs no intent.
  let intent: ResourceState?
  /// What to record if the operation certainly had no effect: the state as it was. Nothing where
  /// the intent stays open all the same.
  let undo: JournalRecord.Result?
  /// What to record if a creation found somebody else's object in its place, so that nothing of
  /// ours came into being, in this apply or before.
  var undoOfStranger: JournalRecord.Result?
  /// What came of it, given the attributes that the provider answered.
  let result: @Sendable (Fields) -> JournalRecord.Result
}
