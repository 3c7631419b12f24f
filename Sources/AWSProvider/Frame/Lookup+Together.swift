import AWSClient
import InfraModel

extension Lookup {
  /// How several are asked for at once.
  struct Together: Sendable {
    /// How an id's object is known in an answer of several.
    enum Pick: Sendable {
      /// By a member that is the id.
      case member(String)
      /// By the lookup itself, which picks by the id.
      case lookup
    }

    /// What an id is asked for by, and beside what it can be asked for: as a service's name, and
    /// its cluster. Nothing where it cannot be asked for so.
    typealias Key = (group: String, name: String)

    /// The question's name: what several types ask for by one question is asked for once.
    let question: String
    /// As many as one call may ask for.
    let most: Int
    /// How an object is known.
    let pick: Pick
    /// The key of an id.
    let key: @Sendable (_ id: String) -> Key?
    /// The call by the group and the names, which are sorted; nothing where there is none for them.
    let call: @Sendable (_ group: String, _ names: [String]) -> AWSCall?

    /// Asks by ids in a list.
    init(
      by id: String, most: Int = 100, _ call: @escaping @Sendable ([String]) -> AWSCall
    ) {
      question = ""
      self.most = most
      pick = .member(id)
      key = { ("", $0) }
      self.call = { _, names in call(names) }
    }

    /// Asks by keys.
    init(
      _ question: String = "", pick: Pick = .lookup, most: Int,
      key: @escaping @Sendable (_ id: String) -> Key?,
      _ call: @escaping @Sendable (_ group: String, _ names: [String]) -> AWSCall?
    ) {
      self.question = question
      self.most = most
      self.pick = pick
      self.key = key
      self.call = call
    }
  }

  /// How several objects, of several types too, are asked at once for what a further read tells.
  struct ExtraTogether: Sendable {
    /// The question's name.
    let question: String
    /// As many as one call may ask for.
    let most: Int
    /// The call by the objects' ids.
    let call: @Sendable ([String]) -> AWSCall
    /// What the answer tells of an id.
    let pick: @Sendable (AWSAnswer, String) -> Datum
  }

  /// The object of an id in an answer of several.
  func object(_ id: String, in answer: AWSAnswer) -> Datum? {
    switch together?.pick {
    case .member(let path):
      objects(answer, .id("")).first { $0[path: path].string == id }
    case .lookup: objects(answer, .id(id)).first
    case nil: nil
    }
  }
}
