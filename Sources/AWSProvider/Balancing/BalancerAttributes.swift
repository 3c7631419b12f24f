import AWSClient
import InfraModel

/// Arguments that the balancing service keeps in one list of keys and texts, which one call
/// changes: `idle_timeout.timeout_seconds` and its like.
struct BalancerAttributes: Sendable {
  /// One argument, its key, and what its text means.
  struct Entry: Sendable {
    let argument: String
    let key: String
    let shape: Shape
    /// The key that it has instead while another one says something.
    let other: (while: String, says: String, key: String)?
    /// The types of balancers that have it, and refuse to be told it otherwise; empty for all.
    let types: Set<String>
    /// What it is where it never was declared, as the API's reference says of
    /// `LoadBalancerAttribute` and its like; nothing where that depends on other things: then it
    /// stays as it was when it is no longer declared.
    let standard: String?

    init(
      _ argument: String, _ key: String, _ shape: Shape = .text,
      or other: (while: String, says: String, key: String)? = nil, of types: Set<String> = [],
      standard: String? = nil
    ) {
      self.argument = argument
      self.key = key
      self.shape = shape
      self.other = other
      self.types = types
      self.standard = standard
    }

    /// What it is to be: as declared, or as it was before it ever was.
    func wanted(_ scope: Scope) -> Datum {
      let declared = scope[argument]
      guard declared.isNull, let standard, scope.prior?.arguments[argument] != nil else {
        return declared
      }
      return .string(standard)
    }

    /// The key that it has in a list of them.
    func key(in list: Datum) -> String {
      guard let other, value(other.while, in: list).string == other.says else { return key }
      return other.key
    }

    func isOf(_ type: String?) -> Bool { types.isEmpty || type.map(types.contains) ?? true }
  }

  /// The parameter that names the object, as `LoadBalancerArn`.
  let id: String
  /// The operation that changes them.
  let modify: String
  /// The operation that reads them.
  let describe: String
  let entries: [Entry]

  /// The arguments. Of kinds that do not have a key no read tells it, and it is as declared.
  var members: [Member] {
    entries.map { entry in
      Member.later(
        entry.argument, "Attributes",
        .odd(
          write: { Shape.quoted(entry.shape).written($0) },
          read: { seen, declared in
            let found = entry.isOf(Self.type(in: seen)) ? Self.value(entry.key, in: seen) : .null
            return found.isNull ? declared ?? .null : entry.shape.read(found, declared: declared)
          }))
    }
  }

  /// The read of them all; made only while one of them, or of these, is declared.
  func extra(_ others: [String] = []) -> Lookup.Extra {
    Lookup.Extra(entries.map(\.argument) + others, into: "Attributes", at: "Attributes") { _, arn in
      AWSCall(.elb, describe, [id: .string(arn)])
    }
  }

  /// The change of them all by one call: those that the object has, or that are declared as
  /// something else than nothing; `more` are keys that blocks are kept in.
  func update(
    _ others: Set<String> = [],
    more: @escaping @Sendable (Scope) -> [(key: String, value: Datum)] = { _ in [] }
  ) -> Update {
    Update(Set(entries.map(\.argument)).union(others)) { scope in
      let seen = scope.object["Attributes"]
      let wanted =
        entries.filter { $0.isOf(scope.object["Type"].string) }
        .map { (key: $0.key, value: $0.wanted(scope)) } + more(scope)
      let changed = wanted.filter { key, value in
        guard let text = value.string else { return false }
        let now = Self.value(key, in: seen)
        return now.isNull ? !["false", "0", ""].contains(text) : now.string != text
      }
      if changed.isEmpty { return [] }
      return [
        AWSCall(
          .elb, modify,
          [
            id: .string(scope.id),
            "Attributes": .list(changed.map { ["Key": .string($0.key), "Value": $0.value] }),
          ])
      ]
    }
  }

  /// The type of the balancer whose attributes these are, where a key says so.
  private static func type(in list: Datum) -> String? {
    if !value("routing.http2.enabled", in: list).isNull { return "application" }
    return value("dns_record.client_routing_policy", in: list).isNull ? nil : "network"
  }

  /// The text of a key in a list of them.
  static func value(_ key: String, in list: Datum) -> Datum {
    list.elements.first { $0["Key"].string == key }?["Value"] ?? .null
  }

  /// A block that is kept in keys of the list, by the members' names and keys.
  static func block(_ argument: String, _ entries: [Entry], isThere: String) -> Member {
    Member.later(
      argument, "Attributes",
      .odd(
        write: { $0 },
        read: { seen, declared in
          if declared == nil, value(isThere, in: seen) != "true" { return .null }
          let mine = declared?.list?.first?.object
          var fields = Fields()
          for entry in entries {
            if let mine, mine[entry.argument] == nil { continue }
            let found = value(entry.key(in: seen), in: seen)
            let read = entry.shape.read(found, declared: mine?[entry.argument])
            fields[entry.argument] =
              found.isNull || (read.isNothing && mine == nil) ? mine?[entry.argument] : read
          }
          return .list([.object(fields)])
        }))
  }

  /// The keys of such a block as declared; one that is not declared is switched off.
  static func keys(
    _ block: Datum, _ entries: [Entry], off: (key: String, value: Datum)
  ) -> [(key: String, value: Datum)] {
    guard let fields = block.list?.first else { return [off] }
    return entries.map { ($0.key, Shape.quoted($0.shape).written(fields[$0.argument])) }
  }
}

extension Tagging {
  /// Tags of the balancing service.
  static let balancing = Tagging(
    .list(key: "Key", value: "Value"), creation: { ["Tags": $0] }, reads: "Tags",
    add: { scope, tags in
      AWSCall(.elb, "AddTags", ["ResourceArns": [.string(scope.id)], "Tags": tags])
    },
    remove: { scope, keys in
      AWSCall(.elb, "RemoveTags", ["ResourceArns": [.string(scope.id)], "TagKeys": .list(keys)])
    })
}

extension Lookup.Extra {
  /// The tags of an object of the balancing service.
  static let balancingTags = Lookup.Extra(
    [], into: "Tags", at: "TagDescriptions.0.Tags",
    together: Lookup.ExtraTogether(
      question: "balancing tags", most: 20,
      call: { arns in
        AWSCall(.elb, "DescribeTags", ["ResourceArns": .list(arns.map { .string($0) })])
      },
      pick: { answer, arn in
        answer["TagDescriptions"].elements.first { $0["ResourceArn"].string == arn }?["Tags"]
          ?? .null
      })
  ) { _, arn in
    AWSCall(.elb, "DescribeTags", ["ResourceArns": [.string(arn)]])
  }
}

extension Lookup.Together {
  /// Asks by ARNs, of which a call takes 20 at most.
  static func balancing(
    _ operation: String, _ parameter: String, of member: String
  ) -> Lookup.Together {
    Lookup.Together(by: member, most: 20) { arns in
      AWSCall(.elb, operation, .object(Fields([parameter: .list(arns.map { .string($0) })])))
    }
  }
}
