import Foundation
import InfraDSL
import InfraModel
import Testing

@testable import AWS

@Suite("What changes arguments of AWS's types")
struct ChangedSamplesTests {
  static func values<R: Resource>(of resource: R) -> (values: [Datum], problems: [String]) {
    let lowered = lower { resource }
    return (lowered.desired.resources.first?.arguments ?? [], lowered.problems)
  }

  @Test("is written without a problem")
  func noProblems() {
    for sample in ChangedSamples.all {
      #expect(Self.values(of: sample.before).problems == [], "\(sample.type)")
      #expect(Self.values(of: sample.after).problems == [], "\(sample.type)")
    }
  }

  @Test("covers every argument of its types")
  func everyArgument() {
    var unchanged: [String: Set<String>] = [:]
    for sample in ChangedSamples.all {
      let schema = ChangedSample.schema(of: sample.before)
      let before = Self.values(of: sample.before).values
      let after = Self.values(of: sample.after).values
      var names = unchanged[schema.type] ?? Set(schema.arguments.map(\.name))
      for (index, argument) in schema.arguments.enumerated() where before[index] != after[index] {
        names.remove(argument.name)
      }
      unchanged[schema.type] = names
    }
    // An address has one domain that it can be in.
    #expect(unchanged.filter { !$0.value.isEmpty } == ["aws_eip": ["domain"]])
  }

  @Test("has the shape that Terraform's provider has, to the last field of the last block")
  func shapes() throws {
    let table = try TerraformTable()
    for sample in ChangedSamples.all {
      let schema = ChangedSample.schema(of: sample.before)
      let entry = try #require(table.types[schema.type])
      for resource in [sample.before, sample.after] {
        for (_, name, value) in schema.terraformArguments(Self.values(of: resource).values) {
          let known = try #require(entry.entries[name], "\(schema.type).\(name)")
          for problem in TerraformShapes.problems(of: value, as: known, at: name) {
            Issue.record("\(schema.type): \(problem)")
          }
        }
      }
    }
  }

  @Test("does what Terraform's provider does with the same change: in place, or made anew")
  func verdicts() throws {
    let recorded = try TerraformVerdicts()
    var differences: [String] = []
    var count = 0
    for (index, sample) in ChangedSamples.all.enumerated() {
      let schema = ChangedSample.schema(of: sample.before)
      let before = Self.values(of: sample.before).values
      let after = Self.values(of: sample.after).values
      for (position, argument) in schema.arguments.enumerated()
      where before[position] != after[position] {
        let theirs = argument.terraform.name(of: argument.name) ?? argument.name
        let name = "\(index) \(schema.type) \(theirs)"
        guard let verdict = recorded[name] else {
          differences.append("\(name): not recorded")
          continue
        }
        count += 1
        let effect = argument.effect.effect(from: before[position], to: after[position]) { name in
          schema.position(of: name).map { before[$0] } ?? .null
        }
        let isSame = verdict.isSame(asReplacement: effect.isReplacement)
        let isExcepted = TerraformVerdicts.others[name] != nil
        #expect(!(isSame && isExcepted), "\(name) is no exception")
        if !isSame, !isExcepted {
          differences.append("\(name): \(effect) here, \(verdict.text) there")
        }
      }
    }
    #expect(differences == [])
    #expect(count > 550)
    #expect(Set(recorded.refused) == TerraformVerdicts.notAlone)
  }

  /// Writes the changes for `Fixtures/terraform-verdicts.py`, which asks Terraform about them.
  @Test(
    "can be given to Terraform",
    .enabled(if: ProcessInfo.processInfo.environment["INFRA_AWS_CHANGES"] != nil))
  func written() throws {
    let path = try #require(ProcessInfo.processInfo.environment["INFRA_AWS_CHANGES"])
    func arguments(_ resource: any Resource, _ schema: Schema) -> Datum {
      var fields = Fields()
      for (_, name, value) in schema.terraformArguments(Self.values(of: resource).values) {
        fields[name] = value.replacing { part in
          if case .secret(let secret) = part { .string("password-\(secret)") } else { nil }
        }
      }
      return .object(fields)
    }
    let changes = ChangedSamples.all.map { sample -> Datum in
      let schema = ChangedSample.schema(of: sample.before)
      return [
        "type": .string(schema.type), "before": arguments(sample.before, schema),
        "after": arguments(sample.after, schema),
      ]
    }
    try JSONWriter.text(.list(changes), isIndented: true)
      .write(toFile: path, atomically: true, encoding: .utf8)
  }
}
