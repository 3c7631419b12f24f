import AWSClient
import InfraModel

/// What a call of one resource is made of.
struct Scope: Sendable {
  /// The type.
  let type: AWSType
  /// The arguments as declared, references resolved, secrets opened.
  let arguments: Fields
  /// The provider's identifier; empty before there is one.
  var id: String
  /// The object as it was last read; `null` before that.
  var object: Datum = .null
  /// The identity that the object bears; it serves as the token of a creation too.
  let instance: InstanceID
  /// The region.
  let region: String
  /// The account.
  let account: String
  /// The arguments and attributes before an update.
  var prior: ResourceState?

  /// The partition's name, as `aws`.
  var partition: String { AWSPartition.of(region: region).name }

  /// An argument as the wire has it; `null` where it is not declared.
  subscript(name: String) -> Datum {
    guard let value = arguments[name] else { return .null }
    return type.member(name)?.shape.written(value) ?? value
  }

  /// Text with the names in braces replaced: arguments, members of the object, `id`, `region`,
  /// `account`, `partition`.
  func filled(_ template: String) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      result += value(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private func value(_ name: String) -> String {
    switch name {
    case "id": id
    case "region": region
    case "account": account
    case "partition": partition
    default: object[path: name].scalarText ?? arguments[name]?.scalarText ?? ""
    }
  }
}
