/// An engine that is broken on purpose in one place: the simulator must find it out.
public enum Mutant: String, Hashable, Sendable, CaseIterable {
  /// Flushes of files do nothing.
  case noFlush = "no flush of the journal before the request"
  /// Flushes of folders do nothing.
  case noFolderFlush = "no flush of the folder after renames"
  /// A request leaves before its intent is durable.
  case intentNotAwaited = "intent not awaited before the request"
  /// A dependent begins before the outcome that it waits for is durable.
  case outcomeNotAwaited = "outcome not awaited before dependents"
  /// The snapshot is written where the old one is.
  case snapshotInPlace = "snapshot not replaced as a whole"
  /// What a dead holder had recorded is dropped.
  case noReplay = "lock taken over without replay of the journal"
  /// Every holder of the lock is taken for dead.
  case lockOfTheLiving = "lock taken from a holder that is alive"
  /// Whatever bears the wanted name is taken for ours.
  case adoptionByName = "adoption by name, without a look at the owner"
  /// A creation does not look for what an earlier attempt made, and carries no token.
  case blindCreation = "creation repeated where that is not safe"
  /// An object that was replaced is no longer known.
  case deposedForgotten = "replaced object forgotten before it is deleted"
  /// A secret's content is recorded in place of its fingerprint.
  case secretWritten = "secret written into the journal"
  /// The server's Retry-After is not waited for.
  case impatience = "Retry-After not waited for"
  /// A failed creation is taken for one that did nothing.
  case failureForgotten = "uncertain creation taken for undone"
}

/// The engine that is simulated: the real one, or one with a mutation.
struct Engine: Sendable {
  var mutant: Mutant?

  var createsBlindly: Bool { mutant == .blindCreation }
  var adoptsByName: Bool { mutant == .adoptionByName }
}
