import InfraModel
import Synchronization

/// The objects behind a simulated provider, which outlive every process that works on them, and
/// what was done to them that nobody may do.
public final class SimulatedWorld: Sendable {
  /// One object.
  public struct Object: Hashable, Sendable {
    /// Where it belongs.
    public var address: Address
    /// The identity that it bears.
    public var instance: InstanceID
    /// Its arguments.
    public var arguments: Fields
    /// The configuration that its process has read.
    public var loaded: Datum
    /// The memory that its process was started with.
    public var started: Datum
    /// How often it was changed.
    public var revision = 0
    /// Whether its creation stopped half way.
    public var isHalfMade = false

    /// What the provider reports of it.
    public var attributes: Fields {
      Fields(["id": .string(Simulated.id(instance)), "revision": .int(revision)])
    }
  }

  private struct State {
    var objects: [InstanceID: Object] = [:]
    var everMade: Set<InstanceID> = []
    var violations: [String] = []
  }

  private let state = Mutex(State())

  /// Makes an empty world.
  public init() {}

  /// The objects, sorted by address and instance.
  public var objects: [Object] {
    state.withLock { $0.objects.values }.sorted {
      ($0.address, $0.instance) < ($1.address, $1.instance)
    }
  }

  /// What was done that nobody may do.
  public var violations: [String] { state.withLock { $0.violations } }

  /// An object by its identity.
  public subscript(instance: InstanceID) -> Object? {
    get { state.withLock { $0.objects[instance] } }
    set { state.withLock { $0.objects[instance] = newValue } }
  }

  /// Does what a request asks, and answers the attributes; a creation may stop half way.
  func perform(_ operation: Operation, _ request: ProviderRequest, halfWay: Bool = false)
    throws(ProviderError) -> Fields
  {
    try state.withLock { state throws(ProviderError) in
      switch operation {
      case .create: return Self.create(request, halfWay, &state)
      case .update:
        // A takeover that was interrupted may not have come to the object's marks.
        if request.prior?.status == .importing, state.objects[request.instance] == nil {
          _ = try Self.take(request, &state)
        }
        return try Self.change(request, &state) { $0.update(request) }
      case .reload:
        return try Self.change(request, &state) { $0.loaded = $0.arguments["config"] ?? .null }
      case .restart:
        return try Self.change(request, &state) { $0.start() }
      case .importing: return try Self.take(request, &state)
      case .delete, .deleteDeposed:
        Self.delete(request, &state)
        return Fields()
      case .read, .record: return Fields()
      }
    }
  }

  private static func create(_ request: ProviderRequest, _ halfWay: Bool, _ state: inout State)
    -> Fields
  {
    check(request, &state)
    if var object = state.objects[request.instance] {
      if object.arguments != request.arguments, !object.isHalfMade {
        state.violations.append("\(request.address) is made twice, the second time otherwise")
      }
      if !halfWay {
        object.isHalfMade = false
        object.arguments = request.arguments
        object.start()
      }
      state.objects[request.instance] = object
      return object.attributes
    }
    if !state.everMade.insert(request.instance).inserted {
      state.violations.append("\(request.address) is made again as an object that was deleted")
    }
    var object = Object(
      address: request.address, instance: request.instance, arguments: request.arguments,
      loaded: .null, started: .null, isHalfMade: halfWay)
    object.start()
    state.objects[request.instance] = object
    return object.attributes
  }

  private static func change(
    _ request: ProviderRequest, _ state: inout State, _ body: (inout Object) -> Void
  ) throws(ProviderError) -> Fields {
    check(request, &state)
    guard var object = state.objects[request.instance] else {
      throw ProviderError(.refused, request: "change", message: "There is no such object.")
    }
    body(&object)
    object.address = request.address
    object.revision += 1
    state.objects[request.instance] = object
    return object.attributes
  }

  private static func take(_ request: ProviderRequest, _ state: inout State)
    throws(ProviderError) -> Fields
  {
    let id = request.prior?.attributes["id"]?.string ?? ""
    guard var object = state.objects.removeValue(forKey: InstanceID(String(id.dropFirst(3))))
    else { throw ProviderError(.refused, request: "import", message: "There is no \(id).") }
    object.instance = request.instance
    object.address = request.address
    state.objects[request.instance] = object
    return object.attributes
  }

  private static func delete(_ request: ProviderRequest, _ state: inout State) {
    for user in state.objects.values where user.instance != request.instance {
      let links = Simulated.ids(in: user.arguments["links"] ?? .null)
      if links.contains(request.instance) {
        state.violations.append("\(request.address) is deleted while \(user.address) needs it")
      }
    }
    state.objects[request.instance] = nil
  }

  /// Whatever a request names must be there.
  private static func check(_ request: ProviderRequest, _ state: inout State) {
    for entry in request.arguments.entries {
      for id in Simulated.ids(in: entry.value) {
        guard let used = state.objects[id] else {
          state.violations.append("\(request.address) is given \(id), which is not there")
          continue
        }
        if used.isHalfMade {
          state.violations.append("\(request.address) is given the half-made \(used.address)")
        }
      }
    }
  }
}

extension SimulatedWorld.Object {
  fileprivate mutating func start() {
    loaded = arguments["config"] ?? .null
    started = arguments["memory"] ?? .null
  }

  fileprivate mutating func update(_ request: ProviderRequest) {
    for name in request.changed { arguments[name] = request.arguments[name] }
  }

  /// Whether its process has read what it was given last.
  public var isCurrent: Bool {
    !isHalfMade && loaded == arguments["config"] ?? .null
      && started == arguments["memory"] ?? .null
  }
}
