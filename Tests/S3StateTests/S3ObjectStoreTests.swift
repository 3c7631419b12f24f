import AWSClient
import Foundation
import InfraHTTP
import InfraModel
import InfraState
import S3State
import Testing

@Suite("A bucket as a store of states")
struct S3ObjectStoreTests {
  /// A world whose waits take no time, with keys.
  private static let world = AWSWorld(
    now: { Date().timeIntervalSince1970 }, sleep: { _ in try Task.checkCancellation() },
    random: { 0.5 },
    variables: ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "secret"], read: { _ in nil })

  private func place(_ server: S3Server, bucket: String = "states") -> S3StateLocation {
    S3StateLocation(
      bucket: bucket, prefix: "team", region: "eu-central-1", endpoint: server.endpoint)
  }

  private func store(_ server: S3Server, bucket: String = "states") throws -> S3ObjectStore {
    let place = place(server, bucket: bucket)
    let client = try AWSClient(
      region: place.region, endpoint: place.endpoint, world: Self.world,
      rules: RetryRules(attemptsMax: 4))
    return S3ObjectStore(place, client: client)
  }

  /// Has the next requests go wrong in these ways.
  private func faults(_ server: S3Server, _ list: [String]) async throws {
    let text = "[" + list.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    let answer = try await HTTPClient(endpoint: .tcp(host: "127.0.0.1", port: server.port)).send(
      HTTPRequest(.post, "/faults", body: .bytes(Array(text.utf8), contentType: "text/plain")))
    #expect(answer.status == 200)
  }

  private let one = Array("one".utf8)
  private let two = Array("two".utf8)

  @Test("reads what was written, lists over pages, removes, and tells one version from another")
  func plain() async throws {
    try await S3Server.with { server in
      let store = try store(server)
      #expect(try await store.read("a") == nil)
      let first = try #require(try await store.write(one, to: "a", if: .absent))
      #expect(try await store.read("a") == StoredObject(bytes: one, version: first))
      #expect(try await store.write(two, to: "a", if: .absent) == nil)
      let second = try #require(try await store.write(two, to: "a", if: .unchanged(first)))
      #expect(try await store.write(one, to: "a", if: .unchanged(first)) == nil)
      #expect(try await store.write([], to: "a", if: .unchanged(second)) != nil)
      #expect(try await store.read("a")?.bytes == [])
      for number in 1...7 {
        _ = try await store.write(one, to: "dev.history/\(number)", if: .none)
      }
      #expect(try await store.list("dev.history/").count == 7)
      #expect(try await store.list("").count == 8)
      #expect(try await store.list("dev.history/7") == ["dev.history/7"])
      try await store.remove("a")
      try await store.remove("a")
      #expect(try await store.read("a") == nil)
      // The object to be matched is gone: the condition does not hold.
      #expect(try await store.write(one, to: "a", if: .unchanged(second)) == nil)
      #expect(store.place == "s3://states/team")
    }
  }

  @Test("tries again what was throttled, slow, dropped, or met another write")
  func transient() async throws {
    try await S3Server.with { server in
      let store = try store(server)
      for (number, list) in [
        ["503"], ["503", "dropped", "503"], ["409"], ["409", "409", "503", "409"], ["slow"],
      ].enumerated() {
        try await faults(server, list)
        #expect(try await store.write(one, to: "k\(number)", if: .absent) != nil, "\(list)")
        try await faults(server, list.filter { $0 != "409" })
        #expect(try await store.read("k\(number)")?.bytes == one, "\(list)")
      }
    }
  }

  @Test("gives up on a page of HTML at once, and on what never gets better after some tries")
  func permanent() async throws {
    try await S3Server.with { server in
      let store = try store(server)
      try await faults(server, ["html"])
      let page = await #expect(throws: Diagnostic.self) { try await store.read("a") }
      #expect(page?.summary == "State cannot be reached")
      #expect(page?.detail.contains("s3://states/team/a: What") == true, "\(page?.detail ?? "")")
      try await faults(server, Array(repeating: "409", count: 20))
      let conflict = await #expect(throws: Diagnostic.self) {
        try await store.write(one, to: "a", if: .absent)
      }
      #expect(conflict?.detail.contains("ConditionalRequestConflict") == true)
      try await faults(server, [])
      let missing = try self.store(server, bucket: "others")
      let problem = await #expect(throws: Diagnostic.self) { try await missing.read("a") }
      #expect(problem?.summary == "Bucket of states is missing")
    }
  }

  @Test("knows a write whose answer was lost as its own, and a lock taken by it as held")
  func lostAnswers() async throws {
    try await S3Server.with { server in
      let place = place(server)
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "infra-s3-\(UInt64.random(in: 0..<(1 << 40)))").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let store = try S3State.store(place, folder: folder, world: Self.world)
      let holder = LockHolder(user: "u", host: "h", process: 1, command: "infra apply dev")
      // One answer after the other is lost, whatever the request was.
      for number in 0..<14 {
        try await faults(server, Array(repeating: "good", count: number) + ["lost"])
        let session = try await store.open("dev", as: holder)
        try await session.begin(ChangeSet(command: "infra apply dev", user: "u@h"))
        let address = try #require(Address(parsing: "t.r\(number)"))
        let resource = ResourceState(
          address: address, provider: "p", instance: InstanceID("i\(number)"))
        try await session.record(.init(step: 0, address: address, result: .done(resource)))
        try await session.record(.init(result: "done", time: 1))
        try await session.close()
        #expect(try await store.load("dev").resources.count == number + 1)
        #expect(try await store.lock(of: "dev") == nil)
        #expect(try await store.lostChangeSet("dev") == nil)
      }
      #expect(try await store.history("dev").revisions.map(\.number) == Array(1...14))
      #expect(try await store.examine("dev").findings.isEmpty)
    }
  }

  @Test("gives a lock that two want at once to one of them")
  func contention() async throws {
    try await S3Server.with { server in
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "infra-s3-\(UInt64.random(in: 0..<(1 << 40)))").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let place = place(server)
      for round in 0..<10 {
        let held = await withTaskGroup(of: StateSession?.self) { group in
          for number in 0..<6 {
            group.addTask {
              let holder = LockHolder(
                user: "u\(number)", host: "h\(number)", process: 1, command: "infra apply dev")
              guard
                let store = try? S3State.store(
                  place, folder: folder + "/\(number)", world: Self.world),
                let session = try? await store.open("dev", as: holder)
              else { return nil }
              return session
            }
          }
          return await group.reduce(into: [StateSession]()) { held, session in
            if let session { held.append(session) }
          }
        }
        #expect(held.count == 1, "round \(round)")
        for session in held { try await session.close() }
      }
    }
  }
}
