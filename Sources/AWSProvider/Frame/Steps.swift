import AWSClient
import InfraModel

/// How an object is made.
struct Creation: Sendable {
  /// The call, by the input made of the arguments and tags.
  let call: @Sendable (_ input: Datum, Scope) -> AWSCall
  /// Where the answer has the id; empty where the type's identity says it.
  let id: String
  /// What stands before the id in that place, up to the last of these.
  let idFollows: Character?
  /// Whether it has to look for the name first: the service answers what is there, or writes over.
  let looksFirst: Bool
  /// Codes that say the name is taken.
  let taken: Set<String>
  /// Codes of a look for the name that say it is taken where one may not look.
  let hidden: Set<String>
  /// Whether it sets what is there in some way at all times, as a bucket's encryption: nobody's
  /// object is written over then.
  let isSetting: Bool
  /// The argument that says, where it is true, that a stranger's object of the name is changed to
  /// what is declared.
  let overwrites: String?

  /// A creation by one call.
  ///
  /// - Parameters:
  ///   - id: Where the answer has the id.
  ///   - token: The member that takes a token against repetition: the instance's identity.
  ///   - adding: Members beyond those of arguments and tags.
  init(
    _ service: AWSService, _ operation: String, id: String = "", token: String? = nil,
    looksFirst: Bool = false, taken: Set<String> = [],
    adding: @escaping @Sendable (Scope) -> Datum = { _ in .object(Fields()) }
  ) {
    call = { input, scope in
      var input = input.merging(adding(scope))
      if let token { input = input.setting(token, .string(scope.instance.text)) }
      return AWSCall(service, operation, input, isRepeatable: token != nil)
    }
    self.id = id
    idFollows = nil
    self.looksFirst = looksFirst
    self.taken = taken
    hidden = []
    isSetting = false
    overwrites = nil
  }

  /// The id in the answer.
  func id(in answer: AWSAnswer) -> String {
    let text = answer[id].scalarText ?? ""
    guard let idFollows, let index = text.lastIndex(of: idFollows) else { return text }
    return String(text[text.index(after: index)...])
  }

  /// A creation by a call of one's own.
  init(
    id: String = "", after idFollows: Character? = nil, looksFirst: Bool = false,
    taken: Set<String> = [], hidden: Set<String> = [], isSetting: Bool = false,
    overwrites: String? = nil,
    call: @escaping @Sendable (_ input: Datum, Scope) -> AWSCall
  ) {
    self.call = call
    self.id = id
    self.idFollows = idFollows
    self.looksFirst = looksFirst
    self.taken = taken
    self.hidden = hidden
    self.isSetting = isSetting
    self.overwrites = overwrites
  }
}

/// How some arguments are changed where the object is.
struct Update: Sendable {
  /// The arguments.
  let names: Set<String>
  /// The calls, one after the other.
  let calls: @Sendable (Scope) -> [AWSCall]
  /// Whether the service takes no other change before it is done with one.
  let settles: Bool

  /// A change by calls of one's own.
  init(
    _ names: Set<String>, settles: Bool = false, _ calls: @escaping @Sendable (Scope) -> [AWSCall]
  ) {
    self.names = names
    self.settles = settles
    self.calls = calls
  }

  /// A change by one call that takes the object's id and these arguments, by their paths.
  init(_ service: AWSService, _ operation: String, id: String, of names: String...) {
    self.names = Set(names)
    settles = false
    calls = { scope in
      var input = Datum.object(Fields([id: .string(scope.id)]))
      for name in names {
        guard let member = scope.type.member(name) else { continue }
        input = input.setting(member.path, scope[name])
      }
      return [AWSCall(service, operation, input)]
    }
  }
}

/// How an object is taken away.
struct Deletion: Sendable {
  /// The calls, one after the other.
  let calls: @Sendable (Scope) -> [AWSCall]
  /// What must go before, found by asking: detachments, contents.
  let clearing: (@Sendable (Scope, AWSSession) async throws(ProviderError) -> Void)?
  /// Codes that say something still needs it: it is tried again, up to the limit.
  let blocked: Set<String>
  /// Whether it is waited for until it cannot be found any more.
  let waitsUntilGone: Bool
  /// The bound of both waits, in seconds.
  let limit: Double

  /// A deletion by one call that takes the id.
  init(
    _ service: AWSService, _ operation: String, id: String, blocked: Set<String> = [],
    waitsUntilGone: Bool = false, limit: Double = 900,
    clearing: (@Sendable (Scope, AWSSession) async throws(ProviderError) -> Void)? = nil
  ) {
    self.init(
      blocked: blocked, waitsUntilGone: waitsUntilGone, limit: limit, clearing: clearing
    ) { scope in
      [AWSCall(service, operation, .object(Fields([id: .string(scope.id)])))]
    }
  }

  /// A deletion by calls of one's own; none where there is nothing to delete.
  init(
    blocked: Set<String> = [], waitsUntilGone: Bool = false, limit: Double = 900,
    clearing: (@Sendable (Scope, AWSSession) async throws(ProviderError) -> Void)? = nil,
    calls: @escaping @Sendable (Scope) -> [AWSCall]
  ) {
    self.calls = calls
    self.clearing = clearing
    self.blocked = blocked.union(Self.alwaysBlocked)
    self.waitsUntilGone = waitsUntilGone
    self.limit = limit
  }

  private static let alwaysBlocked: Set<String> = [
    "DependencyViolation", "DeleteConflict", "ResourceInUse", "ResourceInUseException",
  ]
}

/// What an object must be before others can use it.
struct Readiness: Sendable {
  /// The member that says so.
  let path: String
  /// Its values that say ready.
  let ready: Set<String>
  /// Its values that say that it will never be.
  let failed: Set<String>
  /// The member that says why it failed.
  let reason: String
  /// The bound in seconds, by the arguments; nothing where an object is not waited for.
  let limit: @Sendable (Fields) -> Double?
  /// What says it where one member does not, by the object and the declared arguments.
  let judge: (@Sendable (_ object: Datum, _ arguments: Fields) -> Verdict)?
  /// How to help one that failed.
  let hints: [String]

  /// What an object is.
  enum Verdict: Sendable {
    /// Ready.
    case ready
    /// Not yet; what it is now, in a few words.
    case pending(String)
    /// Never to be; what became of it, as "came up failed".
    case failed(String)
  }

  /// Makes a description of what takes more than one member to say.
  init(
    limit: Double, hints: [String],
    judge: @escaping @Sendable (_ object: Datum, _ arguments: Fields) -> Verdict
  ) {
    path = ""
    ready = []
    failed = []
    reason = ""
    self.limit = { _ in limit }
    self.hints = hints
    self.judge = judge
  }

  /// Makes a description.
  init(
    _ path: String, ready: Set<String>, failed: Set<String> = [], reason: String = "",
    limit: Double = 600
  ) {
    self.init(path, ready: ready, failed: failed, reason: reason) { _ in limit }
  }

  /// Makes a description of what not every object is waited for, or not equally long.
  init(
    _ path: String, ready: Set<String>, failed: Set<String> = [], reason: String = "",
    limit: @escaping @Sendable (Fields) -> Double?
  ) {
    self.path = path
    self.ready = ready
    self.failed = failed
    self.reason = reason
    self.limit = limit
    judge = nil
    hints = ["it is left for inspection; apply again to make it anew"]
  }

  /// What an object is.
  func verdict(_ object: Datum, _ arguments: Fields) -> Verdict {
    if limit(arguments) == nil { return .ready }
    if let judge { return judge(object, arguments) }
    let state = object[path: path].scalarText ?? ""
    if ready.contains(state) { return .ready }
    guard failed.contains(state) else { return .pending(state) }
    let reason = object[path: reason].scalarText.map { ": \($0)" } ?? ""
    return .failed("came up \(state)\(reason)")
  }
}
