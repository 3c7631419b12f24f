import InfraExport
import InfraModel
import TestKit
import Testing

@Suite("Taking a Terraform state over")
struct TerraformAdoptionTests {
  /// A state of objects, each `type.name` with its values.
  private func state(_ objects: (String, Datum)...) throws -> TerraformState {
    let resources = objects.map { address, values -> Datum in
      let parts = address.split(separator: ".").map { Datum.string(String($0)) }
      return [
        "mode": "managed", "type": parts[0], "name": parts[1],
        "instances": [["attributes": values]],
      ]
    }
    let text = JSONWriter.text(["version": 4, "resources": .list(resources)])
    return try TerraformState(Array(text.utf8), path: "terraform.tfstate")
  }

  private func adopt(
    _ state: TerraformState, _ resources: DesiredResource..., prior: [ResourceState] = []
  ) -> TerraformAdoption {
    var snapshot = Snapshot.empty("prod")
    snapshot.resources = prior
    return TerraformAdoption(
      state, desired: Desired(environment: "prod", resources: resources), prior: snapshot)
  }

  private func found(_ adoption: TerraformAdoption) -> [String: String] {
    Dictionary(uniqueKeysWithValues: adoption.identifiers.map { ($0.key.text, $0.value) })
  }

  @Test("knows an object by the name that the export gives its resource")
  func names() throws {
    let adoption = adopt(
      try state(
        ("docker_network.front_edge", ["id": "n1", "name": "a"]),
        ("docker_network.edge", ["id": "n2", "name": "a"])),
      DesiredResource("front/docker_network.edge", Sample.network, ["name": "a"]),
      DesiredResource("docker_network.edge", Sample.network, ["name": "a"]))
    #expect(found(adoption) == ["front/docker_network.edge": "n1", "docker_network.edge": "n2"])
    #expect(adoption.warnings.isEmpty)
  }

  @Test("else by arguments, and what is found tells what references mean")
  func arguments() throws {
    let adoption = adopt(
      try state(
        ("docker_network.blue", ["id": "n1", "name": "one", "internal": false]),
        ("docker_network.green", ["id": "n2", "name": "two", "internal": false]),
        ("docker_container.x", ["id": "c1", "name": "web", "image": "n1", "restart": "no"]),
        ("docker_container.y", ["id": "c2", "name": "web", "image": "n2", "restart": "no"])),
      DesiredResource("docker_network.second", Sample.network, ["name": "two"]),
      DesiredResource(
        "docker_container.web", Sample.container,
        ["name": "web", "image": .ref("docker_network.second", "id")]))
    #expect(found(adoption) == ["docker_network.second": "n2", "docker_container.web": "c2"])
    #expect(
      adoption.warnings.map(\.detail) == [
        "docker_network.blue is not taken over: nothing declared can be told to be it.",
        "docker_container.x is not taken over: nothing declared can be told to be it.",
      ])
  }

  @Test("guesses nothing where two objects fit one resource")
  func ambiguous() throws {
    let adoption = adopt(
      try state(
        ("docker_network.a", ["id": "n1", "name": "one", "internal": false]),
        ("docker_network.b", ["id": "n2", "name": "one", "internal": false])),
      DesiredResource("docker_network.c", Sample.network, ["name": "one"], line: 7))
    #expect(found(adoption) == [:])
    #expect(
      adoption.warnings.map(\.summary) == [
        "Not in the Terraform state", "Stays with Terraform", "Stays with Terraform",
      ])
    #expect(adoption.warnings.first?.location?.line == 7)
    #expect(adoption.warnings.first?.commands == ["infra import prod docker_network.c ID"])
  }

  @Test("leaves alone what is managed here already")
  func managed() throws {
    let address = Sample.address("docker_network.edge")
    let adoption = adopt(
      try state(("docker_network.edge", ["id": "n1", "name": "a"])),
      DesiredResource("docker_network.edge", Sample.network, ["name": "a"]),
      prior: [ResourceState(address: address, provider: "docker", instance: InstanceID("00"))])
    #expect(found(adoption) == [:])
  }

  @Test("knows the secrets that Terraform has as they are declared, and no others")
  func secrets() throws {
    let version = Schema(
      type: "aws_secretsmanager_secret_version", summary: "A version.",
      arguments: [
        ArgumentSchema(
          "secret_string", .required, isSensitive: true, changing: .always(.replaceWithGap),
          "What it is.")
      ], attributes: [AttributeSchema("id", terraform: "id", "Its id.")])
    let mixed = Datum.segments(["token=", .secret("API_TOKEN")])
    let adoption = adopt(
      try state(
        ("aws_secretsmanager_secret_version.same", ["id": "a", "secret_string": "s3cret"]),
        ("aws_secretsmanager_secret_version.mixed", ["id": "b", "secret_string": "token=s3cret"]),
        ("aws_secretsmanager_secret_version.other", ["id": "c", "secret_string": "another"])),
      DesiredResource(
        "aws_secretsmanager_secret_version.same", version, ["secret_string": .secret("API_TOKEN")]),
      DesiredResource(
        "aws_secretsmanager_secret_version.mixed", version, ["secret_string": mixed]),
      DesiredResource(
        "aws_secretsmanager_secret_version.other", version, ["secret_string": .secret("API_TOKEN")])
    )
    let same = try adoption.secretsAsDeclared { _ in Array("s3cret".utf8) }
    #expect(
      same == [
        Sample.address("aws_secretsmanager_secret_version.same"): Fields([
          "secret_string": .secret("API_TOKEN")
        ]),
        Sample.address("aws_secretsmanager_secret_version.mixed"): Fields(["secret_string": mixed]),
      ])
    #expect(try adoption.secretsAsDeclared { _ in nil } == [:])
    #expect(throws: Diagnostic.self) {
      try adoption.secretsAsDeclared { _ throws(Diagnostic) in throw Diagnostic("None", "No.") }
    }
  }

  @Test("uses the identity of a type that is made of several values")
  func identity() throws {
    let policy = Schema(
      type: "aws_iam_role_policy", summary: "A policy.",
      terraformIdentity: .joined("role", ":", "name"),
      arguments: [
        ArgumentSchema("role", .required, changing: .always(.replaceWithGap), "Its role."),
        ArgumentSchema("name", .required, changing: .always(.replaceWithGap), "Its name."),
        ArgumentSchema("policy", .required, changing: .always(.inPlace), "What is allowed."),
      ], attributes: [])
    let adoption = adopt(
      try state(
        ("aws_iam_role_policy.other", ["role": "r", "name": "p", "policy": "{ }", "id": "r:p"]),
        ("aws_iam_role_policy.third", ["role": "r", "name": "q", "policy": "{}", "id": "r:q"])),
      DesiredResource(
        "aws_iam_role_policy.ci", policy, ["role": "r", "name": "p", "policy": "{}"]))
    #expect(found(adoption) == ["aws_iam_role_policy.ci": "r:p"])
  }
}

@Suite("The export with import blocks")
struct TerraformImportsTests {
  @Test("names what the state knows, and warns of what Terraform cannot import")
  func blocks() {
    let image = Schema(
      type: "docker_image", summary: "An image.", terraformIdentity: .none, arguments: [],
      attributes: [AttributeSchema("id", terraform: "id", "Its id.")])
    let desired = Desired(
      environment: "prod",
      resources: [
        DesiredResource("docker_image.i", image),
        DesiredResource("docker_network.new", Sample.network, ["name": "new"]),
        DesiredResource("front/docker_network.old", Sample.network, ["name": "old"]),
      ])
    var state = Snapshot.empty("prod")
    state.resources = ["docker_image.i", "front/docker_network.old"].map { address in
      ResourceState(
        address: Sample.address(address), provider: "docker", instance: InstanceID("00"),
        attributes: Fields(["id": "${x}"]))
    }
    let export = TerraformExport(desired, importing: state)
    #expect(
      export.document["import"] == [["to": "docker_network.front_old", "id": "$${x}"]])
    #expect(
      export.warnings.map(\.detail) == [
        "Terraform has no way to take a docker_image over: it would make docker_image.i anew."
      ])
    #expect(TerraformExport(desired).document["import"] == .null)
  }

  @Test("leaves alone what Terraform's import reads from nowhere, unless it is nothing to it")
  func unread() {
    let key = Schema(
      type: "aws_kms_key", summary: "A key.",
      arguments: [
        ArgumentSchema(
          "window", .optional, changing: .always(.inPlace), terraform: .unread, "Days."),
        ArgumentSchema(
          "skips", .optional, changing: .always(.inPlace), terraform: .unread, "Whether."),
        ArgumentSchema(
          "strategy", .optional, changing: .always(.inPlace), terraform: .unreadDefault, "How."),
      ], attributes: [AttributeSchema("id", terraform: "id", "Its id.")])
    let desired = Desired(
      environment: "prod",
      resources: [
        DesiredResource("aws_kms_key.old", key, ["window": 30, "skips": false]),
        DesiredResource("aws_kms_key.new", key, ["window": 30]),
      ])
    var state = Snapshot.empty("prod")
    state.resources = [
      ResourceState(
        address: Sample.address("aws_kms_key.old"), provider: "aws", instance: InstanceID("00"),
        attributes: Fields(["id": "k"]))
    ]
    let export = TerraformExport(desired, importing: state)
    let keys = export.document["resource"]["aws_kms_key"]
    #expect(keys["old"]["lifecycle"]["ignore_changes"] == ["window", "strategy"])
    #expect(keys["old"]["window"] == 30)
    #expect(keys["new"]["lifecycle"] == .null)
    #expect(export.warnings.map(\.summary) == ["An argument is not imported by Terraform"])
  }

  @Test("leaves out what only waited, and refers to what it waited for")
  func waiting() {
    let validation = Schema(
      type: "aws_acm_certificate_validation", summary: "An issue.", terraformIdentity: .waiting,
      arguments: [
        ArgumentSchema(
          "certificate_arn", .required, changing: .always(.replaceWithGap), "The certificate.")
      ], attributes: [])
    let desired = Desired(
      environment: "prod",
      resources: [
        DesiredResource("docker_network.certificate", Sample.network, ["name": "c"]),
        DesiredResource(
          "aws_acm_certificate_validation.v", validation,
          ["certificate_arn": .ref("docker_network.certificate", "id")],
          dependencies: ["docker_network.certificate"]),
        DesiredResource(
          "docker_network.listener", Sample.network,
          ["name": .ref("aws_acm_certificate_validation.v", "certificate_arn")],
          dependencies: ["aws_acm_certificate_validation.v"]),
      ])
    var state = Snapshot.empty("prod")
    state.resources = [
      ResourceState(
        address: Sample.address("aws_acm_certificate_validation.v"), provider: "aws",
        instance: InstanceID("00"))
    ]
    let taken = TerraformExport(desired, importing: state).document["resource"]
    #expect(taken["aws_acm_certificate_validation"] == .null)
    #expect(taken["docker_network"]["listener"]["name"] == "${docker_network.certificate.id}")
    let made = TerraformExport(desired).document["resource"]
    #expect(
      made["aws_acm_certificate_validation"]["v"]["certificate_arn"]
        == "${docker_network.certificate.id}")
    #expect(
      made["docker_network"]["listener"]["name"]
        == "${aws_acm_certificate_validation.v.certificate_arn}")
  }

  @Test("names by its end what Terraform knows by the name in an Amazon resource name")
  func names() {
    let service = Schema(
      type: "aws_ecs_service", summary: "A service.",
      arguments: [
        ArgumentSchema(
          "task", .required, changing: .always(.inPlace), terraform: .nameInARN, "What it runs.")
      ], attributes: [])
    let desired = Desired(
      environment: "prod",
      resources: [
        DesiredResource("docker_network.task", Sample.network, ["name": "t"]),
        DesiredResource(
          "aws_ecs_service.later", service, ["task": .ref("docker_network.task", "id")],
          dependencies: ["docker_network.task"]),
        DesiredResource(
          "aws_ecs_service.now", service, ["task": "arn:aws:ecs:eu:1:task-definition/web:7"]),
      ])
    let services = TerraformExport(desired).document["resource"]["aws_ecs_service"]
    #expect(services["now"]["task"] == "web:7")
    #expect(services["later"]["task"] == "${split(\"/\", docker_network.task.id)[1]}")
  }

  @Test("leaves the ownership tags on AWS to us")
  func tags() {
    var desired = Desired(environment: "prod")
    let vpc = Schema(type: "aws_vpc", summary: "A network.", arguments: [], attributes: [])
    desired.resources = [DesiredResource("aws_vpc.main", vpc)]
    desired.providers = [ProviderConfiguration(name: "aws", settings: Fields(["region": "eu"]))]
    let ignored = TerraformExport(desired, importing: .empty("prod")).document["provider"]["aws"]
    #expect(ignored == ["region": "eu", "ignore_tags": ["key_prefixes": ["infra:"]]])
    #expect(TerraformExport(desired).document["provider"]["aws"] == ["region": "eu"])
  }
}
