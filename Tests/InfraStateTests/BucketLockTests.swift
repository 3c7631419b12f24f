import InfraModel
import Synchronization
import TestKit
import Testing

@testable import InfraState

@Suite("A lock in a bucket")
struct BucketLockTests {
  private let clock = HandClock(1_795_376_000)
  private let alice = LockHolder(
    user: "alice", host: "build-7", process: 4242, command: "infra apply prod")
  private let bob = LockHolder(user: "bob", host: "b", process: 1, command: "infra apply prod")

  private func acquire(
    _ bucket: SimulatedBucket, _ holder: LockHolder, while fate: ProcessFate = .unknown
  ) async throws -> StateLock {
    let terms = StateLock.Terms(clock: clock, processes: FixedProcesses(fate: fate))
    let cell = BucketLockCell(bucket, key: "prod.lock")
    return try await StateLock.acquire("prod", in: cell, for: holder, terms: terms)
  }

  @Test("is an object that says who holds it, and an empty one when it is given back")
  func lifecycle() async throws {
    let bucket = SimulatedBucket()
    let lock = try await acquire(bucket, alice)
    let error = await #expect(throws: Diagnostic.self) { try await acquire(bucket, bob) }
    #expect(error?.summary == "State is locked")
    #expect(
      error?.detail.contains("by alice on build-7 (process 4242, `infra apply prod`)") == true)
    try await lock.release()
    #expect(bucket.contents.isEmpty)
    try await acquire(bucket, bob).release()
  }

  @Test("of another machine is taken over once its lease has run out, and not before")
  func lease() async throws {
    let bucket = SimulatedBucket()
    let lost = try await acquire(bucket, alice)
    clock.advance(70)
    await #expect(throws: Diagnostic.self) { try await acquire(bucket, bob) }
    clock.advance(1)
    let taken = try await acquire(bucket, bob)
    #expect(taken.predecessor == alice)
    let error = await #expect(throws: Diagnostic.self) { try await lost.check() }
    #expect(error?.summary == "Lock was lost")
    // A holder that lost it takes nothing from its successor.
    try await lost.release()
    try await taken.renew()
  }

  @Test("that is renewed runs on, and one that was given free by hand is found out by renewing")
  func renewal() async throws {
    let bucket = SimulatedBucket()
    let lock = try await acquire(bucket, alice)
    clock.advance(50)
    try await lock.renew()
    clock.advance(50)
    await #expect(throws: Diagnostic.self) { try await acquire(bucket, bob) }
    try await lock.check()
    bucket.force([], to: "prod.lock")
    clock.advance(1)
    await #expect(throws: Diagnostic.self) { try await lock.renew() }
    await #expect(throws: Diagnostic.self) { try await lock.check() }
  }

  @Test("asks the bucket before no record as long as its lease runs")
  func cheapCheck() async throws {
    let bucket = SimulatedBucket()
    let lock = try await acquire(bucket, alice)
    let before = bucket.requests.count
    for _ in 0..<100 { try await lock.check() }
    #expect(bucket.requests.count == before)
    clock.advance(60)
    try await lock.check()
    #expect(bucket.requests.count == before + 1)
  }

  /// Whatever request's answer is lost: whoever has the lock knows it, and nobody else gets it.
  @Test("is known as one's own where the answer to any request came twice or not at all")
  func lostAnswers() async throws {
    for number in 1...6 {
      for fault in [SimulatedBucket.Fault.answeredTwice, .lost, .dropped] {
        let bucket = SimulatedBucket()
        bucket.fault(number, fault)
        let label: Comment = "\(fault) at request \(number)"
        var lock = try? await acquire(bucket, alice)
        // The same command again, on the same machine, where the first process is gone.
        if lock == nil { lock = try await acquire(bucket, alice, while: .gone) }
        let held = try #require(lock, label)
        clock.advance(10)
        if (try? await held.renew()) == nil { try await held.renew() }
        await #expect(throws: Diagnostic.self, label) { try await acquire(bucket, bob) }
        if (try? await held.release()) == nil {
          // Its answer was lost: the lock is free, or its lease ends.
          clock.advance(100)
        }
        var next = try? await acquire(bucket, bob)
        if next == nil { next = try await acquire(bucket, bob, while: .gone) }
        try await next?.check()
        try await next?.release()
        #expect(bucket.contents.isEmpty, label)
      }
    }
  }

  @Test("that many take at once after its holder's death goes to exactly one of them")
  func contention() async throws {
    for _ in 0..<50 {
      let bucket = SimulatedBucket()
      _ = try await acquire(bucket, alice)
      clock.advance(100)
      let winners = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<8 {
          let holder = LockHolder(user: "u\(number)", host: "h", process: number, command: "c")
          group.addTask { (try? await acquire(bucket, holder)) != nil }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(winners == 1)
    }
  }

  @Test("that is renewed and given back at once is free at the end")
  func together() async throws {
    for _ in 0..<50 {
      let bucket = SimulatedBucket()
      let lock = try await acquire(bucket, alice)
      clock.advance(1)
      async let renewing: Void? = try? lock.renew()
      async let releasing: Void? = try? lock.release()
      _ = await (renewing, releasing)
      #expect(bucket.contents.isEmpty)
    }
  }
}
