import InfraModel

/// A use of something that no body lists, and with it does not exist.
struct UnlistedUse {
  let handle: DeclarationHandle
  let address: Address?
  var location: SourceLocation?

  /// One error for each thing that is not listed: where it is declared, and all that use it.
  ///
  /// What was made while the environment was read is wrong even if nothing uses it.
  static func diagnostics(
    recorded: [DeclarationHandle], listed: Set<ObjectIdentifier>, uses: [UnlistedUse],
    environment: String
  ) -> [Diagnostic] {
    var usesByHandle: [ObjectIdentifier: [UnlistedUse]] = [:]
    for use in uses { usesByHandle[ObjectIdentifier(use.handle), default: []].append(use) }
    var found: [Diagnostic] = []
    for handle in recorded where !listed.contains(ObjectIdentifier(handle)) {
      let uses = usesByHandle.removeValue(forKey: ObjectIdentifier(handle)) ?? []
      found.append(
        Diagnostic(
          "Declared but never listed",
          "\(handle.kind) \"\(handle.key)\" is made and not part of environment "
            + "\"\(environment)\".",
          at: handle.location, notes: notes(on: uses),
          hints: [
            "list it on a line of its own in the body",
            "or leave it out on purpose with .enabled(false)",
          ]))
    }
    for use in uses {
      guard let uses = usesByHandle.removeValue(forKey: ObjectIdentifier(use.handle)) else {
        continue
      }
      let name = "\(use.handle.kind) \"\(use.handle.key)\""
      found.append(
        Diagnostic(
          "Reference to something that is not listed",
          "It uses \(name), which is not part of environment \"\(environment)\".",
          address: use.address, at: use.location,
          notes: [.init("\(name) is declared here", at: use.handle.location)]
            + notes(on: Array(uses.dropFirst())),
          hints: ["make it in the environment, and list it on a line of its own in the body"]))
    }
    return found
  }

  private static func notes(on uses: [UnlistedUse]) -> [Diagnostic.Note] {
    var notes: [Diagnostic.Note] = []
    for use in uses {
      let note = Diagnostic.Note(
        "used by \(use.address?.text ?? "an output")", at: use.location)
      if !notes.contains(note) { notes.append(note) }
    }
    return notes
  }
}
