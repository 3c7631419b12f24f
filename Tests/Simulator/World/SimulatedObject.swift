import InfraModel

/// One object behind the simulated API.
struct SimulatedObject: Hashable, Sendable {
  /// By what it is known as ours.
  struct Tags: Hashable, Sendable {
    var environment: String
    var address: Address
    var instance: InstanceID
  }

  let id: String
  let type: String
  var name: String
  var tags: Tags?
  var arguments: Fields
  /// The contents of its secrets.
  var secrets: [String: String] = [:]
  /// The configuration that its process has read.
  var loaded = Datum.null
  /// The memory and the secret that its process was started with.
  var started: [Datum] = []
  var isStarted = false
  /// How often it was changed.
  var revision = 0
  /// When it was written last, counted over all objects.
  var version = 0

  /// What the provider reports of it.
  var attributes: Fields {
    type == "sim_node"
      ? Fields(["id": .string(id), "revision": .int(revision)]) : Fields(["id": .string(id)])
  }

  /// Whether its process has read what it was given last.
  var isCurrent: Bool {
    isStarted && loaded == arguments["config"] ?? .null && started == wanted
  }

  private var wanted: [Datum] {
    [arguments["memory"] ?? .null, .string(secrets["token"] ?? "")]
  }

  mutating func start() {
    loaded = arguments["config"] ?? .null
    started = wanted
    isStarted = true
  }

  mutating func reload() { loaded = arguments["config"] ?? .null }

  /// The identifiers of the objects that stand in a value.
  static func ids(in value: Datum) -> [String] {
    switch value {
    case .string(let text): text.hasPrefix("id-") ? [text] : []
    case .list(let items), .segments(let items): items.flatMap(ids)
    case .object(let fields): fields.entries.flatMap { ids(in: $0.value) }
    default: []
    }
  }

  /// The identifiers of what it cannot be without.
  var links: [String] { Self.ids(in: arguments["links"] ?? .null) }
}
