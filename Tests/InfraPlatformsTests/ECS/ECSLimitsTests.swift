import InfraDSL
import InfraModel
import Testing

@testable import InfraPlatforms

@Suite("What ECS cannot do for a service")
struct ECSLimitsTests {
  @Test("is told all at once, each with the place and what to do")
  func all() {
    let image = ServiceImage(
      name: "app", source: .registry("app:1"), capabilities: ["NET_ADMIN", "SYS_PTRACE"])
    let found = OnECS {
      Service(
        "app", image: image, ports: [.published(8080, on: 80)],
        sources: [SourceMount("src", at: "/src")],
        resources: ServiceResources(memory: .gibibytes(500)),
        stop: StopBehaviour(grace: .minutes(3)), reachesHost: true, line: 21)
    }
    #expect(Set(found.problems.map(\.summary)) == ["Not to be had on AWS ECS"])
    #expect(
      found.problems.map(\.detail) == [
        "Service \"app\": port 8080 of it is published on port 80 of a host, and there is none.",
        "Service \"app\": the folder src of this machine is mounted in it.",
        "Service \"app\": it wants to reach the machine that it runs on.",
        "Service \"app\": its image needs the capabilities NET_ADMIN, and Fargate gives "
          + "SYS_PTRACE alone.",
        "Service \"app\": it wants 3m to stop, and Fargate ends a task after 120 s.",
        "Service \"app\": it wants 0.25 processors and 512000 MiB, and Fargate has at most 16 "
          + "with 122880 MiB.",
      ])
    #expect(found.problems.allSatisfy { $0.location?.line == 21 && !$0.hints.isEmpty })
    #expect(
      found.problems.first?.hints == [
        "let the balancer send requests to it: .entrance(8080, rank: 100)",
        "or let only services in its networks reach it: .inside(8080)",
      ])
  }

  @Test("an image that names no version is an error, whatever its registry's port")
  func version() {
    let found = OnECS {
      Service("a", image: ServiceImage(name: "a", source: .registry("host:5000/a")), line: 1)
      Service("b", image: ServiceImage(name: "b", source: .registry("b:latest")), line: 2)
    }
    #expect(
      found.problems.map(\.summary) == ["Image without a version", "Image without a version"])
    #expect(
      found.problems.first?.detail
        == "Service \"a\" runs the image host:5000/a, which names no version: what runs would "
        + "change with no plan.")
    #expect(
      found.problems.first?.hints == ["name a tag, as host:5000/a:1.2.3, or a digest"])
  }

  @Test("two entrances of one rank are an error with both places")
  func ranks() {
    let found = OnECS {
      Service("a", image: .web, ports: [.entrance(80, rank: 7)], line: 1)
      Service("b", image: .web, ports: [.entrance(80, rank: 7)], line: 2)
    }
    #expect(found.problems.map(\.summary) == ["Taken twice"])
    #expect(
      found.problems.first?.detail == "Rank 7 of sample-test is taken by two declarations.")
    #expect(found.problems.first?.location?.line == 2)
    #expect(found.problems.first?.notes.map { $0.location?.line } == [1])
    #expect(found.problems.first?.hints == ["give each entrance a rank of its own"])
  }

  @Test("scaling by requests without a port is an error")
  func portless() {
    let found = OnECS {
      Service(
        "a", image: .web,
        scaling: ServiceScaling(1...2, cpuPercent: 50, requestsPerMinute: 9))
    }
    #expect(
      found.problems.map(\.detail) == [
        "Service \"a\": it is scaled by requests, and listens on no port."
      ])
  }

  @Test("a size is the smallest of Fargate's that holds both")
  func sizes() {
    let cases: [(Double, Int, FargateSize?)] = [
      (0.25, 64, .init(cpu: 256, mebibytes: 512)), (0.25, 513, .init(cpu: 256, mebibytes: 1_024)),
      (0.25, 2_049, .init(cpu: 512, mebibytes: 3_072)),
      (0.5, 512, .init(cpu: 512, mebibytes: 1_024)),
      (1, 256, .init(cpu: 1_024, mebibytes: 2_048)),
      (3, 9_000, .init(cpu: 4_096, mebibytes: 9_216)),
      (8, 17_000, .init(cpu: 8_192, mebibytes: 20_480)), (17, 512, nil),
    ]
    for (cpus, memory, size) in cases {
      #expect(FargateSize.fitting(cpus: cpus, memory: .mebibytes(memory)) == size)
    }
  }

  @Test("a name that is too long keeps its beginning, and stays apart from others like it")
  func names() {
    let long = "studyai-prod-standby-edge-proxy-nginx"
    #expect(FittedName.of("short", 32) == "short")
    #expect(FittedName.of(long, 32).utf8.count <= 32)
    #expect(FittedName.of(long, 32).hasPrefix("studyai-prod-standby"))
    #expect(FittedName.of(long, 32) != FittedName.of(long + "-2", 32))
    #expect(FittedName.of(long, 32) == FittedName.of(long, 32))
  }
}

@Suite("What a Docker host cannot do")
struct DockerHostLimitsTests {
  private struct Sample: InfraDSL.Environment {
    let name = "test"
    let project = "sample"
    var platform: any Platform { DockerHost() }
    let declarations: [Declaration]
    var body: [Declaration] { declarations }
  }

  @Test("for a port that waits for a balancer, and for a cache of several nodes or with TLS")
  func limits() {
    let result = Lowering.lower(files: NoFiles()) { _ in
      let cache = Cache(
        Service("redis", image: .web, line: 2),
        engine: .redis("7.1", evicting: "allkeys-lru"), memory: .mebibytes(10), copies: 2,
        password: .generated("p"), encrypted: true, retained: false)
      return Sample(declarations: [
        .expandable(Service("web", image: .web, ports: [.entrance(80, rank: 1)], line: 1)),
        .expandable(cache),
      ])
    }
    #expect(
      result.diagnostics.items.map(\.detail) == [
        "Service \"web\" waits on port 80 for a balancer of the platform, and a Docker host has "
          + "none.",
        "Cache \"redis\" has 2 nodes, and one host makes one.",
        "Cache \"redis\" speaks TLS, for which it has no certificate.",
      ])
    #expect(result.diagnostics.items.map { $0.location?.line } == [1, 2, 2])
    #expect(
      result.diagnostics.items.flatMap(\.hints) == [
        "publish it: .published(80, on: 8080, to: .everybody)", "set copies: 1",
        "set encrypted: false",
      ])
  }
}
