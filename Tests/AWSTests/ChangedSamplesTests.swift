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

  /// An argument that a sample declares and that may be declared no more.
  struct LeftOut {
    let index: Int
    let schema: Schema
    let argument: ArgumentSchema
    /// Terraform's name of it.
    var theirs: String { argument.terraform.name(of: argument.name) ?? argument.name }
  }

  /// The arguments of the samples that may be left out, each once, whose leaving out is left to
  /// AWS or would mean a new object.
  static let leftOut: [LeftOut] = {
    var known: Set<String> = []
    return ChangedSamples.all.enumerated().flatMap { index, sample in
      let schema = ChangedSample.schema(of: sample.before)
      let before = values(of: sample.before).values
      return zip(schema.arguments, before).compactMap { argument, value -> LeftOut? in
        guard argument.presence == .optional, !value.isNull,
          argument.terraform.name(of: argument.name) != nil
        else { return nil }
        let effect = argument.effect.effect(from: value, to: .null) { name in
          schema.position(of: name).map { before[$0] } ?? .null
        }
        guard argument.isComputed || effect.isReplacement,
          known.insert("\(schema.type) \(argument.name)").inserted
        else { return nil }
        return LeftOut(index: index, schema: schema, argument: argument)
      }
    }
  }()

  @Test("leaves an argument that is declared no more as it is where Terraform's provider does")
  func leavingOut() throws {
    let recorded = try TerraformVerdicts()
    var differences: [String] = []
    for asked in Self.leftOut {
      let name = "\(asked.index) \(asked.schema.type) \(asked.theirs):left-out"
      guard let verdict = recorded[name] else {
        differences.append("\(name): not recorded")
        continue
      }
      if verdict.text == "refused" { continue }
      let isComputed = asked.argument.isComputed
      // What Terraform has in mind besides, as values that a state tells it not, is an update.
      if isComputed == (verdict.text == "replace") {
        differences.append("\(name): computed is \(isComputed), \(verdict.text) there")
      }
    }
    #expect(differences == [])
    #expect(Self.leftOut.count { $0.argument.isComputed } > 30)
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
    let changes = ChangedSamples.all.enumerated().map { index, sample -> Datum in
      let schema = ChangedSample.schema(of: sample.before)
      return [
        "type": .string(schema.type), "before": arguments(sample.before, schema),
        "after": arguments(sample.after, schema),
        "left_out": .list(
          Self.leftOut.filter { $0.index == index }.map {
            .string($0.theirs)
          }),
      ]
    }
    try JSONWriter.text(.list(changes), isIndented: true)
      .write(toFile: path, atomically: true, encoding: .utf8)
  }
}
