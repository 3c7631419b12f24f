import Foundation
import InfraCrypto
import InfraModel
import InfraSecrets
import Synchronization
import Testing

@Suite("A secret store")
struct SecretStoreTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @Test("opens an environment variable as it is")
  func environment() throws {
    let store = workshop.store(["TOKEN": " a b\n"])
    #expect(text(try store.open(.environment("TOKEN"))) == " a b\n")
  }

  @Test(
    "opens a file of the project without one final newline",
    arguments: [("a", "a"), ("a\n", "a"), ("a\n\n", "a\n"), ("a\r\n", "a"), (" a ", " a ")])
  func file(written: String, opened: String) throws {
    try workshop.write(written, to: "project/token")
    #expect(text(try workshop.store().open(.file("token"))) == opened)
    #expect(text(try workshop.store().open(.file(workshop.path("project/token")))) == opened)
    #expect(workshop.warnings == [])
  }

  @Test("says which source is missing and how to provide it")
  func missing() throws {
    let store = workshop.store()
    let variable = try #require(problem { _ = try store.open(.environment("TOKEN")) })
    #expect(variable.summary == "Secret not set")
    #expect(variable.detail == "There is no environment variable TOKEN.")
    #expect(variable.commands == ["export TOKEN=…"])
    let file = try #require(problem { _ = try store.open(.file("it's")) })
    #expect(file.summary == "Secret not set")
    #expect(file.detail == "There is no file it's.")
    let place = workshop.path("project").appending(#"/it'\''s"#)
    #expect(file.commands == ["install -D -m 600 /dev/stdin '\(place)'"])
  }

  @Test("refuses an empty secret, wherever it is")
  func empty() throws {
    try workshop.write("\n", to: "project/token")
    let store = workshop.store(["TOKEN": ""])
    for source in [SecretSource.environment("TOKEN"), .file("token")] {
      #expect(problem { _ = try store.open(source) }?.summary == "Secret is empty")
    }
    _ = try store.open(.generated("password"))
    try Data().write(to: URL(filePath: "\(workshop.keys)/password"))
    let damaged = problem { _ = try store.open(.generated("password")) }
    #expect(damaged?.summary == "Secret is empty")
    #expect(damaged?.commands == ["rm \(workshop.keys)/password"])
  }

  @Test("refuses what is no regular file, and what is too long for a secret")
  func notRegular() throws {
    try #require(mkfifo(workshop.path("project/pipe"), 0o600) == 0)
    try workshop.write(String(repeating: "a", count: (1 << 20) + 1), to: "project/long")
    let store = workshop.store()
    for name in ["pipe", ".", "long"] {
      #expect(problem { _ = try store.open(.file(name)) }?.summary == "Secret not readable")
    }
  }

  @Test("warns once of a secret file that others may read", arguments: [0o640, 0o604, 0o602])
  func warns(mode: Int) throws {
    try workshop.write("a", to: "project/token", mode: mode)
    let store = workshop.store()
    for _ in 1...2 { _ = try store.open(.file("token")) }
    #expect(workshop.warnings.map(\.summary) == ["Secret readable by others"])
    #expect(workshop.warnings.first?.severity == .warning)
    #expect(workshop.warnings.first?.commands == ["chmod 600 \(workshop.path("project/token"))"])
  }

  @Test("makes a generated text of 32 random bytes once, for its owner alone")
  func generated() throws {
    let random = SeededRandom(seed: 1)
    let same = SeededRandom(seed: 1)
    var expected = Base64URL.encode(try same.bytes(32))
    while expected.contains("_") { expected = Base64URL.encode(try same.bytes(32)) }
    let made = try workshop.store(random: random).open(.generated("password"))
    #expect(text(made) == expected)
    #expect(try workshop.store(random: random).open(.generated("password")) == made)
    #expect(workshop.names(in: workshop.keys) == ["password"])
    #expect(try workshop.mode("\(workshop.keys)/password") == 0o600)
    #expect(try workshop.mode(workshop.keys) == 0o700)
    #expect(workshop.warnings == [])
  }

  @Test("makes texts of letters, digits and - alone, which every service takes for a password")
  func alphabet() throws {
    for seed in 1...40 {
      let random = SeededRandom(seed: UInt64(seed))
      let made = text(try workshop.store(random: random).open(.generated("password-\(seed)")))
      #expect(made.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
      #expect(Base64URL.decode(made)?.count == 32)
    }
  }

  @Test("makes a generated key that libcrypto takes, once")
  func generatedKey() throws {
    let made = try workshop.store().open(.generatedKey("edge"))
    #expect(text(made).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    _ = try PrivateKey(pem: made)
    #expect(try workshop.store().open(.generatedKey("edge")) == made)
    #expect(workshop.names(in: workshop.keys) == ["edge.pem"])
  }

  @Test("refuses a key that was damaged")
  func damagedKey() throws {
    let store = workshop.store()
    let pem = try store.open(.generatedKey("edge"))
    try Data(pem.prefix(60)).write(to: URL(filePath: "\(workshop.keys)/edge.pem"))
    #expect(problem { _ = try store.open(.generatedKey("edge")) }?.summary == "Secret is damaged")
  }

  @Test("keeps environments apart, in the folder that the variables say")
  func folders() throws {
    let chosen = workshop.path("chosen")
    _ = try workshop.store(["INFRA_SECRETS_DIR": chosen]).open(.generated("a"))
    #expect(workshop.names(in: "\(chosen)/prod") == ["a"])
    let data = workshop.path("data")
    _ = try workshop.store(["XDG_DATA_HOME": data], environment: "dev").open(.generated("a"))
    #expect(workshop.names(in: "\(data)/infra/secrets/dev") == ["a"])
    _ = try workshop.store(["XDG_DATA_HOME": "relative"]).open(.generated("a"))
    #expect(workshop.names(in: workshop.keys) == ["a"])
    #expect(
      try workshop.store(["INFRA_SECRETS_DIR": chosen]).open(.generated("a"))
        != workshop.store().open(.generated("a")))
  }

  @Test(
    "refuses names that lead elsewhere, or that two kinds of secrets would share",
    arguments: ["", ".", "..", "../a", "a/b", ".a", "a.pem", "a b", "é", "a\0b"])
  func names(name: String) {
    let store = workshop.store()
    #expect(problem { _ = try store.open(.generated(name)) }?.summary == "Invalid secret name")
    let elsewhere = workshop.store(environment: name + "/..")
    #expect(
      problem { _ = try elsewhere.open(.generatedKey("a")) }?.summary == "Invalid secret name")
    #expect(workshop.names(in: workshop.path("home")) == [])
  }

  @Test("says that a key store cannot be written")
  func notWritable() throws {
    try workshop.write("in the way", to: "home/.local")
    let problem = problem { _ = try workshop.store().open(.generated("a")) }
    #expect(problem?.summary == "Secret not made")
    #expect(problem?.detail.contains("not a directory") == true)
  }

  @Test("gives all who make a secret at the same time the same one", .timeLimit(.minutes(1)))
  func race() throws {
    let random = MeetingRandom(count: 8)
    let contents = Mutex<[[UInt8]]>([])
    let ended = DispatchGroup()
    for _ in 0..<8 {
      ended.enter()
      Thread.detachNewThread { [workshop] in
        defer { ended.leave() }
        guard let content = try? workshop.store(random: random).open(.generated("a")) else {
          return
        }
        contents.withLock { $0.append(content) }
      }
    }
    ended.wait()
    #expect(contents.withLock { $0.count } == 8)
    #expect(contents.withLock { Set($0).count } == 1)
    #expect(workshop.names(in: workshop.keys) == ["a"])
  }

  @Test("makes nothing when only asked for what is there")
  func present() throws {
    let store = workshop.store()
    #expect(try store.openIfPresent(.generated("a")) == nil)
    #expect(try store.openIfPresent(.generatedKey("a")) == nil)
    #expect(workshop.names(in: workshop.path("home")) == [])
    let made = try store.open(.generated("a"))
    #expect(try store.openIfPresent(.generated("a")) == made)
  }
}

/// Randomness that answers nobody before all have asked: each of them has found no secret then.
final class MeetingRandom: RandomSource {
  private let count: Int
  private let arrived = NSCondition()
  private let asked = Mutex(0)

  init(count: Int) { self.count = count }

  func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    arrived.lock()
    let mine = asked.withLock { asked in
      asked += 1
      return asked
    }
    arrived.broadcast()
    while asked.withLock({ $0 }) < self.count { arrived.wait() }
    arrived.unlock()
    return [UInt8](repeating: UInt8(mine), count: count)
  }
}
