import InfraCrypto
import InfraModel
import Synchronization
import TestKit
import Testing

@testable import InfraState

/// A clock that the test sets.
final class HandClock: WallClock {
  private let seconds: Mutex<Int>
  init(_ seconds: Int) { self.seconds = Mutex(seconds) }
  func now() -> Int { seconds.withLock { $0 } }
  func advance(_ more: Int) { seconds.withLock { $0 += more } }
}

/// Processes of which all have the same fate.
struct FixedProcesses: ProcessTable {
  let fate: ProcessFate
  func fate(of holder: LockHolder) -> ProcessFate { fate }
}

@Suite struct StateLockTests {
  private let clock = HandClock(1_795_376_000)
  private let alice = LockHolder(
    user: "alice", host: "build-7", process: 4242, processStart: "1", scope: "boot",
    command: "infra apply prod")
  private let bob = LockHolder(user: "bob", host: "b", process: 1, command: "infra apply prod")

  private func acquire(
    _ disk: any Disk, _ holder: LockHolder, while fate: ProcessFate = .unknown
  ) async throws -> StateLock {
    let terms = StateLock.Terms(clock: clock, processes: FixedProcesses(fate: fate))
    return try await StateLock.acquire(
      "prod", in: FileLockCell(disk: disk, name: "state/prod.lock"), for: holder, terms: terms)
  }

  @Test func aLiveHoldersLockIsRefusedWithWhoSinceWhenAndWhatToDo() async throws {
    let disk = MemoryDisk()
    let lock = try await acquire(disk, alice)
    clock.advance(19)
    let error = await #expect(throws: Diagnostic.self) { try await acquire(disk, bob) }
    #expect(error?.summary == "State is locked")
    #expect(
      error?.detail == "\"prod\" is being changed by alice on build-7 (process 4242, `infra apply "
        + "prod`) since \(utcText(1_795_376_000)); its lease ends in 41 s unless it is renewed. "
        + "Only one may change an environment at a time.")
    #expect(error?.hints.first?.hasPrefix("Wait until it has ended") == true)
    #expect(error?.commands == ["infra unlock prod"])
    try await lock.release()
    #expect(disk.contents.isEmpty)
  }

  @Test func theLockOfAProcessThatIsGoneIsTakenOverAtOnce() async throws {
    let disk = MemoryDisk()
    _ = try await acquire(disk, alice)
    #expect(try await acquire(disk, bob, while: .gone).predecessor == alice)
  }

  @Test func theLockOfALiveProcessIsNeverTakenOverHoweverOldItsLease() async throws {
    let disk = MemoryDisk()
    _ = try await acquire(disk, alice)
    clock.advance(86_400)
    let error = await #expect(throws: Diagnostic.self) {
      try await acquire(disk, bob, while: .alive)
    }
    #expect(error?.detail.contains("its lease ended 86340 s ago without renewal") == true)
  }

  @Test func aLockOfAnotherMachineIsTakenOverOnlyAfterItsLeaseAndTheClocksDifference() async throws
  {
    let disk = MemoryDisk()
    _ = try await acquire(disk, alice)
    clock.advance(70)
    await #expect(throws: Diagnostic.self) { try await acquire(disk, bob) }
    clock.advance(1)
    #expect(try await acquire(disk, bob).predecessor == alice)
  }

  @Test func aRenewedLeaseRunsOn() async throws {
    let disk = MemoryDisk()
    let lock = try await acquire(disk, alice)
    clock.advance(50)
    try await lock.renew()
    clock.advance(50)
    await #expect(throws: Diagnostic.self) { try await acquire(disk, bob) }
  }

  @Test func aHolderThatSleptThroughItsLeaseFindsItsLockLost() async throws {
    let disk = MemoryDisk()
    let lock = try await acquire(disk, alice)
    clock.advance(100)
    let successor = try await acquire(disk, bob)
    let error = await #expect(throws: Diagnostic.self) { try await lock.check() }
    #expect(error?.summary == "Lock was lost")
    try await lock.release()
    try await successor.check()
    await #expect(throws: Diagnostic.self) { try await acquire(disk, alice) }
  }

  @Test func aLockThatCannotBeReadIsNotTakenOver() async throws {
    let disk = MemoryDisk()
    try disk.write(Array("?".utf8), to: "state/prod.lock")
    let error = await #expect(throws: Diagnostic.self) {
      try await acquire(disk, bob, while: .gone)
    }
    #expect(error?.summary == "Lock cannot be read")
    #expect(error?.commands == ["infra unlock prod"])
  }

  @Test func ofManyThatTakeADeadLockAtOnceExactlyOneGetsIt() async throws {
    for _ in 0..<20 {
      try await withFolder { folder in
        let cell = FileLockCell(disk: LocalDisk(), name: "\(folder)/prod.lock")
        let dead = StateLock.Terms(clock: clock, processes: FixedProcesses(fate: .unknown))
        _ = try await StateLock.acquire("prod", in: cell, for: alice, terms: dead)
        clock.advance(100)
        let winners = await withTaskGroup(of: Bool.self) { group in
          for _ in 0..<8 {
            group.addTask {
              (try? await StateLock.acquire("prod", in: cell, for: bob, terms: dead)) != nil
            }
          }
          return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(winners == 1)
      }
    }
  }

  @Test func thisProcessIsAliveAndAnotherOfItsNumberIsNot() {
    let mine = LockHolder.current(command: "test")
    #expect(SystemProcesses().fate(of: mine) == .alive)
    var other = mine
    other.processStart = "1"
    #expect(SystemProcesses().fate(of: other) == .gone)
    other.process = 4_194_305  // above the largest process number of Linux
    #expect(SystemProcesses().fate(of: other) == .gone)
    other.scope = "another boot"
    #expect(SystemProcesses().fate(of: other) == .unknown)
  }

  @Test func timesAreToldAsPeopleReadThem() {
    #expect(utcText(0) == "1970-01-01 00:00:00 UTC")
    #expect(utcText(951_782_400) == "2000-02-29 00:00:00 UTC")
    #expect(utcText(1_795_376_123) == "2026-11-22 19:35:23 UTC")
    #expect(utcText(-1) == "1969-12-31 23:59:59 UTC")
  }
}
