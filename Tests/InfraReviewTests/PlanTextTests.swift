import InfraModel
import InfraReview
import TestKit
import Testing

@Suite("The text of a plan")
struct PlanTextTests {
  private func text(_ plan: Plan, steps: Bool = false) -> String {
    PlanText(root: "/project", showsSteps: steps).render(plan)
  }

  @Test("shows a first plan with what is known only after apply", arguments: [true, false])
  func first(steps: Bool) {
    let name = steps ? "first-steps.txt" : "first.txt"
    let mismatch = Golden.mismatch(
      text(SamplePlans.first, steps: steps), name, besides: #filePath)
    #expect(mismatch == nil)
  }

  @Test("shows one change with its reason and the one element that differs")
  func oneChange() {
    #expect(
      Golden.mismatch(text(SamplePlans.oneChange), "one-change.txt", besides: #filePath) == nil)
  }

  @Test("shows every kind of change with its sign, reason and impact")
  func everything() {
    #expect(
      Golden.mismatch(text(SamplePlans.everything), "everything.txt", besides: #filePath) == nil)
  }

  @Test("says that nothing changes")
  func nothing() {
    let plan = PlanBuilder("dev", serial: 3).plan
    #expect(text(plan) == "No changes. dev is as declared (state serial 3).\n")
  }

  @Test("is the same bytes each time, coloured or not, and plain has no escape")
  func stable() {
    let plan = SamplePlans.everything
    #expect(text(plan) == text(plan))
    #expect(!text(plan).contains("\u{1B}"))
    let coloured = PlanText(theme: .colour, root: "/project").render(plan)
    #expect(coloured.contains("\u{1B}["))
    #expect(coloured.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == text(plan))
  }

  @Test("never obeys what a value says: controls and hidden characters are written out")
  func escapes() {
    let shown = text(SamplePlans.hostilePlan)
    let isClean = shown.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x202E && $0.value != 0x7F)
    }
    #expect(isClean)
    #expect(shown.contains("\\u{1b}[2J"))
    #expect(shown.contains("\\u{202e}"))
  }

  @Test("cuts a long value on one line in its middle, by characters, and says how long it is")
  func longValue() {
    var builder = PlanBuilder()
    let long = String(repeating: "a\"", count: 150) + String(repeating: "é\t", count: 150)
    builder.create("terraform_data.a", Sample.data, ["input": .string(long)])
    let shown = text(builder.plan)
    let start = String(repeating: "a\\\"", count: 100)
    let end = String(repeating: "é\\t", count: 100)
    #expect(shown.contains("    + input: \"\(start)… (600 characters) …\(end)\"\n"))
  }

  @Test("puts a value of fields on one line as long as it has at most 64 characters")
  func inlineFields() {
    for (count, isInline) in [(53, true), (54, false)] {
      for sign in ["x", "é"] {
        var builder = PlanBuilder()
        let word = String(repeating: sign, count: count)
        builder.create("terraform_data.a", Sample.data, ["input": ["field": .string(word)]])
        let line = "+ input: {field: \"\(word)\"}\n"
        #expect(text(builder.plan).contains(line) == isInline, "\(count) of \(sign)")
        #expect(text(builder.plan).contains("    + input\n") != isInline, "\(count) of \(sign)")
      }
    }
  }

  @Test("never shows the value of a sensitive argument, and says where a secret comes from")
  func sensitive() {
    var builder = PlanBuilder()
    builder.change(
      "docker_container.a", Sample.container, .update, .arguments(["secrets"]),
      from: ["name": "a", "image": "i", "secrets": ["f": "hunter2"]],
      to: ["name": "a", "image": "i", "secrets": ["f": "hunter3", "g": .secret("G_TOKEN")]])
    builder.create(
      "docker_container.b", Sample.container,
      ["name": "b", "image": "i", "secrets": ["f": .segments(["hunter4", .secret("H")])]])
    let shown = text(builder.plan)
    #expect(!shown.contains("hunter"))
    #expect(shown.contains("+ g: (secret: environment variable G_TOKEN)"))
    #expect(shown.contains("~ f: (sensitive), its content changed"))
    #expect(!PlanMarkdown().render(builder.plan).contains("hunter"))
    #expect(!PlanJSON().render(builder.plan).contains("hunter"))
  }

  @Test("shows each of ten thousand resources once, and none without a change")
  func large() throws {
    var plan = PlanBuilder().plan
    plan.changes = (0..<10_000).map { index in
      Change(
        address: Address(module: ["m"], type: "terraform_data", key: "d\(index)"),
        schema: Sample.data, provider: "terraform", action: .create, reason: .declared,
        arguments: [.string("value \(index)"), .null])
    }
    #expect(text(plan).split(separator: "m/terraform_data.d9999").count == 2)
    let json = try JSONParser.parse(PlanJSON().render(plan))
    #expect(json["resource_changes"].list?.count == 10_000)
    for index in plan.changes.indices { plan.changes[index].action = .noOp }
    #expect(text(plan).hasPrefix("No changes."))
  }

  @Test("says that a secret's content changed without showing its fingerprint")
  func secretRotation() {
    let shown = text(SamplePlans.everything)
    #expect(
      shown.contains(
        "/run/secrets/token: (secret: environment variable TOKEN), its content changed"))
    #expect(!shown.contains("aa"))
  }
}
