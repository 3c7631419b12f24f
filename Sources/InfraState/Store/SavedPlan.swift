import InfraModel

/// A plan as it was reviewed, kept for the apply that carries out just that: not its steps, which
/// are computed anew, but what they were computed from and their digest.
public struct SavedPlan: Hashable, Sendable {
  /// The options that a plan was made with; the same ones make the same plan.
  public struct Options: Hashable, Sendable {
    /// The addresses to which it was limited.
    public var targets: [String] = []
    /// The addresses that were left out.
    public var excludes: [String] = []
    /// The addresses to be replaced.
    public var replaces: [String] = []
    /// Whether the providers were read first.
    public var refresh = false
    /// Whether it destroys the environment.
    public var destroy = false
    /// The inputs given with `--set`, by name.
    public var inputs: [String: String] = [:]

    /// The options of a plain plan.
    public init() {}
  }

  /// The environment.
  public var environment: String
  /// The lineage and serial of the state it was made from.
  public var lineage: String
  /// See `lineage`.
  public var serial: Int
  /// The identity of its meaning.
  public var digest: String
  /// The options it was made with.
  public var options: Options
  /// The plan as it was shown, to show how a fresh one differs.
  public var text: String
  /// When it was made, in seconds since 1970.
  public var time: Int

  /// Makes a saved plan.
  public init(
    environment: String, lineage: String, serial: Int, digest: String,
    options: Options = Options(), text: String, time: Int
  ) {
    self.environment = environment
    self.lineage = lineage
    self.serial = serial
    self.digest = digest
    self.options = options
    self.text = text
    self.time = time
  }

  func bytes() -> [UInt8] {
    let list = { (texts: [String]) in Datum.list(texts.map(Datum.string)) }
    let value: Datum = [
      "version": 1, "environment": .string(environment), "lineage": .string(lineage),
      "serial": .int(serial), "digest": .string(digest), "text": .string(text),
      "time": .int(time), "targets": list(options.targets), "excludes": list(options.excludes),
      "replaces": list(options.replaces), "refresh": .bool(options.refresh),
      "destroy": .bool(options.destroy),
      "inputs": .object(Fields(options.inputs.mapValues(Datum.string))),
    ]
    return JSONWriter.bytes(value, symbols: .marked, isIndented: true) + [0x0A]
  }

  private static let known: KnownNames = [
    "version", "environment", "lineage", "serial", "digest", "text", "time", "targets",
    "excludes", "replaces", "refresh", "destroy", "inputs",
  ]

  init(_ bytes: [UInt8]) throws(Malformed) {
    let object = try ObjectReader(parsing: bytes[...], known: Self.known)
    guard try object.number("version") == 1 else { throw Malformed("its version is unknown") }
    var options = Options()
    options.targets = try object.texts("targets")
    options.excludes = try object.texts("excludes")
    options.replaces = try object.texts("replaces")
    options.refresh = try object.flag("refresh")
    options.destroy = try object.flag("destroy")
    for entry in try object.object("inputs").entries {
      guard let text = entry.value.string else {
        throw Malformed("its input \"\(entry.key)\" is no text")
      }
      options.inputs[entry.key] = text
    }
    self.init(
      environment: try object.text("environment"), lineage: try object.text("lineage"),
      serial: try object.number("serial"), digest: try object.text("digest"), options: options,
      text: try object.text("text"), time: try object.number("time"))
  }
}
