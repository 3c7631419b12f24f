import AWSClient
import InfraModel

/// One operation on one resource.
struct TypeWork: Sendable {
  let type: AWSType
  let session: AWSSession
  let request: ProviderRequest
  let progress: @Sendable (String) -> Void
  /// The arguments with the content of secrets.
  let arguments: Fields
  /// Whether it has changed anything yet.
  let effects = Effects()

  var finding: TypeFinding { TypeFinding(type: type, session: session) }

  /// What further reads are for: everything that the schema reports, that is declared, or that
  /// was and is to be set back.
  var wanted: Set<String> {
    Set(request.arguments.keys + request.changed + request.schema.attributes.map(\.name))
  }

  /// Whether an earlier apply, or an earlier attempt of this one, began to make the object and did
  /// not end.
  var isUnfinished: Bool {
    request.prior?.status == .creating || session.hasAsked(request.instance)
  }

  /// The attributes of the object as it is.
  func known() async throws(ProviderError) -> Fields {
    try await attributes(try await existing())
  }

  /// Marks an object that was there as ours.
  func takeOver() async throws(ProviderError) -> Fields {
    let object = try await existing()
    let scope = try await scope(object)
    try await putTags(scope, before: type.tags.read(object))
    return try await attributes(object)
  }

  /// Changes what has changed.
  func update() async throws(ProviderError) -> Fields {
    let object = try await existing()
    try await change(Set(request.changed), object)
    // By the declared name where there is one: some ids change with an update.
    let scope = try await scope(object)
    let after = try await settled(type.identity.map(scope.declared) ?? scope.id)
    return try await attributes(after)
  }

  /// Makes changes to an object, arguments by the updates that hold them, tags by theirs.
  func change(_ names: Set<String>, _ object: Datum) async throws(ProviderError) {
    var scope = try await scope(object)
    scope.prior = request.prior
    scope.changed = names
    for update in type.updates where !update.names.isDisjoint(with: names) {
      try await carryOut(update, &scope)
    }
    // An interrupted takeover may not have come to its tags, which no argument names.
    if names.contains("tags") || request.prior?.status == .importing {
      try await putTags(scope, before: type.tags.read(object))
    }
    if let fault = names.first(where: { !type.changesInPlace($0) }) {
      throw ProviderError(
        .refused, request: "update \(type.name)",
        message: "There is no way to change \(fault) of \(type.name) where it is.",
        hints: ["this is a fault of the program: report it"], isWithoutEffect: true)
    }
  }

  /// Makes the calls of an update; of one that settles, each on the object as the last has left it.
  func carryOut(_ update: Update, _ scope: inout Scope) async throws(ProviderError) {
    for call in update.calls(scope) {
      _ = try await persistently(call)
      guard update.settles else { continue }
      let settled = try await settled(scope.id)
      let (prior, changed) = (scope.prior, scope.changed)
      scope = try await self.scope(settled)
      scope.prior = prior
      scope.changed = changed
    }
  }

  /// Sets the tags that are not as they should be, and takes away those that should not be.
  func putTags(_ scope: Scope, before: Fields) async throws(ProviderError) {
    // What tags do not mark has none to be put unless some are declared.
    guard type.tags.isMark || (type.tags.form != nil && request.arguments["tags"] != nil) else {
      return
    }
    let tags = Ownership.tags(request)
    let missing =
      type.tags.replacesAll && tags != before
      ? tags : Fields(tags.entries.filter { before[$0.key] != $0.value })
    if !missing.isEmpty, let call = type.tags.add(scope, type.tags.written(missing)) {
      _ = try await persistently(call)
    }
    let gone = before.keys.filter { tags[$0] == nil && !$0.hasPrefix("aws:") }
    if !gone.isEmpty, let call = type.tags.remove(scope, gone.map { .string($0) }) {
      _ = try await persistently(call)
    }
  }

  func scope(_ object: Datum, id: String = "") async throws(ProviderError) -> Scope {
    try await finding.scope(
      arguments, request.instance, object: object, id: id, prior: request.prior)
  }

  func attributes(_ object: Datum) async throws(ProviderError) -> Fields {
    finding.attributes(try await scope(object), request.schema)
  }

  /// The object that the state means.
  func existing() async throws(ProviderError) -> Datum {
    let attributes = request.prior?.attributes ?? Fields()
    if let found = try await finding.own(
      request.instance, request.arguments, attributes, wanted: wanted, isUnfinished: isUnfinished)
    {
      return found
    }
    // One that was taken over does not bear our tag yet.
    if attributes["id"]?.string != nil {
      let whole = try await finding.whole(attributes, request.arguments)
      if let found = try await finding.find(.id(whole), wanted: wanted) { return found }
    }
    // One without tags whose id an update has changed, but whose answer was lost.
    if type.tags.form == nil, !type.creation.isSetting,
      let found = try await finding.named(request.arguments, wanted: wanted),
      try await differing(found).isEmpty
    {
      return found
    }
    throw ProviderError(
      .refused, request: "read \(type.name)",
      message: "The \(type.noun) of \(request.address) is gone.", hints: ["plan with --refresh"],
      commands: ["infra plan \(request.environment) --refresh"])
  }

  /// Sends a call, again while an error of eventual consistency comes.
  func persistently(_ call: AWSCall) async throws(ProviderError) -> AWSAnswer {
    let box = try await outcome(call)
    switch box {
    case .success(let answer):
      effects.begin()
      return try await followed(answer)
    case .failure(let failure):
      throw refusal(failure, "The \(type.noun), or what it needs,")
    }
  }

  /// The error of a refusal. One that says that there is no such thing means what was deleted by
  /// other hands.
  func refusal(_ failure: AWSFailure, _ subject: String) -> ProviderError {
    var error = failure.providerError
    let isMissing =
      AWSSession.saysNone(failure, [])
      || ["DoesNotExist", "NonExistentQueue"].contains { failure.code.hasSuffix($0) }
    guard isMissing else { return error }
    error.title = "Object is gone"
    error.message = "\(subject) is gone: \(failure.said)."
    error.hints = [
      "if the declaration names it by its id or name, correct that",
      "if infra made it, others have deleted it: plan with what there is, and apply that:",
    ]
    error.commands = ["infra plan \(request.environment) --refresh", "infra apply"]
    return error
  }

  /// The answer to a call once what it began is done, where a service goes on after it: the last
  /// one of asking after that.
  func followed(_ answer: AWSAnswer) async throws(ProviderError) -> AWSAnswer {
    let last = try await type.following?.wait(
      answer, "the \(type.noun)", session, progress: progress)
    return last ?? answer
  }

  /// What a call came to, after errors of eventual consistency have passed.
  func outcome(_ call: AWSCall) async throws(ProviderError) -> Result<AWSAnswer, AWSFailure> {
    var result: Result<AWSAnswer, AWSFailure>?
    // IAM says "usually within seconds"; Terraform's provider waits two minutes.
    let waiter = Waiter("AWS to know of it everywhere", limit: 120)
    _ = try await waiter.wait(
      session.client.world, progress: progress, interrupted: Self.interrupted
    ) { () async throws(ProviderError) -> Waiter.Verdict in
      do throws(AWSFailure) {
        result = .success(try await session.client.send(call))
        return .reached
      } catch {
        result = .failure(error)
        return error.isAny(of: type.again) ? .pending(error.code) : .reached
      }
    }
    guard let result else { throw Self.interrupted }
    return result
  }

  static let interrupted = ProviderError(
    .cancelled, request: "wait", message: "It was interrupted.")
}
