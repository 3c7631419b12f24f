import InfraModel

/// One argument and where the service has it.
struct Member: Sendable {
  /// The argument's name, as in the type's schema.
  let name: String
  /// Where it goes in the input of the creation; nothing where it is set by an update.
  let writes: String?
  /// Where it is in what is read; nothing where the service does not tell it.
  let reads: String?
  /// Where updates have it.
  let path: String
  /// How it is written and read.
  let shape: Shape

  /// An argument that the creation takes and that reads have, by the same name unless another is
  /// given.
  static func both(
    _ name: String, _ path: String, _ shape: Shape = .text, reads: String? = nil
  ) -> Member {
    Member(name: name, writes: path, reads: reads ?? path, path: path, shape: shape)
  }

  /// An argument that the creation takes and no read tells: it is as the state has it.
  static func writeOnly(_ name: String, _ path: String, _ shape: Shape = .text) -> Member {
    Member(name: name, writes: path, reads: nil, path: path, shape: shape)
  }

  /// An argument that an update sets, after the creation too; `path` is where the update has it.
  static func later(
    _ name: String, _ path: String, _ shape: Shape = .text, reads: String? = nil
  ) -> Member {
    Member(name: name, writes: nil, reads: reads ?? path, path: path, shape: shape)
  }

  /// An argument that no service knows, as whether objects are deleted with their bucket.
  static func local(_ name: String) -> Member {
    Member(name: name, writes: nil, reads: nil, path: name, shape: .text)
  }

  /// The members of an object that are declared, as the wire has them.
  static func written(_ members: [Member], _ value: Datum) -> Datum {
    var result = Datum.object(Fields())
    for member in members {
      guard let path = member.writes else { continue }
      result = result.setting(path, member.shape.written(value[member.name]))
    }
    return result
  }

  /// What an object's arguments are: all of them, or those that are declared; one that means the
  /// same as declared is reported so.
  static func read(_ members: [Member], _ object: Datum, declared: Fields?) -> Fields {
    var found = Fields()
    for member in members {
      let mine = declared?[member.name]
      if declared != nil, mine == nil { continue }
      guard let path = member.reads, mine?.holdsSecret != true else {
        found[member.name] = mine
        continue
      }
      let seen = member.shape.read(object[path: path], declared: mine)
      if let mine {
        found[member.name] = member.shape.isSame(mine, seen) ? mine : seen
      } else if !seen.isNothing || seen == false || seen == 0 {
        found[member.name] = seen
      }
    }
    return found
  }
}
