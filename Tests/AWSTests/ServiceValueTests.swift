import InfraDSL
import InfraModel
import Testing

@testable import AWS

@Suite("Bad values of services, data and alarms")
struct ServiceValueTests {
  private func problems(_ resource: some Resource) -> [String] { lower { resource }.problems }

  private func task(
    _ containers: ContainerDefinitions, cpu: TaskCPU? = .vcpu(0.25),
    memory: ByteCount? = .mebibytes(512)
  ) -> [String] {
    problems(
      AWSECSTaskDefinition(
        "app", containers: containers, compatibilities: [.fargate], cpu: cpu, memory: memory,
        networkMode: .vpc))
  }

  @Test("are told when a task's containers do not fit together")
  func containers() {
    #expect(
      task([
        ContainerDefinition(
          "app", image: "a", environment: ["TOKEN": "x"],
          secrets: ["TOKEN": "arn:aws:secretsmanager:us-east-1:123456789012:secret:t"],
          mounts: [.init("dta", at: "/data")], dependencies: [.init("sid", .started)]),
        ContainerDefinition("side", image: "a"), ContainerDefinition("side", image: "b"),
      ]) == [
        "Container given twice: Argument \"container_definitions\": "
          + "Two containers have the name \"side\".",
        "Unknown volume: Argument \"container_definitions\": "
          + "Container \"app\" mounts \"dta\", which is none of the task's.",
        "Unknown container: Argument \"container_definitions\": "
          + "Container \"app\" waits for \"sid\", which is none of the task's.",
        "Variable given twice: Argument \"container_definitions\": "
          + "Container \"app\" has \"TOKEN\" as a variable and as a secret.",
      ])
    #expect(
      task([ContainerDefinition("app", image: "a", isEssential: false)]) == [
        "No essential container: Argument \"container_definitions\": "
          + "No container of the task is essential: it would never end."
      ])
  }

  @Test("are told when Fargate has no such size")
  func sizes() {
    let app: ContainerDefinitions = [ContainerDefinition("app", image: "a")]
    #expect(
      task(app, memory: .mebibytes(700)) == [
        "Invalid memory: Argument \"memory\": "
          + "Fargate has 512, 1024 or 2048 MiB with 256 units of processors, not 700."
      ])
    #expect(
      task(app, cpu: .vcpu(1), memory: .gibibytes(16)) == [
        "Invalid memory: Argument \"memory\": Fargate has 2048 to 8192 MiB in steps of 1024 "
          + "with 1024 units of processors, not 16384."
      ])
    #expect(
      task(app, cpu: .vcpu(3), memory: .gibibytes(8)) == [
        "Invalid processors: Argument \"memory\": "
          + "Fargate has 256, 512, 1024, 2048, 4096, 8192 or 16384 units, not 3072."
      ])
    #expect(
      task(app, cpu: nil, memory: nil) == [
        "Task without a size: Argument \"container_definitions\": "
          + "A task for Fargate needs its processors and its memory."
      ])
  }

  @Test("are told when a schedule or a pattern means nothing")
  func events() {
    func rule(_ schedule: Schedule) -> [String] {
      problems(AWSCloudWatchEventRule("r", schedule: schedule))
    }
    #expect(
      rule(.cron("0 3 * * *")) == [
        "Invalid schedule: Argument \"schedule_expression\": "
          + "\"0 3 * * *\" has 5 fields: there are six, with one blank between them."
      ])
    #expect(
      rule(.cron("0 3 * * * *")) == [
        "Invalid schedule: Argument \"schedule_expression\": \"0 3 * * * *\": either the day of "
          + "the month or the day of the week is \"?\"."
      ])
    #expect(
      rule(.rate(.seconds(90))) == [
        "Invalid schedule: Argument \"schedule_expression\": "
          + "It must be a whole number of minutes, not 90s."
      ])
    #expect(
      problems(AWSCloudWatchEventRule("r", pattern: ["source": []])) == [
        "Invalid pattern: Argument \"event_pattern\": A field of it names no value."
      ])
  }

  @Test("are told when rules of images never apply")
  func images() {
    #expect(
      problems(
        AWSECRLifecyclePolicy(
          "p", repository: "app",
          rules: [.keep(0, of: .any), .delete(.tagged(prefixes: []), afterDays: 7)])) == [
          "Invalid policy: Argument \"policy\": Rule 1 is for any image: it must be the last, "
            + "rules after it have none left.",
          "Invalid policy: Argument \"policy\": Rule 1 counts to 0: the least is 1.",
          "Invalid policy: Argument \"policy\": Rule 2 is for tagged images but names no tag.",
        ])
  }

  @Test("are told when names, versions and windows are none")
  func texts() {
    #expect(ReplicationGroupID.problem(in: "a--b") != nil)
    #expect(ReplicationGroupID.problem(in: "1a") != nil)
    #expect(ReplicationGroupID.problem(in: "cache-1") == nil)
    #expect(
      EngineVersion.problem(in: "7.1.0") == "\"7.1.0\" is not a version: write it as 7.1.")
    #expect(EngineVersion.problem(in: "6.x") == nil)
    #expect(EngineVersion.problem(in: "5.0.6") == nil)
    #expect(CacheNodeType.problem(in: "t4g.small") != nil)
    #expect(DailyWindow.problem(in: "24:00-25:00") != nil)
    #expect(DailyWindow.problem(in: "03:00-04:00") == nil)
    #expect(WeeklyWindow.problem(in: "sun:04:00-sun:05:00") == nil)
    #expect(WeeklyWindow.problem(in: "sun04:00-sun:05:00") != nil)
    #expect(RepositoryName.problem(in: "Team/app") != nil)
    #expect(RepositoryName.problem(in: "team//app") != nil)
    #expect(RepositoryName.problem(in: "team/app") == nil)
    #expect(RecordName.problem(in: "_acme.example.org") == nil)
    #expect(RecordName.problem(in: "*.example.org.") == nil)
    #expect(RecordName.problem(in: "a..b") != nil)
    #expect(FileMode.problem(in: "0855") == "\"0855\" is not a mode: write it in octal, as 0755.")
    #expect(TopicName.problem(in: "a.fifo") == nil)
    #expect(TopicName.problem(in: "a.b") != nil)
    #expect(BackupResource.problem(in: "table/x") != nil)
  }

  @Test("are told when a widget is beside its dashboard, and when a body is not JSON")
  func dashboards() {
    #expect(
      problems(
        AWSCloudWatchDashboard(
          "d", body: [.text("x", at: .init(x: 20, y: 0, width: 6, height: 2))])) == [
          "Invalid place: Argument \"dashboard_body\": "
            + "A dashboard is 24 columns wide: a widget at 20, 0 of 6 by 2 is not on it."
        ])
    #expect(
      problems(AWSCloudWatchDashboard("d", body: .json("{"))).first?
        .hasPrefix("Invalid dashboard: Argument \"dashboard_body\": The body is not JSON") == true)
  }
}
