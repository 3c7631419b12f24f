import InfraDSL
import InfraModel
import Testing

@Suite("Changes of AWS's types")
struct ChangeTests {
  private struct NoFiles: ProjectFiles {
    func read(_ path: String) throws(ProjectFileError) -> [UInt8] {
      throw ProjectFileError("no such file")
    }
    func digest(ofFolder path: String) throws(ProjectFileError) -> String {
      throw ProjectFileError("no such folder")
    }
    func absolute(_ path: String) -> String { "/project/\(path)" }
  }

  private func resources(_ stack: WholeStack, _ version: String) -> [String: DesiredResource] {
    let result = Lowering.lower(files: NoFiles(), inputs: Inputs(["version": version])) {
      stack.make($0, "sample")
    }
    #expect(result.diagnostics.items.map(\.detail) == [])
    return Dictionary(
      uniqueKeysWithValues: result.desired.resources.map { ($0.address.text, $0) })
  }

  @Test("are tried on moto for every argument that changes in place, but for those on the list")
  func everyArgument() throws {
    var left: [String: Set<String>] = [:]
    for stack in try WholeStack.all() {
      let second = resources(stack, "two")
      for (address, before) in resources(stack, "one") {
        let after = try #require(second[address])
        let schema = before.schema
        var names = left[schema.type] ?? Self.changing(schema)
        for (index, argument) in schema.arguments.enumerated()
        where before.arguments[index] != after.arguments[index] {
          names.remove(argument.name)
        }
        left[schema.type] = names
      }
    }
    for (type, names) in left where !Self.triedElsewhere.contains(type) {
      #expect(names.subtracting(MotoExceptions.shared.subjects(of: type)) == [], "\(type)")
    }
  }

  /// The arguments of a type that can change where the object is.
  private static func changing(_ schema: Schema) -> Set<String> {
    Set(
      schema.arguments.filter { argument in
        guard case .always(let effect) = argument.effect else { return true }
        return !effect.isReplacement
      }.map(\.name))
  }

  /// Types of which these environments have one only since others need it.
  private static let triedElsewhere: Set<String> = ["aws_route53_zone", "aws_sqs_queue"]
}
