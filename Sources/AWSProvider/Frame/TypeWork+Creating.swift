import AWSClient
import InfraModel

extension TypeWork {
  /// Makes the object, or takes up the one that an interrupted creation has left.
  func create() async throws(ProviderError) -> Fields {
    // A new identity is on no object: only where an attempt was before is there one to look for.
    let isFirst = session.begin(request.instance) && request.prior == nil
    if !isFirst, let left = try await leftover() {
      effects.begin()
      if let object = try await fitting(left, mayReplace: true) {
        return try await attributes(object)
      }
      effects.end()
    }
    let isNamedAlone = !type.tags.isMark && type.identity != nil && !type.creation.isSetting
    if type.creation.looksFirst || isNamedAlone {
      if let other = try await finding.named(request.arguments, wanted: wanted) {
        return try await attributes(try await claimed(other))
      }
    }
    let made = try await scope(.null)
    let answer: AWSAnswer
    // Where taken names are refused, nobody has looked yet.
    if type.creation.looksFirst { session.ask(request.instance) }
    switch try await outcome(type.creation.call(input, made)) {
    case .success(let success): answer = try await followed(success)
    case .failure(let failure):
      guard type.creation.taken.contains(failure.code) else {
        throw refusal(failure, "What the \(type.noun) needs")
      }
      guard let other = try await finding.named(request.arguments, wanted: wanted) else {
        throw failure.followsUncertain ? failure.providerError : taken(failure)
      }
      return try await attributes(try await claimed(other))
    }
    effects.begin()
    var id = type.identity.map(made.filled) ?? ""
    if !type.creation.id.isEmpty {
      id = try await finding.whole(
        Fields(["id": .string(type.creation.id(in: answer))]), arguments)
    }
    return try await attributes(try await finished(id))
  }

  /// The error of a name that is taken by what one may not see.
  private func taken(_ failure: AWSFailure) -> ProviderError {
    ProviderError(
      .stranger, request: "create \(type.name)", status: failure.status,
      message: "The name of the \(type.noun) is taken in another account: \(failure.said).",
      hints: ["give it another name"], isWithoutEffect: true)
  }

  /// What is given to the creation: the arguments that it takes, and the tags.
  private var input: Datum {
    let input = Member.written(type.arguments, .object(arguments))
    guard let creation = type.tags.creation else { return input }
    return input.merging(
      creation(type.tags.written(Ownership.tags(request))))
  }

  /// The object that an earlier attempt left. What was just made may not be found at once.
  private func leftover() async throws(ProviderError) -> Datum? {
    let attributes = request.prior?.attributes ?? Fields()
    for pause in [0.5, 1.5, 0] {
      if let found = try await finding.own(
        request.instance, request.arguments, attributes, wanted: wanted, isUnfinished: isUnfinished)
      {
        return found
      }
      if pause == 0 || type.identity != nil { break }
      do { try await session.client.world.sleep(pause) } catch { throw Self.interrupted }
    }
    return nil
  }

  /// An object of the declared name: one's own is taken up, a stranger's refused. Without tags,
  /// one that is as declared is as good as one's own.
  private func claimed(_ other: Datum) async throws(ProviderError) -> Datum {
    let tags = type.tags.read(other)
    let isOwn =
      type.tags.isMark
      && finding.isOwn(other, request.instance, isUnfinished: isUnfinished)
    let isUntagged = !type.tags.isMark
    let isSame = isUntagged ? try await differing(other).isEmpty : false
    let isGiven = type.creation.overwrites.map { request.arguments[$0] == true } ?? false
    let isOurs = isOwn || isSame || isGiven || (isUntagged && request.prior != nil)
    if isOurs { effects.begin() }
    if isOurs,
      let object = try await fitting(other, mayReplace: false)
    {
      return object
    }
    throw Ownership.stranger(
      type.noun, id: try await scope(other).id, tags: tags, request)
  }

  /// A leftover made as declared: changed where that can be done; else taken away, since it holds
  /// nothing yet, and nothing is answered.
  private func fitting(_ object: Datum, mayReplace: Bool) async throws(ProviderError) -> Datum? {
    let different = try await differing(object)
    let id = try await scope(object).id
    if different.allSatisfy(type.changesInPlace) {
      try await change(different.union(["tags"]), object)
      return try await finished(id)
    }
    if mayReplace { try await remove(object) }
    return nil
  }

  /// The arguments that are not as declared.
  func differing(_ object: Datum) async throws(ProviderError) -> Set<String> {
    let seen = Member.read(type.arguments, object, declared: request.arguments)
    return Set(type.arguments.map(\.name).filter { seen[$0] != request.arguments[$0] })
  }

  /// The object once it can be used, with what only updates can set.
  private func finished(_ id: String) async throws(ProviderError) -> Datum {
    let object = try await settled(id)
    let later = Set(
      type.arguments.filter {
        $0.writes == nil && $0.reads != nil && request.arguments[$0.name] != nil
      }.map(\.name))
    let updates = type.updates.filter { !$0.names.isDisjoint(with: later) }
    let needsTags = type.tags.form != nil && type.tags.creation == nil
    var scope = try await scope(object)
    scope.changed = later
    let last = type.finishing(scope)
    if updates.isEmpty, !needsTags, last.isEmpty { return object }
    // The tags first: an object without them cannot be known after a crash.
    if needsTags { try await putTags(scope, before: type.tags.read(object)) }
    for call in last { _ = try await session.send(call, absent: ["NotFound"]) }
    for update in updates { try await carryOut(update, &scope) }
    return try await settled(id)
  }

  /// The object of an id once it is found and ready.
  func settled(_ id: String) async throws(ProviderError) -> Datum {
    var found: Datum?
    // What is not waited for must be found all the same.
    let limit = type.readiness?.limit(arguments) ?? 60
    let waiter = Waiter("the \(type.noun)", limit: limit)
    let last = try await waiter.wait(
      session.client.world, progress: progress, interrupted: Self.interrupted
    ) { () async throws(ProviderError) -> Waiter.Verdict in
      found = try await finding.find(.id(id), wanted: wanted)
      guard let object = found else { return .pending("not found yet") }
      return try verdict(object, id)
    }
    guard let last else { return found ?? .null }
    throw ProviderError(
      .uncertain, request: "wait for \(type.name)",
      message: "The \(type.noun) \(id) is \(last) after \(Int(limit)) s.",
      hints: ["apply again: it goes on where it stopped"])
  }

  private func verdict(_ object: Datum, _ id: String) throws(ProviderError) -> Waiter.Verdict {
    guard let readiness = type.readiness else { return .reached }
    switch readiness.verdict(object, request.arguments) {
    case .ready: return .reached
    case .pending(let state): return .pending(state)
    case .failed(let text):
      throw ProviderError(
        .unhealthy, request: "wait for \(type.name)",
        message: "The \(type.noun) \(id) \(text)\(text.hasSuffix(".") ? "" : ".")",
        hints: readiness.hints)
    }
  }
}
