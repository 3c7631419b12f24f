import InfraModel

/// That a change set has begun on a machine, whose journal lies there and nowhere else.
///
/// It is written before the first request and taken back when the snapshot holds all that was done.
/// Whoever finds one whose machine is gone looks for what it made by the ownership labels.
public struct ChangeSetMark: Hashable, Sendable {
  /// The change set's identity.
  public var apply: String
  /// The lineage and serial of the state that it began on.
  public var lineage: String
  /// See `lineage`.
  public var serial: Int
  /// Who began it, as `alice@build-7`.
  public var user: String
  /// The command as it was typed, without secrets.
  public var command: String
  /// When it began, in seconds since 1970.
  public var time: Int
  /// How the providers are reached, so that what it made can be looked for.
  public var providers: [ProviderConfiguration]

  /// When it began, as people read it: `2026-11-22 19:33:12 UTC`.
  public var timeText: String { utcText(time) }

  private static let known: KnownNames = [
    "apply", "command", "lineage", "providers", "serial", "time", "user", "version",
  ]

  init(_ begin: JournalRecord.Begin) {
    apply = begin.apply
    lineage = begin.lineage
    serial = begin.serial
    user = begin.changeSet.user
    command = begin.changeSet.command
    time = begin.changeSet.time
    providers = begin.changeSet.providers
  }

  func bytes() -> [UInt8] {
    var writer = ObjectWriter()
    writer.object { writer in
      writer.text("apply", apply)
      writer.text("command", command)
      writer.text("lineage", lineage)
      writer.list("providers", providers) { writer, provider in
        ProviderLine.write(provider, to: &writer)
      }
      writer.number("serial", serial)
      writer.number("time", time)
      writer.text("user", user)
      writer.number("version", 1)
    }
    return writer.bytes + [0x0A]
  }

  init(_ bytes: [UInt8]) throws(Malformed) {
    let object = try ObjectReader(parsing: bytes[...], known: Self.known)
    guard try object.number("version") == 1 else { throw Malformed("its version is unknown") }
    apply = try object.text("apply")
    command = try object.text("command")
    lineage = try object.text("lineage")
    serial = try object.number("serial")
    time = try object.number("time")
    user = try object.text("user")
    providers = []
    for item in try object.list("providers") { providers.append(try ProviderLine.read(item)) }
  }

  /// The mark in an object; nothing in one that is empty or not there.
  static func read(_ object: StoredObject?, place: String) throws(Diagnostic) -> ChangeSetMark? {
    guard let object, !object.bytes.isEmpty else { return nil }
    do throws(Malformed) { return try ChangeSetMark(object.bytes) } catch {
      throw Diagnostic(
        "Mark of a change set cannot be read",
        "\(place) is no mark of this infra: \(error.message). It cannot be told what was begun.",
        hints: ["a newer infra may have written it: update infra"], commands: ["infra version"])
    }
  }
}

extension Diagnostic {
  /// That what a change set did is known to a machine alone that did not end it.
  static func changeSetLost(_ environment: String, _ mark: ChangeSetMark) -> Diagnostic {
    Diagnostic(
      "Journal is on another machine",
      "`\(mark.command)` of \(mark.user) began to change \"\(environment)\" at "
        + "\(mark.timeText) and never ended. Its journal lies on that machine; the state does not "
        + "know what it made.",
      hints: [
        "Run the same command there, and it goes on; or, if that machine is gone, have what it "
          + "made found by its labels, as an apply does by itself."
      ],
      commands: ["infra state rebuild \(environment)"])
  }
}
