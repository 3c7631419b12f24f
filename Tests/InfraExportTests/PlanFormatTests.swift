import InfraExport
import InfraModel
import InfraReview
import TestKit
import Testing

@Suite(
  "Our plan beside a real terraform's",
  .enabled(if: Terraform.isWanted, "there is no terraform on the PATH: these tests are skipped"))
struct PlanFormatTests {
  private let base: [String: Datum] = ["input": ["a": [1, "x"], "b": true]]
  private let user: [String: Datum] = [
    "input": [.ref("terraform_data.base", "id"), "known"], "triggers_replace": ["t"],
  ]

  private var desired: Desired {
    Desired(
      environment: "t",
      resources: [
        DesiredResource("terraform_data.base", Sample.data, base),
        DesiredResource(
          "terraform_data.user", Sample.data, user, dependencies: ["terraform_data.base"]),
      ], outputs: [DesiredOutput(name: "id", value: .ref("terraform_data.base", "id"))])
  }

  private var plan: Plan {
    var builder = PlanBuilder("t")
    builder.create("terraform_data.base", Sample.data, base)
    builder.create("terraform_data.user", Sample.data, user, needs: ["terraform_data.base"])
    builder.output("id", from: .null, to: .ref("terraform_data.base", "id"))
    return builder.plan
  }

  /// Terraform writes what is not given as `null`; ours leaves it out.
  private func withoutNulls(_ value: Datum) -> Datum {
    switch value {
    case .object(let fields):
      .object(
        Fields(
          fields.entries.filter { !$0.value.isNull }
            .map { .init(key: $0.key, value: withoutNulls($0.value)) }))
    case .list(let items): .list(items.map(withoutNulls))
    default: value
    }
  }

  @Test("says the same of a creation: actions, values, what is not known, outputs")
  func creation() throws {
    let terraform = try Terraform(TerraformExport(desired).text)
    defer { terraform.close() }
    #expect(try terraform.run("plan", "-out=plan", "-input=false").status == 0)
    let real = try JSONParser.parse(try terraform.run("show", "-json", "plan").output)
    let ours = PlanJSON().document(plan)
    #expect(real["format_version"] == ours["format_version"])
    let pairs = zip(real["resource_changes"].list ?? [], ours["resource_changes"].list ?? [])
    var compared = 0
    for (theirs, mine) in pairs {
      for field in ["address", "mode", "type", "name", "provider_name"] {
        #expect(theirs[field] == mine[field])
      }
      for field in ["actions", "before", "after", "after_unknown", "before_sensitive"] {
        #expect(
          withoutNulls(theirs["change"][field]) == withoutNulls(mine["change"][field]),
          "\(field) of \(mine["address"])")
      }
      compared += 1
    }
    #expect(compared == 2)
    #expect(
      withoutNulls(real["output_changes"]["id"]) == withoutNulls(ours["output_changes"]["id"]))
    let resources = { (document: Datum) in
      (document["planned_values"]["root_module"]["resources"].list ?? []).map { resource in
        self.withoutNulls([
          "address": resource["address"], "values": resource["values"],
          "schema_version": resource["schema_version"],
        ])
      }
    }
    #expect(resources(real) == resources(ours))
    let references = { (document: Datum) in
      (document["configuration"]["root_module"]["resources"].list ?? []).map {
        $0["expressions"]["input"]["references"]
      }
    }
    #expect(references(real) == references(ours))
  }
}
