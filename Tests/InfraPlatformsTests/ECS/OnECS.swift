import AWS
import InfraDSL
import InfraModel

@testable import InfraPlatforms

/// What a platform on AWS makes of declarations: the resources by their addresses.
struct OnECS {
  let result: Lowering.Result
  private let resources: [String: DesiredResource]

  /// The declarations, beside a foundation of the module `base`.
  init(@DeclarationBuilder _ make: @escaping () -> [Declaration]) {
    result = Lowering.lower(files: Files()) { _ in
      let base = AWSFoundation(
        "base", name: "sample-test", region: "eu-central-1", range: "10.9.0.0/16",
        domain: "sample.example", proof: .record(in: "Z123456789ABC"))
      return Sample(foundation: base, declarations: make())
    }
    resources = Dictionary(
      uniqueKeysWithValues: result.desired.resources.map { ($0.address.text, $0) })
  }

  var problems: [Diagnostic] { result.diagnostics.items }
  /// The addresses of what is no part of the foundation.
  var addresses: [String] { resources.keys.filter { !$0.hasPrefix("base/") }.sorted() }

  subscript(_ address: String) -> DesiredResource? { resources[address] }

  /// The addresses of a type under a path.
  func all(_ type: String, in path: String = "") -> [String] {
    addresses.filter { $0.hasPrefix(path) && $0.contains("\(type).") }
  }

  /// The containers of a service's tasks by their names.
  func containers(_ path: String) throws -> [String: Datum] {
    let text = Self.text(
      self["\(path)/aws_ecs_task_definition.definition"]?["container_definitions"])
    let list = try JSONParser.parse(text).list ?? []
    return Dictionary(uniqueKeysWithValues: list.map { ($0["name"].string ?? "", $0) })
  }

  /// A policy's statements.
  func statements(_ address: String, _ argument: String = "policy") throws -> [Datum] {
    try JSONParser.parse(Self.text(self[address]?[argument]))["Statement"].list ?? []
  }

  /// A value as text, with references as `<address.attribute>`.
  static func text(_ value: Datum?) -> String {
    switch value {
    case .string(let text): text
    case .segments(let parts): parts.map { Self.text($0) }.joined()
    case .reference(let reference): "<\(reference)>"
    case .secret: "<secret>"
    case let other: other.map { JSONWriter.text($0) } ?? ""
    }
  }

  private struct Sample: InfraDSL.Environment {
    let name = "test"
    let project = "sample"
    let foundation: AWSFoundation
    let declarations: [Declaration]

    var platform: any Platform {
      AWSECS(on: foundation, region: AWSRegion("eu-central-1"), release: "7")
    }

    var body: [Declaration] {
      foundation
      declarations
    }
  }

  /// Files whose size is the number in their names.
  private struct Files: ProjectFiles {
    func read(_ path: String) throws(ProjectFileError) -> [UInt8] {
      let count = Int(path.filter(\.isNumber)) ?? path.utf8.count
      return Array(repeating: 0x78, count: count)
    }
    func digest(ofFolder path: String) throws(ProjectFileError) -> String { "digest" }
    func absolute(_ path: String) -> String { "/project/\(path)" }
  }
}

extension ServiceImage {
  /// A published image with a version.
  static let web = ServiceImage(name: "web", source: .registry("example/web:1.2"), user: "101:102")
}

extension Datum {
  /// An element of a list; `null` where there is none.
  subscript(index: Int) -> Datum {
    guard let list, list.indices.contains(index) else { return .null }
    return list[index]
  }
}
