import InfraModel

/// All revisions of an environment, oldest first, from a file that is only ever appended to.
public struct History: Sendable {
  /// The revisions, oldest first.
  public let revisions: [Revision]
  /// Whether the file's last line was never whole: it is written anew.
  let isTorn: Bool

  /// Reads a history's file. A last line that is not whole was torn by a crash and is not
  /// counted, unless the snapshot, of the serial that `durable` gives, came after it. Any other
  /// damage is an error.
  init(
    _ bytes: [UInt8], path: String, durable: () throws(Diagnostic) -> Int
  ) throws(Diagnostic) {
    var revisions: [Revision] = []
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let last = lines.lastIndex { !$0.isEmpty }
    for (index, line) in lines.enumerated() where !line.isEmpty {
      do throws(Malformed) { revisions.append(try RevisionLine.read(line)) } catch {
        // A loss of power may keep a line's end and not its beginning.
        if index == last, try revisions.last?.number ?? 0 >= durable() {
          self.revisions = revisions
          isTorn = true
          return
        }
        throw Diagnostic(
          "History is damaged", "\(path):\(index + 1): \(error.message).",
          hints: [
            "the state itself is not affected; if the file is committed, bring it back:"
          ], commands: ["git checkout -- \(path)"])
      }
    }
    self.revisions = revisions
    isTorn = bytes.last.map { $0 != 0x0A } ?? false
  }

  /// Makes a history of revisions.
  public init(_ revisions: [Revision]) {
    self.revisions = revisions
    isTorn = false
  }

  /// The state as a revision left it; nothing if there is no such revision, or if the history
  /// reaches back neither to the environment's beginning nor to a revision that is whole.
  public func state(at number: Int, of environment: String) -> Snapshot? {
    guard let index = revisions.lastIndex(where: { $0.number == number }) else { return nil }
    let last = revisions[index]
    var chain: [Revision] = []
    for revision in revisions[...index] where revision.lineage == last.lineage {
      // Where an older state was brought back, what came after it is of another branch.
      while let before = chain.last, before.number >= revision.number { chain.removeLast() }
      chain.append(revision)
    }
    guard
      let start = chain.lastIndex(where: { $0.isWhole })
        ?? (chain.first?.number == 1 ? chain.startIndex : nil),
      chain[start].number + (chain.count - 1 - start) == number
    else { return nil }
    var resources: [Address: ResourceState] = [:]
    for change in chain[start...].flatMap(\.changes) { resources[change.address] = change.after }
    return Snapshot(
      environment: environment, lineage: last.lineage, serial: number, salt: last.salt,
      resources: resources.values.sorted { $0.address < $1.address }, outputs: last.outputs,
      providers: last.providers, applied: last.apply)
  }
}
