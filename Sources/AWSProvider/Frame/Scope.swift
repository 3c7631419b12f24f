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
  /// The arguments that an update changes.
  var changed: Set<String> = []

  /// The partition's name, as `aws`.
  var partition: String { AWSPartition.of(region: region).name }

  /// An argument as the wire has it; `null` where it is not declared.
  subscript(name: String) -> Datum {
    guard let value = arguments[name] else { return .null }
    return type.member(name)?.shape.written(value) ?? value
  }

  /// The identity that the declared arguments make.
  func declared(_ template: String) -> String {
    var bare = self
    bare.object = .null
    return bare.filled(template)
  }

  /// Text with the names in braces replaced: members of the object, arguments, `id`, `region`,
  /// `account`, `partition`, `suffix` (what names of its hosts end with), `compute` (what EC2's
  /// public names have after the address).
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
    case "suffix": AWSPartition.of(region: region).suffix
    case "instance": instance.text
    case "compute": region == "us-east-1" ? "compute-1" : "\(region).compute"
    default: object[path: name].scalarText ?? arguments[name]?.scalarText ?? ""
    }
  }
}
