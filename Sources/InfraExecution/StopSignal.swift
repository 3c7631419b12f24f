import Synchronization

/// Asks an apply to begin nothing further; set by the first interrupt.
public final class StopSignal: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Makes a signal that is not set.
  public init() {}

  /// Whether it is set.
  public var isSet: Bool { flag.load(ordering: .relaxed) }

  /// Sets it.
  public func set() { flag.store(true, ordering: .relaxed) }
}
