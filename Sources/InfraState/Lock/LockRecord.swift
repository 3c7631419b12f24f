import InfraModel

/// What a lock's file says.
public struct LockRecord: Hashable, Sendable {
  /// Tells this lock from every other one, of the same holder too.
  public var token: String
  /// Who holds it.
  public var holder: LockHolder
  /// Since when, in seconds since 1970.
  public var since: Int
  /// Until when if it is not renewed, in seconds since 1970.
  public var leaseUntil: Int

  /// Since when, as people read it: `2026-11-22 19:33:12 UTC`.
  public var sinceText: String { utcText(since) }

  private static let known: KnownNames = [
    "command", "host", "leaseUntil", "process", "processStart", "scope", "since", "token", "user",
    "version",
  ]

  func bytes() -> [UInt8] {
    let value: Datum = [
      "command": .string(holder.command), "host": .string(holder.host),
      "leaseUntil": .int(leaseUntil), "process": .int(holder.process),
      "processStart": .string(holder.processStart), "scope": .string(holder.scope),
      "since": .int(since), "token": .string(token), "user": .string(holder.user), "version": 1,
    ]
    return JSONWriter.bytes(value, isIndented: true) + [0x0A]
  }

  init(_ bytes: [UInt8]) throws(Malformed) {
    let object = try ObjectReader(parsing: bytes[...], known: Self.known)
    guard try object.number("version") == 1 else { throw Malformed("its version is unknown") }
    token = try object.text("token")
    since = try object.number("since")
    leaseUntil = try object.number("leaseUntil")
    holder = LockHolder(
      user: try object.text("user"), host: try object.text("host"),
      process: try object.number("process"), processStart: try object.text("processStart"),
      scope: try object.text("scope"), command: try object.text("command"))
  }

  init(token: String, holder: LockHolder, since: Int, leaseUntil: Int) {
    self.token = token
    self.holder = holder
    self.since = since
    self.leaseUntil = leaseUntil
  }
}
