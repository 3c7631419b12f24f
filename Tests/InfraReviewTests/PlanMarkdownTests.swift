import InfraModel
import InfraReview
import TestKit
import Testing

@Suite("A plan as a comment on a pull request")
struct PlanMarkdownTests {
  private func markdown(_ plan: Plan) -> String { PlanMarkdown(root: "/project").render(plan) }

  @Test("is as it was looked at: first, one change, everything, hostile")
  func golden() {
    let plans = [
      ("first.md", SamplePlans.first), ("one-change.md", SamplePlans.oneChange),
      ("everything.md", SamplePlans.everything), ("hostile.md", SamplePlans.hostilePlan),
    ]
    for (name, plan) in plans {
      #expect(Golden.mismatch(markdown(plan), name, besides: #filePath) == nil)
    }
  }

  @Test("begins with a tag that nothing can end early")
  func tag() {
    let first =
      markdown(SamplePlans.hostilePlan).split(separator: "\n").first.map(String.init) ?? ""
    #expect(first.hasPrefix("<!-- infra-plan version=1 environment="))
    #expect(first.hasSuffix(" serial=1 -->"))
    #expect(!first.dropFirst(4).dropLast(3).contains("-->"))
    #expect(!first.dropFirst(4).dropLast(3).contains("--"))
  }

  @Test("says when nothing changes")
  func nothing() {
    #expect(markdown(PlanBuilder("dev").plan).contains("### `dev`: no changes"))
  }

  @Test("closes every fence with a longer run of backticks than any line in it", arguments: 0..<100)
  func fences(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var builder = PlanBuilder()
    builder.change(
      "docker_container.a", Sample.container, .update, .arguments(["config", "env"]),
      from: ["config": .string(random.hostileText(upTo: 60)), "env": [:]],
      to: [
        "config": .string(random.hostileText(upTo: 60)),
        "env": [random.hostileText(upTo: 9): .string(random.hostileText(upTo: 60))],
      ])
    let text = markdown(builder.plan)
    var fence: String?
    var opened = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == open { fence = nil } else { #expect(!line.contains(open), "seed \(seed)") }
      } else if line.hasPrefix("```") {
        fence = String(line.prefix { $0 == "`" })
        opened += 1
      } else {
        #expect(!line.contains("\u{1B}"))
      }
    }
    #expect(fence == nil)
    #expect(opened == 1)
    let details = text.split(separator: "\n").filter { $0 == "</details>" }.count
    #expect(details == 1, "seed \(seed)")
  }

  @Test("fits into its bytes, leaves out whole items and counts them, and keeps what needs eyes")
  func limit() {
    var builder = PlanBuilder()
    for index in 0..<400 {
      let text = (0..<40).map { "line \($0) of \(index)\n" }.joined()
      builder.create(
        "docker_container.c\(index)", Sample.container,
        ["name": "c", "image": "i", "config": .string(text)])
    }
    for index in 0..<30 {
      builder.change(
        "docker_volume.v\(index)", Sample.volume, .delete, .undeclared, from: ["name": "v"],
        to: [:], impact: Impact(interruption: .end, dataLoss: "the volume's data"))
    }
    let text = markdown(builder.plan)
    #expect(text.utf8.count <= 60_000)
    #expect(text.utf8.count > 50_000)
    #expect(text.contains("diffs left out for length."))
    for index in 0..<30 {
      #expect(text.contains("**data loss, deleted, interrupted:** `docker_volume.v\(index)`"))
    }
    #expect(text.split(separator: "\n").filter { $0.hasPrefix("<details>") }.count > 0)
  }

  @Test("tells in bold when even what needs eyes does not fit, the gravest first")
  func beyondLimit() {
    var builder = PlanBuilder()
    for index in 0..<2_000 {
      builder.change(
        "docker_container.a-rather-long-name-of-a-container-\(index)", Sample.container, .delete,
        .undeclared, from: ["name": "v"], to: [:])
    }
    builder.change(
      "docker_volume.z", Sample.volume, .delete, .undeclared, from: ["name": "v"], to: [:],
      impact: Impact(dataLoss: "the volume's data"))
    let text = markdown(builder.plan)
    #expect(text.utf8.count <= 60_000)
    #expect(text.contains("more need your eyes and do not fit here"))
    #expect(text.contains("**data loss, deleted:** `docker_volume.z`"))
  }

  @Test("shows a removed protection among what needs eyes")
  func protection() {
    let text = markdown(SamplePlans.everything)
    #expect(text.contains("**protection removed:** `docker_volume.kept`"))
  }
}
