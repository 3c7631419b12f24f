import InfraExport
import InfraModel
import TestKit
import Testing

@Suite("The exported Terraform JSON")
struct TerraformExportTests {
  private func export(_ resources: DesiredResource...) -> TerraformExport {
    TerraformExport(Desired(environment: "t", resources: resources))
  }

  private func data(_ lifecycle: (inout Lifecycle) -> Void) -> DesiredResource {
    var changed = Lifecycle()
    lifecycle(&changed)
    return DesiredResource("terraform_data.a", Sample.data, ["input": 1], lifecycle: changed)
  }

  private func block(_ export: TerraformExport, _ type: String, _ name: String) -> Datum {
    export.document["resource"][type][name]
  }

  @Test("leaves out every map of blocks that would be empty")
  func empty() {
    let document = TerraformExport(Desired(environment: "t")).document
    #expect(document == ["terraform": ["required_version": ">= 1.7"]])
  }

  @Test("is indented and the same bytes each time")
  func text() {
    let first = export(data { $0.preventDestroy = true })
    #expect(first.text == export(data { $0.preventDestroy = true }).text)
    #expect(first.text.contains("\n        \"input\": 1"))
    #expect(first.text.hasSuffix("}\n"))
  }

  @Test("escapes ${ and %{ in values and keys, and nothing else")
  func escapes() {
    let exported = export(
      DesiredResource(
        "terraform_data.a", Sample.data, ["input": ["${k}": "$5 100% {x} $$ ${x} %{y} $${z}"]]))
    #expect(
      block(exported, "terraform_data", "a")["input"]
        == ["$${k}": "$5 100% {x} $$ $${x} %%{y} $$${z}"])
  }

  @Test("does not escape where text is taken literally: descriptions")
  func literalPositions() {
    let exported = TerraformExport(
      Desired(
        environment: "t",
        outputs: [DesiredOutput(name: "a", value: "${x}", summary: "It is ${x}.")]))
    #expect(exported.document["output"]["a"] == ["value": "$${x}", "description": "It is ${x}."])
  }

  @Test("writes references with ${}, and bare where Terraform wants them bare")
  func references() {
    var lifecycle = Lifecycle()
    lifecycle.dependsOn = [Sample.address("m/docker_volume.data")]
    lifecycle.ignoreChanges = ["memory_mib", "restart"]
    lifecycle.replaceTriggers = [.ref("docker_network.net", "id")]
    lifecycle.movedFrom = [Sample.address("old/docker_container.web")]
    let exported = export(
      DesiredResource("docker_network.net", Sample.network, ["name": "net"]),
      DesiredResource(
        "docker_container.web", Sample.container,
        ["name": "web", "image": .ref("docker_network.net", "name")], lifecycle: lifecycle,
        dependencies: ["docker_network.net", "m/docker_volume.data"]),
      DesiredResource("m/docker_volume.data", Sample.volume, [:]))
    let web = block(exported, "docker_container", "web")
    #expect(web["image"] == "${docker_network.net.name}")
    #expect(web["depends_on"] == ["docker_volume.m_data"])
    #expect(
      web["lifecycle"] == [
        "ignore_changes": ["memory", "restart"],
        "replace_triggered_by": ["docker_network.net.id"],
      ])
    #expect(
      exported.document["moved"]
        == [["from": "docker_container.old_web", "to": "docker_container.web"]])
    #expect(exported.document["resource"]["docker_volume"] == ["m_data": [:]])
  }

  @Test("writes conditions with ${}, and messages as text")
  func conditions() {
    let exported = export(
      data {
        $0.preconditions = [
          Condition(.equal(.ref("terraform_data.b", "id"), "a\"${b}"), "No ${x}.")
        ]
        $0.checks = [Condition(.atLeast(.ref("terraform_data.b", "output"), 3), "Too few.")]
      }, DesiredResource("terraform_data.b", Sample.data, ["input": 4]))
    #expect(
      block(exported, "terraform_data", "a")["lifecycle"]["precondition"] == [
        ["condition": "${terraform_data.b.id == \"a\\\"$${b}\"}", "error_message": "No $${x}."]
      ])
    #expect(
      exported.document["check"]["terraform_data_a_1"]["assert"]["condition"]
        == "${terraform_data.b.output >= 3}")
  }

  @Test("tells of a condition that refers to nothing, which Terraform refuses")
  func constantCondition() {
    let exported = export(data { $0.preconditions = [Condition(.equal(1, 1), "Never.")] })
    #expect(block(exported, "terraform_data", "a")["lifecycle"].isNull)
    #expect(exported.warnings.map(\.detail).contains { $0.contains("refers to nothing") })
  }

  @Test("turns our shapes into Terraform's: pairs, blocks, other names")
  func shapes() {
    let exported = export(
      DesiredResource(
        "docker_container.a", Sample.container,
        [
          "name": "a", "image": "i", "memory_mib": 64,
          "env": ["A": "1", "B": .ref("terraform_data.b", "output"), "C": "$"],
          "labels": ["x": "y"],
          "ports": [["internal": 80, "host_port": 8080, "note": "n", "ip": .null]],
        ]), DesiredResource("terraform_data.b", Sample.data, ["input": 4]))
    #expect(
      block(exported, "docker_container", "a") == [
        "name": "a", "image": "i", "memory": 64, "restart": "no",
        "env": ["A=1", "B=${terraform_data.b.output}", "C=$"],
        "labels": [["label": "x", "value": "y"]],
        "ports": [["internal": 80, "external": 8080]],
      ])
    #expect(exported.warnings.map(\.detail).contains { $0.contains("ports[0].note") })
  }

  @Test("leaves out blocks of which there are none")
  func emptyBlocks() {
    let exported = export(
      DesiredResource(
        "docker_container.a", Sample.container,
        ["name": "a", "image": "i", "labels": [:], "env": [:], "ports": []]))
    #expect(
      block(exported, "docker_container", "a") == ["name": "a", "image": "i", "restart": "no"])
  }

  @Test("makes each secret one sensitive variable, and outputs with it sensitive")
  func secrets() {
    let exported = TerraformExport(
      Desired(
        environment: "t",
        resources: [
          DesiredResource(
            "docker_container.a", Sample.container,
            [
              "name": "a", "image": "i",
              "secrets": ["/run/a": .secret("API_KEY", fingerprint: "f")],
            ])
        ],
        outputs: [DesiredOutput(name: "o", value: .segments(["k=", .secret("API_KEY")]))]))
    #expect(
      block(exported, "docker_container", "a")["secrets"]
        == [["file": "/run/a", "content": "${var.api_key}"]])
    #expect(exported.document["variable"].object?.keys == ["api_key"])
    #expect(exported.document["variable"]["api_key"]["sensitive"] == true)
    #expect(exported.document["variable"]["api_key"]["default"].isNull)
    #expect(exported.document["output"]["o"] == ["value": "k=${var.api_key}", "sensitive": true])
  }

  @Test("gives secrets of like names variables of their own")
  func variableNames() {
    let exported = export(
      DesiredResource(
        "terraform_data.a", Sample.data,
        ["input": [.secret("KEY"), .secret("key"), .secret("COUNT"), .secret("1st key")]]))
    let names = exported.document["variable"].object?.keys ?? []
    #expect(names.count == 4)
    #expect(names.contains("key") && names.contains("_1st_key") && !names.contains("count"))
  }

  @Test("leaves out types that Terraform does not have, and makes references to them variables")
  func unknownTypes() {
    let exported = export(
      DesiredResource(
        "docker_container.a", Sample.container,
        [
          "name": .ref("local_certificate.c", "host"), "image": .ref("local_certificate.c", "pem"),
        ], dependencies: ["local_certificate.c"]),
      DesiredResource(
        "local_certificate.c", Sample.certificate, ["host": "h"],
        dependencies: ["docker_network.n"]),
      DesiredResource("docker_network.n", Sample.network, ["name": "n"]))
    let container = block(exported, "docker_container", "a")
    #expect(container["name"] == "h")
    #expect(container["image"] == "${var.local_certificate_c_pem}")
    #expect(container["depends_on"] == ["docker_network.n"])
    #expect(exported.document["resource"]["local_certificate"].isNull)
    #expect(
      Set(exported.warnings.map(\.summary)) == [
        "A resource has no counterpart in Terraform",
        "A value becomes a variable in Terraform",
      ])
  }

  @Test("tells of everything that it leaves out, and of text that Terraform will change")
  func nothingSilently() {
    var lifecycle = Lifecycle()
    lifecycle.retainOnDelete = true
    lifecycle.ignoreChanges = ["config"]
    lifecycle.replaceTriggers = ["constant", .ref("docker_container.b", "address")]
    lifecycle.preconditions = [
      Condition(.notEmpty(.ref("docker_container.a", "id")), "It has no id.")
    ]
    let exported = export(
      DesiredResource(
        "docker_container.a", Sample.container,
        ["name": "e\u{301}", "image": "i", "config": "c"], lifecycle: lifecycle),
      DesiredResource("docker_container.b", Sample.container, ["name": "b", "image": "i"]))
    let details = exported.warnings.map(\.detail).joined(separator: "\n")
    for words in [
      "config of docker_container.a is left out", "Retention", "ignore_changes of config",
      "triggered by a value", "docker_container.b.address", "precondition on the resource itself",
      "composed form (NFC)",
    ] { #expect(details.contains(words), "\(words)") }
    #expect(exported.warnings.allSatisfy { $0.severity == .warning })
  }

  @Test("names providers with the versions that fit, and writes how they are reached")
  func providers() {
    let resource = DesiredResource(
      address: Sample.address("docker_network.n"), schema: Sample.network, provider: "docker.edge",
      arguments: ["n", .null])
    let exported = TerraformExport(
      Desired(
        environment: "t", resources: [resource],
        providers: [
          ProviderConfiguration(name: "docker", settings: Fields(["host": "tcp://${h}:2376"])),
          ProviderConfiguration(
            name: "docker.edge", settings: Fields(["cert_path": "/c", "odd": 1])),
        ]))
    #expect(
      exported.document["provider"]
        == ["docker": [["host": "tcp://$${h}:2376"], ["alias": "edge", "cert_path": "/c"]]])
    #expect(block(exported, "docker_network", "n")["provider"] == "docker.edge")
    let required = exported.document["terraform"]["required_providers"]
    #expect(required["docker"]["source"] == "kreuzwerker/docker")
    #expect(exported.warnings.map(\.detail) == ["odd of the provider docker.edge is left out."])
  }

  @Test("writes what AWS's provider puts on everything, and the role that it takes on")
  func awsProvider() {
    let resource = DesiredResource(
      address: Sample.address("aws_thing.a"),
      schema: Schema(type: "aws_thing", summary: "A thing.", arguments: [], attributes: []),
      provider: "aws", arguments: [])
    let exported = TerraformExport(
      Desired(
        environment: "t", resources: [resource],
        providers: [
          ProviderConfiguration(
            name: "aws",
            settings: Fields([
              "region": "eu-west-1", "default_tags": ["team": "core"],
              "assume_role": ["role_arn": "arn:aws:iam::123456789012:role/deploy"],
            ]))
        ]))
    #expect(
      exported.document["provider"]["aws"] == [
        "region": "eu-west-1", "default_tags": ["tags": ["team": "core"]],
        "assume_role": ["role_arn": "arn:aws:iam::123456789012:role/deploy"],
      ])
    #expect(exported.warnings.isEmpty)
  }

  @Test("writes imports and what is forgotten")
  func importsAndForgets() {
    var lifecycle = Lifecycle()
    lifecycle.importID = "id-${x}"
    let exported = TerraformExport(
      Desired(
        environment: "t",
        resources: [
          DesiredResource("docker_network.n", Sample.network, ["name": "n"], lifecycle: lifecycle)
        ], forgets: [Sample.address("m/docker_volume.v")]))
    #expect(exported.document["import"] == [["to": "docker_network.n", "id": "id-$${x}"]])
    #expect(
      exported.document["removed"]
        == [["from": "docker_volume.m_v", "lifecycle": ["destroy": false]]])
  }
}

@Suite("The names of exported resources")
struct TerraformNamesTests {
  private func names(_ addresses: [String]) -> [String: String] {
    let desired = Desired(
      environment: "t",
      resources: addresses.map { DesiredResource($0, Sample.data) })
    return Dictionary(
      uniqueKeysWithValues: addresses.map {
        ($0, TerraformExport.name(of: Sample.address($0), in: desired))
      })
  }

  @Test("join the keys of the modules and the resource")
  func joined() {
    #expect(names(["a/b/terraform_data.c"]) == ["a/b/terraform_data.c": "a_b_c"])
  }

  @Test("are unique, do not depend on order, and leave the outer one its plain name")
  func unique() {
    let addresses = ["a/b/terraform_data.c", "a_b/terraform_data.c", "terraform_data.a_b_c"]
    let given = names(addresses)
    #expect(Set(given.values).count == 3)
    #expect(given["terraform_data.a_b_c"] == "a_b_c")
    #expect(given == names(addresses.reversed()))
  }

  @Test("stay what they are when something else is declared")
  func stable() {
    let before = names(["a/terraform_data.b", "z/terraform_data.c"])
    let after = names(["a/terraform_data.b", "b/terraform_data.x", "z/terraform_data.c"])
    for (address, name) in before { #expect(after[address] == name) }
  }
}
