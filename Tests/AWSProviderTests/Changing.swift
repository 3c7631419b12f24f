import AWS
import InfraDSL
import InfraModel

/// An environment `dev` of what a test declares, by its version.
struct Changing: Environment {
  let name = "dev"
  let project = "sample"
  let isSecond: Bool
  let make: @Sendable (_ isSecond: Bool) -> [any Resource]

  init(_ inputs: Inputs, _ make: @escaping @Sendable (_ isSecond: Bool) -> [any Resource]) {
    isSecond = inputs.text("version", default: "one", "the version that runs") == "two"
    self.make = make
  }

  var platform: any Platform { AWSRegion("eu-central-1") }
  var body: [Declaration] { make(isSecond).map { .resource($0) } as [Declaration] }
}

extension String {
  /// What stands between two texts, the first time that they are there.
  func between(_ start: String, _ end: String) -> String? {
    guard let from = range(of: start), let to = self[from.upperBound...].range(of: end) else {
      return nil
    }
    return String(self[from.upperBound..<to.lowerBound])
  }

  /// The same without an element of XML and what is in it.
  func without(element name: String) -> String {
    guard let content = between("<\(name)>", "</\(name)>") else { return self }
    return replacing("<\(name)>\(content)</\(name)>", with: "")
  }
}
