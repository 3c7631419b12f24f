import InfraModel

/// The text form of a state: what is written to `state/<environment>.state`.
///
///     infra-state 1 {"environment":"prod","lineage":"…","salt":"…","serial":7}
///     provider {"name":"docker","settings":{…}}
///     output {"name":"url","value":"https://…"}
///     resource {"address":"docker_network.front",…}
///     end 3 4bf2…
///
/// One line each, sorted, without anything that changes by itself: equal states are equal bytes,
/// and git shows a changed resource as one changed line. The last line counts the lines between
/// the first and itself and holds the checksum of all before it.
public enum SnapshotFile {
  /// The version that is written; files of any other are refused.
  public static let version = 1

  static let magic = "infra-state "

  /// A state as the bytes of its file; throws where the state contradicts itself, as then nothing
  /// may be written.
  public static func bytes(_ snapshot: Snapshot) throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    try write(snapshot) { part throws(Diagnostic) in bytes += part }
    return bytes
  }

  /// Hands the bytes of a state's file on part by part, of some 64 KiB each, so that a large state
  /// does not stand in memory twice; throws before the first where the state contradicts itself.
  static func write(_ snapshot: Snapshot, _ take: ([UInt8]) throws(Diagnostic) -> Void)
    throws(Diagnostic)
  {
    if let problem = snapshot.brokenInvariant() {
      throw .inconsistentState(snapshot.environment, problem)
    }
    var hash = try Checksum.begin()
    var writer = ObjectWriter()
    writer.raw("\(magic)\(version) ")
    writer.object { writer in
      writer.optionalText("applied", snapshot.applied)
      writer.text("environment", snapshot.environment)
      writer.text("lineage", snapshot.lineage)
      writer.text("salt", snapshot.salt)
      writer.number("serial", snapshot.serial)
    }
    for provider in snapshot.providers {
      writer.raw("\nprovider ")
      ProviderLine.write(provider, to: &writer)
    }
    for output in snapshot.outputs.entries {
      writer.raw("\noutput ")
      writer.object { writer in
        writer.text("name", output.key)
        writer.value("value", output.value)
      }
    }
    for resource in snapshot.resources {
      writer.raw("\nresource ")
      ResourceLine.write(resource, to: &writer)
      if let part = writer.take(atLeast: 1 << 16) {
        try Checksum.add(part, to: &hash)
        try take(part)
      }
    }
    writer.raw("\n")
    let count =
      snapshot.providers.count + snapshot.outputs.entries.count + snapshot.resources.count
    // The last line belongs to the last part, so that a small state is written at once.
    let last = writer.take(atLeast: 0) ?? []
    try Checksum.add(last, to: &hash)
    let sum = try Checksum.end(hash)
    try take(last + Array("end \(count) \(sum)\n".utf8))
  }

  /// The state in the bytes of a file; `path` is named in errors.
  public static func snapshot(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Snapshot {
    let reader = SnapshotReader(bytes: bytes, path: path)
    let snapshot = try reader.read()
    if let problem = snapshot.brokenInvariant() { throw .editedState(path, problem) }
    return snapshot
  }
}
