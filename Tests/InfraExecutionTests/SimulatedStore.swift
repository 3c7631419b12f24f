import InfraCrypto
import InfraState

/// A clock that stands still, in a world where every other process has ended.
private struct Stopped: WallClock, ProcessTable {
  func now() -> Int { 1_000 }
  func fate(of holder: LockHolder) -> ProcessFate { .gone }
}

/// Who writes in these tests.
let holder = LockHolder(user: "t", host: "h", process: 1, command: "infra apply dev")

/// The real store on a disk in memory; its journal is flushed where it is written.
///
/// The seed must be another one for each process: it gives the change set's identity.
func store(_ disk: any Disk, seed: UInt64 = 1) -> StateStore {
  let terms = StateLock.Terms(
    clock: Stopped(), processes: Stopped(), random: SeededRandom(seed: seed))
  return StateStore("state", disk: disk, terms: terms, heartbeat: nil) { $0() }
}
