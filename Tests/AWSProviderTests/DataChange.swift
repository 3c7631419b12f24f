import AWS
import InfraDSL
import InfraModel
import Testing

/// One change of one argument of caches, tables, files and backups where the object is.
struct DataChange: Sendable, CustomTestStringConvertible {
  let type: String
  let argument: String
  /// Whether a read tells it: what only the creation takes or this tool knows is none's to change.
  let isTold: Bool
  /// Whether the way back makes the object anew.
  let isOneWay: Bool
  /// What is declared before the change and after it.
  let declared: @Sendable (_ isSecond: Bool, _ prefix: String) -> [Declaration]

  init(
    _ type: String, _ argument: String, isTold: Bool = true, isOneWay: Bool = false,
    _ declared: @escaping @Sendable (_ isSecond: Bool, _ prefix: String) -> [Declaration]
  ) {
    self.type = type
    self.argument = argument
    self.isTold = isTold
    self.isOneWay = isOneWay
    self.declared = declared
  }

  var testDescription: String { "\(type) \(argument)" }

  /// A prefix of names that no other change has.
  var prefix: String {
    let letters = (type + argument).utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF_FFFF }
    return "c" + String(letters, radix: 36)
  }

  /// The environment of it.
  func environment(_ inputs: Inputs) -> any Environment {
    Changed(
      declarations: declared(
        inputs.text("version", default: "one", "the version that runs") == "two", prefix))
  }

  private struct Changed: Environment {
    let name = "dev"
    let project = "sample"
    let declarations: [Declaration]
    var platform: any Platform { AWSRegion("eu-central-1") }
    var body: [Declaration] { declarations }
  }

  static let all: [DataChange] = caches + tables + files + backups
}
