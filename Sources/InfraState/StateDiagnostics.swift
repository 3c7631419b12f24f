import InfraCrypto
import InfraModel

/// The prose of this room: what is told of states, journals and files that are not as they must
/// be. Summaries are constant; details say what and why; hints say how to go on.
extension Diagnostic {
  static func cutOffState(_ path: String, _ what: String) -> Diagnostic {
    Diagnostic(
      "State is cut off",
      "\(path) is not whole: \(what). This tool replaces the file as a whole and never leaves "
        + "half of it, so that something else cut it: a full disk during a copy, or an editor.",
      hints: ["Restore the last committed one, then see with a plan what differs from it."],
      commands: EarlierVersion.commands(path))
  }

  static func unknownStateVersion(_ path: String, _ version: Int) -> Diagnostic {
    Diagnostic(
      "State has an unknown version",
      "\(path) has the form of version \(version); this infra knows version "
        + "\(SnapshotFile.version) only and does not touch what it may not understand.",
      hints: ["A newer infra wrote it: update infra, or ask who applied last for their version."],
      commands: ["infra version"])
  }

  static func editedState(_ path: String, _ suspicion: String?) -> Diagnostic {
    Diagnostic(
      "State was changed outside of infra",
      "\(path) does not match its own checksum: it was edited by hand or badly merged"
        + (suspicion.map { "; \($0)." } ?? ".")
        + " What it says of the objects may be wrong, so that nothing is planned from it.",
      hints: [
        "Restore the file as it was after the last apply; of two branches that both applied, "
          + "take the one with the higher serial whole and plan anew."
      ],
      commands: EarlierVersion.commands(path))
  }

  static func inconsistentState(_ environment: String, _ problem: String) -> Diagnostic {
    Diagnostic(
      "State would contradict itself",
      "The state of \"\(environment)\" was not written: \(problem). This is a bug in infra; what "
        + "was done is kept in the journal.",
      hints: ["Report it with the journal, which holds no secret."])
  }

  static func damagedJournal(_ path: String, line: Int, _ what: String) -> Diagnostic {
    Diagnostic(
      "Journal is damaged",
      "\(path) is damaged at line \(line): \(what). Later records show that this one was once "
        + "whole, so that the file was changed after it was written: by a hand or a failing disk. "
        + "It may tell of objects that no other file knows.",
      hints: [
        "Restore the file from a backup if there is one.",
        "Otherwise move it away, plan with --refresh and look for objects that the plan does not "
          + "know by the labels of this environment.",
      ],
      commands: ["mv \(path) \(path).damaged"])
  }

  static func unknownJournalVersion(_ path: String, _ version: Int) -> Diagnostic {
    Diagnostic(
      "Journal has an unknown version",
      "\(path) has records of version \(version); this infra knows version "
        + "\(JournalLine.version) only. An apply of another infra was interrupted here.",
      hints: ["Finish that apply with the infra that began it, or update this one."],
      commands: ["infra version"])
  }

  static func foreignJournal(_ path: String, _ what: String) -> Diagnostic {
    Diagnostic(
      "Journal belongs to another state",
      "\(path) tells of an interrupted apply, but \(what). The state was replaced meanwhile, as by "
        + "a pull or a checkout; together the two would tell nonsense, and without the journal "
        + "the objects it tells of would be lost.",
      hints: [
        "Go back to the state that the apply began with, let infra take the journal over, and "
          + "merge afterwards.",
        "If the objects are known to be gone, remove the journal.",
      ],
      commands: [
        "git log --oneline -- \(path.hasSuffix(".journal") ? path.dropLast(8) + ".state" : path)"
      ])
  }

  static func disk(_ error: DiskError) -> Diagnostic {
    let what = "infra cannot \(error.operation.rawValue) \(error.path): \(error.reason)."
    switch error.kind {
    case .full:
      return Diagnostic(
        "Disk is full",
        "\(what) What was recorded before is safe, and nothing is done that cannot be recorded.",
        hints: ["Make room, then run the same command again: it goes on from here."],
        commands: ["df -h \(folder(of: error.path))"])
    case .readOnly:
      return Diagnostic(
        "State is not writable", "\(what) The file system is mounted read-only.",
        hints: ["Work in a folder that can be written; a plan needs no writable state."])
    case .denied:
      return Diagnostic(
        "State is not writable", "\(what) The user who runs infra lacks the permission.",
        hints: ["Give the folder to the user who runs infra, or run as its owner."],
        commands: ["ls -ld \(folder(of: error.path))"])
    case .other:
      return Diagnostic(
        "State cannot be reached", what,
        hints: ["Look at the file and its folder, then run the same command again."],
        commands: ["ls -l \(folder(of: error.path))"])
    }
  }

  static func crypto(_ error: CryptoError) -> Diagnostic {
    Diagnostic(
      "Checksums and random numbers cannot be made", "libcrypto fails: \(error)",
      hints: ["Check the system's OpenSSL, which infra uses."], commands: ["openssl version"])
  }

  static func invalidEnvironment(_ name: String, _ problem: String) -> Diagnostic {
    Diagnostic(
      "Name of an environment is not usable",
      "\"\(name)\" cannot name an environment, since its files bear the name: "
        + problem.replacingKey() + ".",
      hints: ["Take a letter, then letters, digits, - or _, as in preview-123."])
  }
}

/// Does what needs the disk, and tells what went wrong as people need it.
func diagnosing<Result>(_ work: () throws(DiskError) -> Result) throws(Diagnostic) -> Result {
  do throws(DiskError) { return try work() } catch { throw .disk(error) }
}

extension String {
  /// The sentence about a resource's key, said of an environment's name.
  fileprivate func replacingKey() -> String {
    hasPrefix("a key ") ? "a name " + dropFirst(6) : self
  }
}
