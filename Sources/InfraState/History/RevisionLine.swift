import InfraModel

/// One revision as a line of a history: `v1 <checksum> <json>`.
enum RevisionLine {
  /// The version that is written.
  static let version = "v1"

  private static let known: KnownNames = [
    "apply", "changes", "command", "commit", "lineage", "number", "outputs", "plan", "providers",
    "result", "salt", "time", "user", "whole",
  ]

  static func bytes(_ revision: Revision) throws(Diagnostic) -> [UInt8] {
    Array(try parts(revision).joined())
  }

  /// The line with its end in parts of some 64 KiB, for a large revision: bytes in one piece that
  /// grows would be copied again and again.
  static func parts(_ revision: Revision) throws(Diagnostic) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var writer = ObjectWriter()
    writer.object { writer in
      writer.text("apply", revision.apply)
      writer.list("changes", revision.changes) { writer, change in
        writer.object { writer in
          writer.text("address", change.address.text)
          if let after = change.after {
            writer.name("after")
            ResourceLine.write(after, to: &writer)
          }
        }
        if let part = writer.take(atLeast: 1 << 16) { parts.append(part) }
      }
      writer.text("command", revision.changeSet.command)
      writer.optionalText("commit", revision.changeSet.commit)
      writer.text("lineage", revision.lineage)
      writer.number("number", revision.number)
      writer.fields("outputs", revision.outputs)
      writer.text("plan", revision.changeSet.plan)
      writer.list("providers", revision.providers) { writer, provider in
        ProviderLine.write(provider, to: &writer)
      }
      writer.text("result", revision.result)
      writer.text("salt", revision.salt)
      writer.number("time", revision.changeSet.time)
      writer.text("user", revision.changeSet.user)
      writer.flag("whole", revision.isWhole)
    }
    parts.append(writer.take(atLeast: 0) ?? [])
    var hash = try Checksum.begin()
    for part in parts { try Checksum.add(part, to: &hash) }
    let sum = try Checksum.end(hash).prefix(16)
    parts[0].insert(contentsOf: "\(version) \(sum) ".utf8, at: 0)
    parts[parts.count - 1].append(0x0A)
    return parts
  }

  /// Reads a line without its end.
  static func read(_ line: ArraySlice<UInt8>) throws(Malformed) -> Revision {
    let parts = line.split(separator: 0x20, maxSplits: 2)
    guard parts.count == 3 else { throw Malformed("it is no revision") }
    guard parts[0].elementsEqual(version.utf8) else {
      throw Malformed(
        "it is of version \(String(decoding: parts[0], as: UTF8.self)), and this is \(version)")
    }
    let sum: String
    do throws(Diagnostic) { sum = try Checksum.short(Array(parts[2])) } catch {
      throw Malformed(error.detail)
    }
    guard parts[1].elementsEqual(sum.utf8) else { throw Malformed("its checksum does not match") }
    let object = try ObjectReader(parsing: parts[2], known: known)
    var providers: [ProviderConfiguration] = []
    for item in try object.list("providers") { providers.append(try ProviderLine.read(item)) }
    var changes: [Revision.Change] = []
    for item in try object.list("changes") {
      let change = try ObjectReader(item, known: ["address", "after"])
      let after = item["after"]
      changes.append(
        Revision.Change(
          address: try change.address("address"),
          after: after.isNull ? nil : try ResourceLine.read(after)))
    }
    let changeSet = ChangeSet(
      plan: try object.text("plan"), command: try object.text("command"),
      user: try object.text("user"), commit: try object.optionalText("commit"),
      time: try object.number("time"), providers: providers)
    return Revision(
      number: try object.number("number"), apply: try object.text("apply"),
      lineage: try object.text("lineage"), salt: try object.text("salt"), changeSet: changeSet,
      result: try object.text("result"), changes: changes,
      isWhole: try object.flag("whole"), outputs: try object.object("outputs"), providers: providers
    )
  }
}
