/// One flag: its name, what it takes, and one sentence of what it does. Help and completions are
/// made of it.
struct Flag: Sendable {
  enum Takes: Equatable, Sendable {
    case nothing
    case one(String)
    case many(String)
  }

  let name: String
  let takes: Takes
  let summary: String

  init(_ name: String, _ takes: Takes, _ summary: String) {
    self.name = name
    self.takes = takes
    self.summary = summary
  }

  init(_ name: String, _ summary: String) { self.init(name, .nothing, summary) }

  /// As help shows it: `--target ADDRESS`.
  var usage: String {
    switch takes {
    case .nothing: "--\(name)"
    case .one(let value), .many(let value): "--\(name) \(value)"
    }
  }
}

/// The flags that several commands have.
extension Flag {
  static let project = Flag(
    "project", .one("FOLDER"), "The project's folder; by default the nearest above this one.")
  static let state = Flag(
    "state", .one("PLACE"),
    "Where states are: s3://BUCKET/PREFIX?region=…, or folder.")
  static let noColor = Flag("no-color", "No colour, whatever the terminal.")
  static let json = Flag("json", "Print data as JSON.")
  static let set = Flag(
    "set", .many("NAME=VALUE"), "Give a variable a value; INFRA_VAR_NAME does the same.")
  static let host = Flag("host", .one("ENDPOINT"), "The Docker Engine, as unix:///path or tcp://…")
  static let target = Flag(
    "target", .many("ADDRESS"), "Only this address or module, and what it needs.")
  static let exclude = Flag(
    "exclude", .many("ADDRESS"), "All but this address or module, and what needs it.")
  static let replace = Flag("replace", .many("ADDRESS"), "Make this resource anew.")
  static let refresh = Flag("refresh", "Ask the providers first what there is.")
  static let noRefresh = Flag("no-refresh", "Trust the state: do not ask the providers first.")
  static let detailedExitCode = Flag(
    "detailed-exitcode", "End with 2 when there are changes.")
  static let parallelism = Flag(
    "parallelism", .one("N"), "How many steps run at once; 16 by default.")
  static let lockTimeout = Flag(
    "lock-timeout", .one("SECONDS"), "How long to wait for who else changes it; 0 by default.")
  static let yes = Flag("yes", "Do not ask.")
  static let markdown = Flag("markdown", "Print the plan as a comment for a pull request.")
  static let steps = Flag("steps", "Show the steps too.")
  static let importing = Flag(
    "import", "Write import blocks too, so that Terraform takes over what the state knows.")
  static let terraformState = Flag(
    "tfstate", .one("FILE"), "Take over what a Terraform state of version 4 manages.")
  static let out = Flag("out", .one("FOLDER"), "The folder to write to.")
  static let onFailure = Flag(
    "on-failure", .one("stop|rollback"),
    "Stop there, as by default, or go back to the last good revision.")
  static let plan = Flag(
    "plan", .one("DIGEST"), "Refuse unless the plan has this digest: the one that was reviewed.")
}
