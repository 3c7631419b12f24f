import AWSClient
import InfraModel

/// Finds the objects of a type and says what they are.
struct TypeFinding: Sendable {
  let type: AWSType
  let session: AWSSession

  /// The object of a key, completed by the further reads that are wanted; nothing if there is
  /// none.
  func find(
    _ key: Lookup.Key, wanted: Set<String>?, hidden: Set<String> = []
  ) async throws(ProviderError) -> Datum? {
    if case .id(let id) = key, let object = session.prepared.take(type.name, id: id) {
      return try await completed(object, key, wanted: wanted)
    }
    guard var call = type.lookup.call(key) else { return nil }
    let absent = type.lookup.missing.union(hidden).union(["NotFound"])
    for _ in 0..<100 {
      guard let answer = try await session.send(call, absent: absent) else { return nil }
      let objects = type.lookup.objects(answer, key)
      if let first = objects.first { return try await completed(first, key, wanted: wanted) }
      guard let pages = type.lookup.pages, let next = answer[pages.next].string, !next.isEmpty
      else { return nil }
      call.input = call.input.setting(pages.token, .string(next))
    }
    return nil
  }

  /// The object of an instance: by the id that the state has, by the ownership tag, by its name if
  /// it bears the tag. A type without tags is known by its identity alone.
  func own(
    _ instance: InstanceID, _ arguments: Fields, _ attributes: Fields, wanted: Set<String>?,
    isUnfinished: Bool = false
  ) async throws(ProviderError) -> Datum? {
    if let id = attributes["id"]?.string, !id.isEmpty {
      let whole = try await whole(attributes, arguments)
      for name in [type.lookup.latest?(arguments), whole].compactMap({ $0 }) {
        guard let found = try await find(.id(name), wanted: wanted) else { continue }
        // A name can be taken again by somebody else's object.
        let owner = type.tags.read(found)[Ownership.instance]?.string
        if owner == nil || owner == instance.text { return found }
      }
      return nil
    }
    if let search = type.lookup.search {
      if let id = try await search(instance, arguments, session),
        let found = try await find(.id(id), wanted: wanted)
      {
        return found
      }
    } else if let found = try await find(.instance(instance), wanted: wanted) {
      return found
    }
    guard let found = try await named(arguments, wanted: wanted) else { return nil }
    return isOwn(found, instance, isUnfinished: isUnfinished) ? found : nil
  }

  /// Whether an object of the declared name is the instance's. One that bears no mark is, if marks
  /// come after the creation and a creation was not finished: it looked for strangers before.
  func isOwn(_ object: Datum, _ instance: InstanceID, isUnfinished: Bool) -> Bool {
    if !type.tags.isMark { return true }
    let owner = type.tags.read(object)[Ownership.instance]?.string
    return owner == instance.text || (owner == nil && isUnfinished && type.tags.creation == nil)
  }

  /// The object that has the declared name, whoever's it is.
  func named(_ arguments: Fields, wanted: Set<String>?) async throws(ProviderError) -> Datum? {
    if let identity = type.identity {
      let scope = try await scope(arguments, InstanceID(""))
      return try await find(
        .id(scope.filled(identity)), wanted: wanted, hidden: type.creation.hidden)
    }
    let found = try await find(.arguments(arguments), wanted: wanted, hidden: type.creation.hidden)
    guard type.lookup.namesOnly, let found else { return found }
    return try await find(
      .id(try await scope(arguments, InstanceID(""), object: found).id), wanted: wanted)
  }

  /// A scope around an object; the account is asked for only where the type's texts name it.
  func scope(
    _ arguments: Fields, _ instance: InstanceID, object: Datum = .null, id: String = "",
    prior: ResourceState? = nil
  ) async throws(ProviderError) -> Scope {
    let account = needsAccount ? try await session.account() : ""
    var scope = Scope(
      type: type, arguments: arguments, id: id, object: object, instance: instance,
      region: session.client.region, account: account, prior: prior)
    if !object.isNull, let identifier = attribute("id", scope).scalarText { scope.id = identifier }
    if !object.isNull, let whole = type.whole { scope.id = scope.filled(whole) }
    return scope
  }

  /// What an object is found by, by the attributes that the state has.
  func whole(_ attributes: Fields, _ arguments: Fields) async throws(ProviderError) -> String {
    let id = attributes["id"]?.string ?? ""
    guard let whole = type.whole else { return id }
    let known = Fields(attributes.entries + arguments.entries)
    let name = try await scope(known, InstanceID(""), id: id).filled(whole)
    return name.isEmpty ? id : name
  }

  private var needsAccount: Bool {
    type.attributes.values.contains { $0.contains("{account}") }
      || type.identity?.contains("{account}") == true
  }

  /// What an object is in the words of the schema.
  func observation(_ object: Datum, declared: Fields?, _ schema: Schema)
    async throws(ProviderError) -> Observation
  {
    var arguments = Member.read(type.arguments, object, declared: declared)
    if schema.argument("tags") != nil, declared == nil || declared?["tags"] != nil {
      let seen = Datum.object(Ownership.declared(type.tags.read(object)))
      if declared?["tags"] != nil || !seen.isNothing { arguments["tags"] = seen }
    }
    let known = Fields(
      arguments.entries + (declared ?? Fields()).entries.filter(\.value.isKnown))
    return Observation(
      arguments: arguments,
      attributes: attributes(try await scope(known, InstanceID(""), object: object), schema))
  }

  /// The attributes of an object that the schema has, and what the service chose.
  func attributes(_ scope: Scope, _ schema: Schema) -> Fields {
    var attributes = Fields(
      schema.attributes.compactMap { row in
        let value = attribute(row.name, scope)
        return value.isNull ? nil : Fields.Entry(key: row.name, value: value)
      })
    attributes.computed = computed(scope, schema)
    return attributes
  }

  /// What the service chose for arguments that are not declared, where a declaration of another
  /// value would mean a new object. Blocks are left out: of those it fills in what nobody declares.
  private func computed(_ scope: Scope, _ schema: Schema) -> Fields {
    let open = type.arguments.filter { member in
      scope.arguments[member.name] == nil
        && schema.argument(member.name).map { !$0.isSensitive && $0.presence == .optional } == true
    }
    guard !open.isEmpty else { return Fields() }
    let seen = Member.read(open, scope.object, declared: nil)
    return Fields(
      seen.entries.filter { entry in
        let row = schema.argument(entry.key)
        return entry.value.isPlain
          && row?.effect.effect(from: .null, to: entry.value).isReplacement == true
      })
  }

  /// All attributes of an object that are told.
  func attributes(_ scope: Scope) -> Fields {
    let names = Set(type.attributes.keys).union(type.identity == nil ? [] : ["id"])
    return Fields(
      names.sorted().compactMap { name in
        let value = attribute(name, scope)
        return value.isNull ? nil : Fields.Entry(key: name, value: value)
      })
  }

  private func attribute(_ name: String, _ scope: Scope) -> Datum {
    guard let source = type.attributes[name] else {
      // Without a line, the id is the identity.
      guard name == "id", let identity = type.identity else { return .null }
      return .string(scope.filled(identity))
    }
    return source.contains("{") ? .string(scope.filled(source)) : scope.object[path: source]
  }

  private func completed(_ object: Datum, _ key: Lookup.Key, wanted: Set<String>?)
    async throws(ProviderError) -> Datum
  {
    var object = object
    let id: String
    if case .id(let text) = key {
      id = text
    } else {
      id = try await scope(Fields(), InstanceID(""), object: object).id
    }
    for extra in type.lookup.extras {
      if let wanted, !extra.names.isEmpty, wanted.isDisjoint(with: extra.names) { continue }
      if !object[extra.member].isNull { continue }
      guard
        let answer = try await session.send(
          extra.call(object, id), absent: extra.missing.union(["NotFound"]))
      else { continue }
      object = object.setting(
        extra.member, extra.shaped(extra.path.isEmpty ? answer.output : answer[extra.path]))
    }
    return object
  }
}

extension Datum {
  /// Whether it is a scalar, or a list of scalars.
  fileprivate var isPlain: Bool {
    scalarText != nil || list?.allSatisfy { $0.scalarText != nil } == true
  }
}
