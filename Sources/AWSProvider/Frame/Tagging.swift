import AWSClient
import InfraModel

/// How objects of a type bear tags.
struct Tagging: Sendable {
  /// How tags are written on the wire.
  enum Form: Sendable {
    /// A list of objects with these two members.
    case list(key: String, value: String)
    /// An object.
    case map
  }

  /// How they are written; nothing for a type without tags.
  let form: Form?
  /// What the creation is given, by the tags on the wire; nothing if they are set after it.
  let creation: (@Sendable (Datum) -> Datum)?
  /// Where they are in the object as read.
  let reads: String
  /// The call that sets tags.
  let add: @Sendable (Scope, Datum) -> AWSCall?
  /// The call that takes tags away, by their keys.
  let remove: @Sendable (Scope, [Datum]) -> AWSCall?
  /// Whether setting tags replaces all there are: then they are set together, and none removed.
  let replacesAll: Bool
  /// Whether an object is known by them: not so of what is set on an object of another type, whose
  /// tags are read only where some are declared.
  let isMark: Bool

  /// Tags in a form of one's own.
  init(
    _ form: Form?, creation: (@Sendable (Datum) -> Datum)? = nil, reads: String,
    replacesAll: Bool = false, isMark: Bool = true,
    add: @escaping @Sendable (Scope, Datum) -> AWSCall?,
    remove: @escaping @Sendable (Scope, [Datum]) -> AWSCall? = { _, _ in nil }
  ) {
    self.form = form
    self.creation = creation
    self.reads = reads
    self.replacesAll = replacesAll
    self.isMark = isMark && form != nil
    self.add = add
    self.remove = remove
  }

  /// A type without tags.
  static let none = Tagging(nil, reads: "", add: { _, _ in nil })

  /// Tags of EC2, for a kind of objects as `vpc`.
  static func ec2(_ kind: String) -> Tagging {
    Tagging(
      .list(key: "Key", value: "Value"),
      creation: { tags in
        ["TagSpecification": [["ResourceType": .string(kind), "Tag": tags]]]
      },
      reads: "TagSet",
      add: { scope, tags in
        AWSCall(.ec2, "CreateTags", ["ResourceId": [.string(scope.id)], "Tag": tags])
      },
      remove: { scope, keys in
        AWSCall(
          .ec2, "DeleteTags",
          ["ResourceId": [.string(scope.id)], "Tag": .list(keys.map { ["Key": $0] })])
      })
  }

  /// Tags by a pair of operations that take the object and the tags, or their keys.
  ///
  /// - Parameters:
  ///   - form: How tags are written.
  ///   - member: The creation's member for them, and that of the setting operation.
  ///   - add: The operation that sets tags.
  ///   - remove: The operation that takes them away.
  ///   - object: The member that says which object, and a template of its value.
  ///   - keys: The member for the keys that go.
  ///   - reads: Where they are in the object as read, if not under the same name.
  ///   - creates: The creation's member for them, if it has another name.
  ///   - isCreatedWith: Whether the creation takes them at all.
  ///   - isMark: Whether an object is known by them.
  static func calls(
    _ service: AWSService, _ form: Form = .list(key: "Key", value: "Value"),
    _ member: String = "Tags", add: String, remove: String, object: (String, String),
    keys: String = "TagKeys", reads: String? = nil, createdAs creates: String? = nil,
    isCreatedWith: Bool = true, isMark: Bool = true
  ) -> Tagging {
    let creation: @Sendable (Datum) -> Datum = { tags in
      .object(Fields([creates ?? member: tags]))
    }
    return Tagging(
      form, creation: isCreatedWith ? creation : nil, reads: reads ?? member, isMark: isMark,
      add: { scope, tags in
        let input = Fields([object.0: .string(scope.filled(object.1)), member: tags])
        return AWSCall(service, add, .object(input))
      },
      remove: { scope, gone in
        let input = Fields([object.0: .string(scope.filled(object.1)), keys: .list(gone)])
        return AWSCall(service, remove, .object(input))
      })
  }

  /// Tags as the wire has them.
  func written(_ tags: Fields) -> Datum {
    switch form {
    case .list(let key, let value):
      .list(tags.entries.map { .object(Fields([key: .string($0.key), value: $0.value])) })
    case .map: .object(tags)
    case nil: .null
    }
  }

  /// The tags of an object.
  func read(_ object: Datum) -> Fields {
    let seen = object[path: reads]
    switch form {
    case .list(let key, let value):
      return Fields(
        seen.elements.compactMap { item in
          item[key].string.map { Fields.Entry(key: $0, value: item[value]) }
        })
    case .map: return seen.object ?? Fields()
    case nil: return Fields()
    }
  }
}
