import AWS
import InfraDSL
import InfraModel
import InfraPlanning
import TestKit
import Testing

/// One with tags of its own, one without, one that can have none.
private struct Tagged: Environment {
  let name = "dev"
  let project = "sample"
  var tags = ["team": "core"]
  var platform: any Platform { AWSRegion("eu-central-1", tags: tags) }

  var body: [Declaration] {
    AWSSNSTopic("plain")
    AWSSQSQueue("own", tags: ["team": "other", "size": "small"])
    AWSIAMRolePolicyAttachment("none", role: "reader", policy: "arn:aws:iam::aws:policy/Read")
  }
}

@Suite("A provider's default tags")
struct DefaultTagsTests {
  private func desired(_ tags: [String: String]) -> Desired {
    let lowered = Lowering.lower(files: NoFiles()) { _ in Tagged(tags: tags) }
    #expect(lowered.diagnostics.items == [])
    return lowered.desired
  }

  private let schemas = Dictionary(
    uniqueKeysWithValues: AWSTypes.schemas.map { ($0.type, $0) })

  private func tags(_ desired: Desired) -> [Datum?] {
    desired.resources.map { resource in
      resource.schema.arguments.contains { $0.name == "tags" } ? resource["tags"] : nil
    }
  }

  @Test("are among those of each resource that can have some, its own first")
  func spread() {
    let desired = desired(["team": "core"])
    #expect(tags(desired) == [nil, .null, ["size": "small", "team": "other"]])
    #expect(
      tags(desired.withDefaultTags())
        == [nil, ["team": "core"], ["size": "small", "team": "other"]])
    #expect(tags(self.desired([:]).withDefaultTags()) == tags(desired))
  }

  @Test("that change are a change of what bears them, and of nothing else")
  func changed() throws {
    let before = Snapshot(applied: desired(["team": "core"]).withDefaultTags().resources)
    let plan = { (tags: [String: String]) in
      try Planner.plan(
        PlanInput(
          desired: desired(tags).withDefaultTags(), prior: before, schemas: schemas))
    }
    #expect(try plan(["team": "core"]).steps.isEmpty)
    for tags in [["team": "web"], ["team": "core", "cost": "7"], [:]] {
      let plan = try plan(tags)
      let changed = plan.steps.map { "\($0.operation) \(plan.changes[$0.change].address.text)" }
      let both = ["update aws_sns_topic.plain", "update aws_sqs_queue.own"]
      #expect(changed.sorted() == (tags["cost"] == nil ? [both[0]] : both))
    }
  }
}
