import InfraModel
import InfraReview
import TestKit
import Testing

@Suite("A plan in Terraform's JSON plan format")
struct PlanJSONTests {
  private func change(_ plan: Plan, _ address: String) -> Datum {
    let all = PlanJSON(root: "/project").document(plan)["resource_changes"].list ?? []
    return all.first { $0["infra"]["address"].string == address } ?? .null
  }

  @Test("is as it was looked at")
  func golden() {
    let text = JSONWriter.text(
      PlanJSON(root: "/project").document(SamplePlans.everything), isIndented: true)
    #expect(Golden.mismatch(text + "\n", "everything.json", besides: #filePath) == nil)
  }

  @Test("says which format it is, and is one line that parses")
  func format() throws {
    let text = PlanJSON().render(SamplePlans.hostilePlan)
    #expect(text.hasSuffix("}\n"))
    #expect(text.split(separator: "\n").count == 1)
    #expect(try JSONParser.parse(text)["format_version"] == "1.2")
  }

  @Test("comes in pieces that are together the whole document, none of them large")
  func pieces() {
    var plan = SamplePlans.everything
    let change = plan.changes[0]
    for number in 0..<500 {
      var copy = change
      copy.address = Address(module: ["m\(number % 3)"], type: "terraform_data", key: "d\(number)")
      plan.changes.append(copy)
    }
    var pieces: [String] = []
    PlanJSON().write(plan) { pieces.append($0) }
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0.utf8.count < 1 << 18 })
    #expect(pieces.joined() == JSONWriter.text(PlanJSON().document(plan)) + "\n")
  }

  @Test("puts resources into the modules that they are in")
  func modules() {
    let document = PlanJSON().document(SamplePlans.first)
    let root = document["planned_values"]["root_module"]
    #expect(root["resources"].list?.map { $0["address"] } == ["docker_network.backend"])
    let cache = root["child_modules"].list?.first ?? .null
    #expect(cache["address"] == "module.cache")
    #expect(
      cache["resources"].list?.map { $0["address"] }
        == ["module.cache.docker_container.redis", "module.cache.docker_volume.data"])
    let call = document["configuration"]["root_module"]["module_calls"]["cache"]
    #expect(
      call["module"]["resources"].list?.map { $0["address"] }
        == ["docker_container.redis", "docker_volume.data"])
  }

  @Test("takes values apart: known, known after apply, sensitive")
  func values() {
    let change = change(SamplePlans.first, "cache/docker_container.redis")["change"]
    #expect(change["actions"] == ["create"])
    #expect(change["before"].isNull)
    #expect(change["after"]["name"] == "dev-redis")
    #expect(change["after"]["env"] == ["LEVEL=notice", .null])
    #expect(change["after_unknown"]["env"] == [false, true])
    #expect(change["after_unknown"]["id"] == true)
    #expect(change["after"]["id"].isNull)
    #expect(change["after_unknown"]["name"].isNull)
    #expect(change["after_sensitive"]["secrets"] == [["content": true, "file": true]])
    #expect(
      change["after"]["secrets"] == [
        ["content": "(secret: environment variable REDIS_PASSWORD)", "file": "(sensitive)"]
      ])
    #expect(change["after"]["ports"] == [["external": 6379, "internal": 6379]])
  }

  @Test("names actions, reasons and what forces a replacement in Terraform's words")
  func actions() {
    let plan = SamplePlans.everything
    let volume = change(plan, "docker_volume.data")
    #expect(volume["change"]["actions"] == ["delete", "create"])
    #expect(volume["change"]["replace_paths"] == [["driver"]])
    #expect(volume["action_reason"] == "replace_because_cannot_update")
    #expect(volume["infra"]["impact"]["data_loss"] == "the volume's data")
    let old = change(plan, "docker_container.old")
    #expect(old["change"]["actions"] == ["delete"])
    #expect(old["change"]["after"].isNull)
    #expect(old["action_reason"] == "delete_because_no_resource_config")
    #expect(change(plan, "docker_network.legacy")["change"]["actions"] == ["forget"])
    #expect(change(plan, "docker_network.shared")["change"]["importing"] == ["id": "shared"])
    #expect(
      change(plan, "edge/docker_network.front")["previous_address"] == "docker_network.front")
    #expect(
      change(SamplePlans.oneChange, "gateway/docker_container.web")["change"]["actions"]
        == ["create", "delete"])
  }

  @Test("holds our own facts under one key")
  func facts() {
    let plan = SamplePlans.everything
    let facts = PlanJSON().document(plan)["infra"]
    #expect(facts["digest"] == .string(plan.digest))
    #expect(facts["serial"] == 12)
    #expect(facts["data_loss"] == ["docker_volume.data"])
    #expect(facts["steps"].list?.count == plan.steps.count)
    #expect(change(plan, "docker_container.api")["infra"]["drifted"] == ["memory_mib"])
    #expect(change(plan, "docker_volume.data")["infra"]["declared_at"] == "Infra/Prod.swift:5")
  }

  @Test("says what outputs will be, without the secrets in them")
  func outputs() {
    var builder = PlanBuilder()
    builder.output("token", from: .null, to: .segments(["t:", .secret("TOKEN", fingerprint: "f")]))
    builder.output("url", from: "a", to: .ref("docker_network.n", "id"))
    let document = PlanJSON().document(builder.plan)
    let token = document["output_changes"]["token"]
    #expect(token["after"] == "t:(secret: environment variable TOKEN)")
    #expect(token["after_sensitive"] == true)
    #expect(document["output_changes"]["url"]["after_unknown"] == true)
    #expect(document["planned_values"]["outputs"]["token"]["sensitive"] == true)
    #expect(document["planned_values"]["outputs"]["url"] == ["sensitive": false])
  }
}
