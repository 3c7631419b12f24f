import InfraModel

/// What this room has to say when something is wrong: sources and paths, never any content.
enum SecretProblem {
  static func notSet(_ source: SecretSource, path: String?) -> Diagnostic {
    var problem = Diagnostic("Secret not set", "There is no \(source).")
    switch source {
    case .environment(let name):
      problem.hints = ["set the variable where infra runs"]
      problem.commands = ["export \(name)=…"]
    case .file(let name):
      problem.hints = ["write the secret to the file; the command reads it until Ctrl-D"]
      problem.commands = ["install -D -m 600 /dev/stdin \(quoted(path ?? name))"]
    case .generated, .generatedKey: break
    }
    return problem
  }

  static func empty(_ source: SecretSource, path: String?) -> Diagnostic {
    var problem = Diagnostic(
      "Secret is empty", "The \(source) has no content, which no secret is meant to be.")
    switch (source, path) {
    case (.environment(let name), _): problem.commands = ["export \(name)=…"]
    case (.file, let path?): problem.hints = ["write the secret to \(path)"]
    case (_, let path?):
      problem.hints = ["restore it from a copy, or remove it to have a new one made"]
      problem.commands = ["rm \(quoted(path))"]
    case (_, nil): break
    }
    return problem
  }

  static func damagedKey(_ source: SecretSource, path: String?, _ reason: String) -> Diagnostic {
    Diagnostic(
      "Secret is damaged", "The \(source) is no private key in PEM form. \(reason)",
      hints: ["restore it from a copy, or remove it to have a new one made"],
      commands: path.map { ["rm \(quoted($0))"] } ?? [])
  }

  static func notReadable(_ source: SecretSource, path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      "Secret not readable", "The \(source) cannot be read: \(path): \(reason).",
      hints: ["see whose it is and who may read it"], commands: ["ls -l \(quoted(path))"])
  }

  static func readableByOthers(_ source: SecretSource, path: String) -> Diagnostic {
    Diagnostic(
      "Secret readable by others",
      "The \(source) can be read or changed by other users of this machine: \(path).",
      severity: .warning, hints: ["leave it to its owner"],
      commands: ["chmod 600 \(quoted(path))"])
  }

  static func invalidName(_ name: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      "Invalid secret name",
      "\"\(name)\" cannot name a secret or an environment in the key store: \(reason).",
      hints: [
        "use letters, digits, \"-\", \"_\" and \".\", at most 128, and no dot in front"
      ])
  }

  static func notMade(_ source: SecretSource, _ reason: String) -> Diagnostic {
    Diagnostic("Secret not made", "The \(source) cannot be made. \(reason)")
  }

  static func notKept(_ source: SecretSource, path: String, _ failure: SystemFailure)
    -> Diagnostic
  {
    Diagnostic(
      "Secret not made", "The \(source) cannot be kept: \(path): \(failure.message).",
      hints: [
        "have the key store in a folder that can be written, on a file system with hard links"
      ],
      commands: ["export INFRA_SECRETS_DIR=…"])
  }

  static func invalidSalt() -> Diagnostic {
    Diagnostic(
      "Invalid salt",
      "The state's salt is not 16 or more bytes in hexadecimal, so secrets have no fingerprints.",
      hints: ["restore the state from its history, or from version control"])
  }

  static func noFingerprint(_ source: SecretSource, _ reason: String) -> Diagnostic {
    Diagnostic("Secret without a fingerprint", "The \(source) has none. \(reason)")
  }

  /// A path as a shell takes it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    if isPlain { return path }
    let escaped = path.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#)
    return "'\(escaped)'"
  }
}
