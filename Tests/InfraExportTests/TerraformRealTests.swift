import Foundation
import InfraExport
import InfraModel
import TestKit
import Testing

@Suite(
  "A real terraform",
  .enabled(if: Terraform.isWanted, "there is no terraform on the PATH: these tests are skipped"))
struct TerraformRealTests {
  private static let hostile = [
    "${HOME}", "$${x}", "$$${x}", "$$$${x}", "%{if true}", "%%{x}", "%${x}", "$", "$$", "100%",
    "{x}",
    "a\"b\\c", "line\nline\r\n\ttab", "\u{0}null", "\u{1B}[31m", "\u{1F600}", "\u{e9}", "//", "~",
    "${\"$\"}", "<a>&</a>", "\u{2028}", "12345678901234567890", "true", "", " ", "#", "${",
  ]

  @Test("keeps every hostile string and key as it is")
  func strings() throws {
    let keys = Fields(Self.hostile.map { .init(key: $0, value: .string($0)) })
    let desired = Desired(
      environment: "t",
      resources: [
        DesiredResource(
          "terraform_data.a", Sample.data,
          ["input": ["list": .list(Self.hostile.map { .string($0) }), "map": .object(keys)]])
      ])
    let terraform = try Terraform(TerraformExport(desired).text)
    defer { terraform.close() }
    let input = try terraform.applied().resources["terraform_data.a"]?["input"] ?? .null
    #expect(input["list"] == .list(Self.hostile.map { .string($0) }))
    #expect(input["map"] == .object(keys))
  }

  @Test("keeps random hostile texts, alone and around references", arguments: [1, 2, 3])
  func randomTexts(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let texts = (0..<80).map { _ in random.hostileText(upTo: 12) }
    let base = Datum.ref("terraform_data.base", "output")
    let desired = Desired(
      environment: "t",
      resources: [
        DesiredResource("terraform_data.base", Sample.data, ["input": "{$"]),
        DesiredResource(
          "terraform_data.alone", Sample.data, ["input": .list(texts.map { .string($0) })]),
        DesiredResource(
          "terraform_data.around", Sample.data,
          [
            "input": .list(
              texts.map { Datum.text([.string($0), base, .string($0), base, base, .string($0)]) })
          ]),
      ])
    let terraform = try Terraform(TerraformExport(desired).text)
    defer { terraform.close() }
    let applied = try terraform.applied()
    let alone = applied.resources["terraform_data.alone"]?["input"].list ?? []
    let around = applied.resources["terraform_data.around"]?["input"].list ?? []
    #expect(alone.count == texts.count && around.count == texts.count)
    for (index, text) in texts.enumerated() where index < min(alone.count, around.count) {
      // Equal to Swift is canonically equal: Terraform normalises.
      #expect(alone[index].string == text, "seed \(seed), text \(index)")
      #expect(
        around[index].string == "\(text){$\(text){${$\(text)", "seed \(seed), text \(index)")
    }
  }

  @Test("gives the text before a reference as it is, dollar signs at its end too")
  func segments() throws {
    let texts = Self.hostile + ["a$", "a$$", "a$$$", "%", "a%", "$%", "%$", "${a}$"]
    let resources = texts.enumerated().map { index, text in
      DesiredResource(
        "terraform_data.t\(index)", Sample.data,
        [
          "input": .segments([.string(text), .ref("terraform_data.base", "output"), .string(text)])
        ],
        dependencies: ["terraform_data.base"])
    }
    let base = DesiredResource("terraform_data.base", Sample.data, ["input": "{x}"])
    let desired = Desired(environment: "t", resources: [base] + resources)
    let terraform = try Terraform(TerraformExport(desired).text)
    defer { terraform.close() }
    let applied = try terraform.applied()
    for (index, text) in texts.enumerated() {
      #expect(
        applied.resources["terraform_data.t\(index)"]?["input"] == .string("\(text){x}\(text)"))
    }
  }

  @Test("keeps types: a reference alone keeps its own, a text of one reference is text")
  func types() throws {
    let desired = Desired(
      environment: "t",
      resources: [
        DesiredResource("terraform_data.n", Sample.data, ["input": 9_007_199_254_740_993]),
        DesiredResource(
          "terraform_data.same", Sample.data, ["input": .ref("terraform_data.n", "output")]),
        DesiredResource(
          "terraform_data.text", Sample.data,
          ["input": .segments([.ref("terraform_data.n", "output")])]),
      ])
    let terraform = try Terraform(TerraformExport(desired).text)
    defer { terraform.close() }
    let applied = try terraform.applied()
    #expect(applied.resources["terraform_data.same"]?["input"] == 9_007_199_254_740_993)
    #expect(applied.resources["terraform_data.text"]?["input"] == "9007199254740993")
  }

  private var stack: Desired {
    var lifecycle = Lifecycle()
    lifecycle.createBeforeDestroy = true
    lifecycle.ignoreChanges = ["input"]
    lifecycle.replaceTriggers = [.ref("terraform_data.base", "output")]
    lifecycle.dependsOn = [Sample.address("m/n/terraform_data.inner")]
    lifecycle.preconditions = [
      Condition(.different(.ref("terraform_data.base", "output"), ""), "The base is ${empty}."),
      Condition(.notEmpty(.ref("terraform_data.base", "output")), "The base is empty."),
      Condition(.equal(.secret("API_TOKEN"), "s3cret ${x}"), "The token is wrong."),
    ]
    lifecycle.checks = [
      Condition(.equal(.ref("terraform_data.user", "output"), ["a$": "b"]), "It differs.")
    ]
    lifecycle.movedFrom = [Sample.address("old/terraform_data.user")]
    return Desired(
      environment: "t",
      resources: [
        DesiredResource("m/n/terraform_data.inner", Sample.data, ["input": [1, true, .null]]),
        DesiredResource("terraform_data.base", Sample.data, ["input": "base"]),
        DesiredResource(
          "terraform_data.holder", Sample.data, ["input": ["token": .secret("API_TOKEN")]]),
        DesiredResource(
          "terraform_data.user", Sample.data, ["input": ["a$": "b"]], lifecycle: lifecycle,
          dependencies: ["m/n/terraform_data.inner", "terraform_data.base"]),
      ],
      outputs: [
        DesiredOutput(
          name: "base", value: .ref("terraform_data.base", "output"), summary: "A ${b}"),
        DesiredOutput(name: "derived", value: .ref("terraform_data.holder", "output")),
        DesiredOutput(name: "token", value: .segments(["t:", .secret("API_TOKEN")])),
      ],
      forgets: [Sample.address("gone/terraform_data.x")])
  }

  @Test("accepts and applies a whole stack, and plans nothing afterwards")
  func wholeStack() throws {
    let export = TerraformExport(stack)
    #expect(export.warnings.isEmpty)
    let terraform = try Terraform(export.text)
    defer { terraform.close() }
    #expect(try terraform.run("validate").status == 0)
    let variables = ["api_token": "s3cret ${x}"]
    let applied = try terraform.applied(variables: variables)
    #expect(applied.resources["terraform_data.m_n_inner"]?["input"] == [1, true, .null])
    #expect(applied.resources["terraform_data.holder"]?["input"]["token"] == "s3cret ${x}")
    #expect(applied.outputs["base"]["value"] == "base")
    #expect(applied.outputs["token"]["value"] == "t:s3cret ${x}")
    #expect(applied.outputs["token"]["sensitive"] == true)
    #expect(applied.outputs["derived"]["sensitive"] == true)
    #expect(applied.outputs["base"]["sensitive"] == false)
    let again = try terraform.run(
      "plan", "-detailed-exitcode", "-input=false", variables: variables)
    #expect(again.status == 0, "\(again.output)")
    let wrong = try terraform.run("plan", "-input=false", variables: ["api_token": "other"])
    #expect(wrong.status == 1)
    #expect(wrong.output.contains("The token is wrong."))
  }

  @Test("refuses to delete what is protected, and takes over what is imported")
  func protection() throws {
    var protected = Lifecycle()
    protected.preventDestroy = true
    var imported = Lifecycle()
    imported.importID = "an-id ${x}"
    let desired = Desired(
      environment: "t",
      resources: [
        DesiredResource("terraform_data.kept", Sample.data, ["input": 1], lifecycle: protected),
        DesiredResource("terraform_data.taken", Sample.data, ["input": 1], lifecycle: imported),
      ])
    let terraform = try Terraform(TerraformExport(desired).text)
    defer { terraform.close() }
    let applied = try terraform.applied()
    #expect(applied.resources["terraform_data.taken"]?["id"] == "an-id ${x}")
    let destroyed = try terraform.run("destroy", "-auto-approve", "-input=false")
    #expect(destroyed.status == 1)
    #expect(destroyed.output.contains("prevent_destroy"))
  }

  @Test("accepts an environment with nothing in it")
  func empty() throws {
    let terraform = try Terraform(TerraformExport(Desired(environment: "t")).text)
    defer { terraform.close() }
    #expect(try terraform.run("validate").status == 0)
  }

  @Test("leaves a state that we take over whole, and takes ours over without a new object")
  func adoption() throws {
    let desired = Desired(
      environment: "t",
      resources: [
        DesiredResource("a/terraform_data.one", Sample.data, ["input": "1"]),
        DesiredResource(
          "terraform_data.two", Sample.data, ["input": .ref("a/terraform_data.one", "output")]),
      ])
    let terraform = try Terraform(TerraformExport(desired).text)
    defer { terraform.close() }
    let values = try terraform.applied().resources
    let file = terraform.folder.appending(path: "terraform.tfstate")
    let state = try TerraformState([UInt8](Data(contentsOf: file)), path: "terraform.tfstate")
    let adoption = TerraformAdoption(state, desired: desired, prior: .empty("t"))
    #expect(adoption.warnings.isEmpty)
    #expect(
      adoption.identifiers == [
        Sample.address("a/terraform_data.one"): values["terraform_data.a_one"]?["id"].string,
        Sample.address("terraform_data.two"): values["terraform_data.two"]?["id"].string,
      ])

    var ours = Snapshot.empty("t")
    ours.resources = desired.resources.map { resource in
      ResourceState(
        address: resource.address, provider: "terraform", instance: InstanceID("00"),
        attributes: Fields(["id": .string(adoption.identifiers[resource.address] ?? "")]))
    }
    let successor = try Terraform(TerraformExport(desired, importing: ours).text)
    defer { successor.close() }
    let plan = try successor.run("plan", "-input=false").output
    #expect(plan.contains("2 to import, 0 to add,"), "\(plan)")
    #expect(plan.contains(", 0 to destroy."), "\(plan)")
  }
}
