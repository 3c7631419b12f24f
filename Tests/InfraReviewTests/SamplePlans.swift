import InfraModel
import TestKit

/// The plans that the views are shown with.
enum SamplePlans {
  /// The first plan of a small stack.
  static var first: Plan {
    var builder = PlanBuilder("dev", serial: 0)
    builder.create("docker_network.backend", Sample.network, ["name": "dev-backend"], line: 8)
    builder.create("cache/docker_volume.data", Sample.volume, ["name": "dev-cache"], line: 12)
    builder.create(
      "cache/docker_container.redis", Sample.container,
      [
        "name": "dev-redis", "image": "redis:7.2@sha256:0f", "command": ["redis-server", "--save"],
        "env": ["NETWORK": .ref("docker_network.backend", "id"), "LEVEL": "notice"],
        "ports": [["internal": 6379, "host_port": 6379]],
        "secrets": ["/run/secrets/password": .secret("REDIS_PASSWORD")],
        "config": "maxmemory 64mb\nappendonly yes\n",
      ], needs: ["docker_network.backend", "cache/docker_volume.data"], line: 14)
    builder.output(
      "url", from: .null,
      to: .segments(["redis://", .ref("cache/docker_container.redis", "address"), ":6379"]))
    return builder.plan
  }

  /// One environment variable changed.
  static var oneChange: Plan {
    var builder = PlanBuilder("prod", serial: 41)
    let image: Datum = "gateway:1"
    builder.change(
      "gateway/docker_container.web", Sample.container, .replace(.createThenDelete),
      .replacing(["env"]),
      from: ["name": "web", "image": image, "env": ["LEVEL": "info", "MODE": "a"]],
      to: ["name": "web", "image": image, "env": ["LEVEL": "debug", "MODE": "a"]],
      line: 30)
    return builder.plan
  }

  /// One of each kind of change.
  static var everything: Plan {
    var builder = PlanBuilder("prod", serial: 12)
    replacements(&builder)
    builder.change(
      "monitoring/docker_container.prometheus", Sample.container, .update, .arguments(["config"]),
      from: ["name": "p", "image": "p:1", "config": .string(Self.rules("5m"))],
      to: ["name": "p", "image": "p:1", "config": .string(Self.rules("10m"))],
      impact: Impact(interruption: .reload))
    builder.change(
      "docker_container.old", Sample.container, .delete, .undeclared,
      from: ["name": "old", "image": "o:1"], to: [:], impact: Impact(interruption: .end))
    builder.change(
      "docker_network.legacy", Sample.network, .forget, .forgotten, from: ["name": "legacy"],
      to: [:])
    var importing = Lifecycle()
    importing.importID = "shared"
    builder.change(
      "docker_network.shared", Sample.network, .importing, .imported(id: "shared"), from: [:],
      to: ["name": "shared"], lifecycle: importing)
    builder.move("docker_network.front", to: "edge/docker_network.front", Sample.network)
    builder.change(
      "docker_volume.kept", Sample.volume, .update, .lifecycle(["preventDestroy"]),
      from: ["name": "kept"], to: ["name": "kept"], isProtected: true)
    builder.output("url", from: "http://a", to: "http://b")
    builder.output("old", from: "x", to: .null)
    return builder.plan
  }

  private static func replacements(_ builder: inout PlanBuilder) {
    builder.change(
      "docker_volume.data", Sample.volume, .replace(.deleteThenCreate), .replacing(["driver"]),
      from: ["name": "data", "driver": "local"], to: ["name": "data", "driver": "nfs"],
      impact: Impact(interruption: .gap, dataLoss: "the volume's data"), line: 5)
    builder.change(
      "docker_container.api", Sample.container, .update, .drift(["memory_mib", "secrets"]),
      from: [
        "name": "api", "image": "a:1", "memory_mib": 128,
        "secrets": ["/run/secrets/token": .secret("TOKEN", fingerprint: "aa")],
      ],
      to: [
        "name": "api", "image": "a:1", "memory_mib": 256,
        "secrets": ["/run/secrets/token": .secret("TOKEN", fingerprint: "bb")],
      ],
      impact: Impact(interruption: .restart), drifted: ["memory_mib"], line: 9)
  }

  private static func rules(_ wait: String) -> String {
    "groups:\n- name: a\n  rules:\n  - alert: Down\n    expr: up == 0\n    for: \(wait)\n"
      + "    labels:\n      severity: page\n    annotations:\n      summary: down\n"
  }

  /// Text that would do harm if it were believed.
  static let hostile =
    "```\n````\n</details> <img src=x onerror=alert(1)> <!-- --> @org/team #1 | ` `` "
    + "[a](http://evil.example) www.evil.example \u{1B}[2J\u{202E}gnp.exe a@b.example"

  /// A plan whose every name and value is hostile.
  static var hostilePlan: Plan {
    let address = Address(module: [], type: "docker_container", key: Self.hostile)
    let change = Change(
      address: address, schema: Sample.container, provider: "docker",
      action: .replace(.deleteThenCreate), reason: .replacing([Self.hostile]),
      differences: [
        Difference(
          argument: Self.hostile, before: .string(Self.hostile),
          after: .string("x\n" + Self.hostile), effect: .replaceWithGap),
        Difference(
          argument: "env", before: [Self.hostile: "a"], after: [Self.hostile: "b"],
          effect: .replaceWithGap),
      ], impact: Impact(interruption: .gap, dataLoss: Self.hostile),
      location: SourceLocation(file: Self.hostile, line: 3))
    return Plan(
      environment: Self.hostile, lineage: "l", serial: 1, changes: [change],
      outputs: [OutputChange(name: Self.hostile, before: .null, after: .string(Self.hostile))],
      warnings: [Diagnostic(Self.hostile, Self.hostile, hints: [Self.hostile])],
      digest: Self.hostile)
  }
}
