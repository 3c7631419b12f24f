import AWSClient
import InfraModel

/// How an object of a type is found.
struct Lookup: Sendable {
  /// By what it is found.
  enum Key: Sendable {
    /// The provider's identifier: from the state, from the user's import, or made of arguments.
    case id(String)
    /// The ownership tag that every object bears.
    case instance(InstanceID)
    /// The arguments that name it, for a type whose id says nothing of its name.
    case arguments(Fields)
  }

  /// One more read, for what the first does not tell.
  struct Extra: Sendable {
    /// The arguments and attributes that it is for: it is left out while none is in the state.
    let names: [String]
    /// The member of the object that its answer becomes.
    let member: String
    /// Where in the answer it is; empty for all of it.
    let path: String
    /// Codes that say there is none.
    let missing: Set<String>
    /// What makes the answer easier to read.
    let shaped: @Sendable (Datum) -> Datum
    /// How several objects are asked for it at once, where the service can be.
    let together: ExtraTogether?
    /// The call, by the object as read so far.
    let call: @Sendable (_ object: Datum, _ id: String) -> AWSCall

    /// Makes one more read.
    init(
      _ names: [String], into member: String, at path: String = "", missing: Set<String> = [],
      shaped: @escaping @Sendable (Datum) -> Datum = { $0 }, together: ExtraTogether? = nil,
      _ call: @escaping @Sendable (_ object: Datum, _ id: String) -> AWSCall
    ) {
      self.names = names
      self.member = member
      self.path = path
      self.missing = missing
      self.shaped = shaped
      self.together = together
      self.call = call
    }
  }

  /// How several are asked for at once, where the service can be.
  let together: Together?
  /// The call by a key; nothing where the service cannot find by it.
  let call: @Sendable (Key) -> AWSCall?
  /// The objects in an answer.
  let objects: @Sendable (AWSAnswer, Key) -> [Datum]
  /// Codes that say there is none; a code that ends with `NotFound` always says so.
  let missing: Set<String>
  /// How further parts are asked for.
  let pages: AWSPages?
  /// Further reads.
  let extras: [Extra]
  /// Finds the id of what bears an instance's tag where that takes several calls, by its declared
  /// arguments; it is asked only after an interrupted creation.
  let search: Search?
  /// Whether what is found by arguments is only named there, and has to be read by its id.
  let namesOnly: Bool
  /// What the arguments say to look for before the id that the state has: the newest of objects
  /// that follow on each other.
  let latest: (@Sendable (Fields) -> String?)?

  /// Finds an id by an instance and its declared arguments.
  typealias Search =
    @Sendable (InstanceID, Fields, AWSSession) async throws(ProviderError) -> String?

  /// Finds by a call of one's own.
  ///
  /// - Parameters:
  ///   - path: Where the objects are in the answer; empty for all of it.
  ///   - where: Which of them it is, beyond what the call says; those that are as good as gone
  ///     are left out here too.
  init(
    at path: String, missing: Set<String> = [], pages: AWSPages? = nil, extras: [Extra] = [],
    search: Search? = nil, together: Together? = nil,
    where matches: @escaping @Sendable (Datum, Key) -> Bool = { _, _ in true },
    _ call: @escaping @Sendable (Key) -> AWSCall?
  ) {
    self.call = call
    objects = { answer, key in
      let found = path.isEmpty ? [answer.output] : answer[path].elements
      return found.filter { matches($0, key) }
    }
    self.missing = missing
    self.pages = pages
    self.extras = extras
    self.search = search
    self.together = together
    namesOnly = false
    latest = nil
  }

  /// Finds by a call of one's own, the objects picked out of the answer by code.
  init(
    missing: Set<String> = [], pages: AWSPages? = nil, extras: [Extra] = [],
    search: Search? = nil, together: Together? = nil, namesOnly: Bool = false,
    latest: (@Sendable (Fields) -> String?)? = nil,
    picking objects: @escaping @Sendable (AWSAnswer, Key) -> [Datum],
    _ call: @escaping @Sendable (Key) -> AWSCall?
  ) {
    self.call = call
    self.objects = objects
    self.missing = missing
    self.pages = pages
    self.extras = extras
    self.search = search
    self.together = together
    self.namesOnly = namesOnly
    self.latest = latest
  }

  /// Finds as EC2 does: by ids in a list, or by the tag.
  ///
  /// - Parameters:
  ///   - path: The set of objects in the answer.
  ///   - id: The parameter that takes ids.
  ///   - member: The member of an object that is its id, if it is not called as the parameter.
  ///   - filters: Filters that name what is declared, as a group's name, by their arguments.
  ///   - gone: States that are as good as none.
  ///   - shaped: What makes the object easier to read.
  static func ec2(
    _ operation: String, _ path: String, id: String, member: String? = nil,
    by filters: [String: String] = [:],
    extras: [Extra] = [], gone: Set<String> = ["deleted", "deleting"],
    shaped: @escaping @Sendable (Datum) -> Datum = { $0 }
  ) -> Lookup {
    Lookup(
      pages: AWSPages("NextToken"), extras: extras,
      together: Together(by: member ?? id) { ids in
        AWSCall(.ec2, operation, [id: .list(ids.map { .string($0) })])
      },
      picking: { answer, _ in
        answer[path].elements.filter { !gone.contains($0["State"].string ?? "") }.map(shaped)
      }
    ) { key in
      switch key {
      case .id(let text): return AWSCall(.ec2, operation, [id: [.string(text)]])
      case .instance(let instance):
        return AWSCall(
          .ec2, operation,
          ["Filter": [filter("tag:" + Ownership.instance, instance.text)]])
      case .arguments(let arguments):
        if filters.isEmpty { return nil }
        let list = filters.sorted { $0.key < $1.key }.compactMap { name, argument in
          arguments[argument]?.scalarText.map { filter(name, $0) }
        }
        return AWSCall(.ec2, operation, ["Filter": .list(list)])
      }
    }
  }

  private static func filter(_ name: String, _ value: String) -> Datum {
    ["Name": .string(name), "Value": [.string(value)]]
  }
}
