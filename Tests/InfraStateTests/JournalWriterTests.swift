import InfraModel
import Synchronization
import TestKit
import Testing

@testable import InfraState

@Suite struct JournalWriterTests {
  private static let record = JournalRecord.end(JournalRecord.End(result: "done", time: 1))

  /// Runs a journal's flushes only when the test says so.
  private final class HeldFlushes: Sendable {
    private let work = Mutex<[@Sendable () -> Void]>([])

    func schedule(_ flush: @escaping @Sendable () -> Void) { work.withLock { $0.append(flush) } }

    func run() {
      let flushes = work.withLock { work in
        defer { work = [] }
        return work
      }
      for flush in flushes { flush() }
    }
  }

  @Test func recordsThatWaitTogetherShareOneFlush() throws {
    let disk = MemoryDisk()
    let flushes = HeldFlushes()
    let writer = JournalWriter(disk, path: "s/j") { flushes.schedule($0) }
    let durable = Mutex(0)
    for _ in 0..<100 {
      writer.append(Self.record) { if case .success = $0 { durable.withLock { $0 += 1 } } }
    }
    #expect(durable.withLock { $0 } == 0)
    flushes.run()
    #expect(durable.withLock { $0 } == 100)
    #expect(disk.syncs == 1)
  }

  @Test func aHundredTasksAtOnceNeedFarLessThanAHundredFlushes() async throws {
    let disk = SlowDisk()
    let writer = JournalWriter(disk, path: "s/j")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<100 { group.addTask { try await writer.append(Self.record) } }
      try await group.waitForAll()
    }
    #expect(disk.memory.syncs <= 10)
    let bytes = try #require(try disk.read("s/j"))
    #expect(bytes.count { $0 == 0x0A } == 100)
  }

  @Test func aRecordIsDurableWhenItsAppendReturns() async throws {
    let disk = MemoryDisk()
    let writer = JournalWriter(disk, path: "s/j") { $0() }
    try await writer.append(try JournalTests.records()[0])
    for count in 2...9 {
      try await writer.append(try JournalTests.records()[count])
      let survivor = disk.afterPowerLoss(seed: UInt64(count))
      let bytes = try #require(try survivor.read("s/j"))
      #expect(try Journal(bytes, path: "j").records.count == count)
    }
  }

  @Test func afterAFailedFlushNothingMoreIsWritten() async throws {
    let disk = MemoryDisk()
    let writer = JournalWriter(disk, path: "s/j") { $0() }
    try await writer.append(Self.record)
    disk.fail(from: disk.operations + 2, .full)
    await #expect(throws: Diagnostic.self) { try await writer.append(Self.record) }
    disk.fail(from: nil)
    let operations = disk.operations
    let error = await #expect(throws: Diagnostic.self) { try await writer.append(Self.record) }
    #expect(error?.summary == "Disk is full")
    #expect(disk.operations == operations)
  }

  @Test func theBytesAndFlushesOfARecordDoNotGrowWithTheJournal() async throws {
    let disk = MemoryDisk()
    let writer = JournalWriter(disk, path: "s/j") { $0() }
    for _ in 0..<1_000 { try await writer.append(Self.record) }
    let (before, syncs) = (disk.contents["s/j"]?.count ?? 0, disk.syncs)
    try await writer.append(Self.record)
    #expect(disk.syncs == syncs + 1)
    #expect((disk.contents["s/j"]?.count ?? 0) - before < 100)
  }
}
