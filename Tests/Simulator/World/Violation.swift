/// Something that must never happen, and happened.
public struct Violation: Hashable, Sendable, CustomStringConvertible {
  /// Which promise is broken.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An object of ours is in no state.
    case orphan
    /// An object is there twice.
    case duplicate
    /// A stranger's object was changed.
    case strangerTouched = "stranger touched"
    /// What was recorded is not in the state.
    case lostOutcome = "lost outcome"
    /// The state's files contradict themselves.
    case brokenState = "broken state"
    /// The world is not as declared.
    case notAsDeclared = "not as declared"
    /// There is something left to do when all was done.
    case planNotEmpty = "plan not empty"
    /// An apply that nothing disturbed did not end well.
    case unsettled
    /// A secret's content was written or told.
    case secretSeen = "secret seen"
    /// A request left before its intent was durable.
    case intentNotDurable = "intent not durable"
    /// A step began before the outcome that it waits for was durable.
    case outcomeNotAwaited = "outcome not awaited"
    /// A request that no step of the plan stands for.
    case unplannedRequest = "unplanned request"
    /// An object was used that is not there, or not whole, or deleted while it was used.
    case wrongOrder = "wrong order"
    /// A request came before the server wanted it again.
    case cameTooEarly = "came too early"
    /// Two processes worked at once.
    case twoWriters = "two writers"
    /// A lock was not given back, or not taken over from the dead.
    case lockStuck = "lock stuck"
  }

  /// Which promise is broken.
  public var kind: Kind
  /// How.
  public var detail: String

  init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }

  /// Both in one line.
  public var description: String { "\(kind.rawValue): \(detail)" }
}
