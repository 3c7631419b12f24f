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
    if let problem = snapshot.brokenInvariant() {
      throw .inconsistentState(snapshot.environment, problem)
    }
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
    }
    writer.raw("\n")
    let count =
      snapshot.providers.count + snapshot.outputs.entries.count + snapshot.resources.count
    let sum = try Checksum.of(writer.bytes)
    writer.raw("end \(count) \(sum)\n")
    return writer.bytes
  }

  /// The state in the bytes of a file; `path` is named in errors.
  public static func snapshot(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Snapshot {
    let reader = SnapshotReader(bytes: bytes, path: path)
    let snapshot = try reader.read()
    if let problem = snapshot.brokenInvariant() { throw .editedState(path, problem) }
    return snapshot
  }
}
