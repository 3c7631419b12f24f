import InfraModel
import InfraState
import Synchronization
import TestKit
import Testing

@Suite("What an apply writes for each step")
struct JournalCostTests {
  /// The bytes and flushes of a journal, for each of so many steps.
  private func cost(_ count: Int) async throws -> (bytes: Double, flushes: Double) {
    // Names of one length, so that only the number of resources differs.
    let apply = Apply(
      resources: (0..<count).map { node("n\(100_000 + $0)", ["size": 1]) }, parallelism: 1)
    let disk = apply.disk
    let counts = Counts()
    var counted = apply
    counted.fault = { number, _ in
      if number == count / 2 { counts.note(disk) }
      if number == count / 2 + 20 { counts.note(disk) }
      return nil
    }
    #expect(try await counted.run().report.isComplete)
    let noted = counts.noted
    try #require(noted.count == 2)
    return (
      Double(noted[1].bytes - noted[0].bytes) / 20, Double(noted[1].flushes - noted[0].flushes) / 20
    )
  }

  @Test("does not grow with the number of resources")
  func isConstant() async throws {
    let (small, large) = (try await cost(100), try await cost(2_000))
    // An intent and an outcome, each flushed by itself where nothing runs beside it.
    #expect(small.flushes == 2 && large.flushes == 2)
    // The step's number, its record's and the one before that have a digit or two more.
    #expect(large.bytes - small.bytes <= 16, "\(small.bytes) and \(large.bytes) bytes")
    #expect(small.bytes > 100)
  }
}

/// What a disk held at some moments.
private final class Counts: Sendable {
  private let state = Mutex([(bytes: Int, flushes: Int)]())

  var noted: [(bytes: Int, flushes: Int)] { state.withLock { $0 } }

  func note(_ disk: MemoryDisk) {
    let bytes = disk.contents["state/dev.journal"]?.count ?? 0
    state.withLock { $0.append((bytes, disk.syncs)) }
  }
}
