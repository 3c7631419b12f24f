// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: Swift 6, `any` written out, and no warning at all.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// A release of the command carries Swift's own libraries, at fixed addresses: it starts in half
/// the time and two thirds of the memory, and runs where no Swift is installed. The libraries under
/// FoundationEssentials are named here, since the compiler names those of the shared one.
let standalone: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-Xlinker", "--gc-sections", "-Xlinker", "--start-group",
      "-lFoundationEssentials", "-l_FoundationCShims", "-l_FoundationCollections", "-Xlinker",
      "--end-group", "-Xlinker", "--no-export-dynamic", "-Xclang-linker", "-no-pie",
    ], .when(configuration: .release))
]

/// A room of the project: a library under `Sources/` unless `path` says otherwise.
func room(
  _ name: String, sees dependencies: [Target.Dependency] = [], path: String? = nil,
  leaving others: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", exclude: others,
    swiftSettings: strict)
}

/// What lies beside the Swift of modules and environments: templates, images, alerts, scripts.
/// Written out, because a list computed here would be as old as SwiftPM's cache of this file.
let besideModules = [
  "AIEngine/alerts.test.yml", "AIEngine/alerts.yml", "AIEngine/dashboard.json",
  "AIEngine/runbook.md", "AIEngine/service", "Gateway/alerts.test.yml", "Gateway/alerts.yml",
  "Gateway/dashboard.json", "Gateway/runbook.md", "Gateway/service", "Images.md",
  "LoadBalancer/alerts.test.yml", "LoadBalancer/alerts.yml", "LoadBalancer/dashboard.json",
  "LoadBalancer/image", "LoadBalancer/nginx.conf.template", "LoadBalancer/runbook.md",
  "LoadBalancer/tls.conf.template", "Monitoring/alertmanager.yml.template",
  "Monitoring/alerts.test.yml", "Monitoring/alerts.yml", "Monitoring/dashboard.json",
  "Monitoring/grafana", "Monitoring/image", "Monitoring/prometheus.yml.template",
  "Monitoring/runbook.md", "RedisCache/alerts.test.yml", "RedisCache/alerts.yml",
  "RedisCache/dashboard.json", "RedisCache/image", "RedisCache/redis.conf.template",
  "RedisCache/runbook.md",
]
let besideEnvironments = [
  "Documents", "base-image", "down", "engine", "toolchain", "up",
]

/// The tests of a room, in the folder of the same name under `Tests/`; `fixtures` are files and
/// folders in it that are read and not compiled.
func tests(
  _ name: String, sees dependencies: [Target.Dependency], fixtures: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
    exclude: fixtures, swiftSettings: strict)
}

let package = Package(
  name: "infra",
  products: [
    .executable(name: "infra", targets: ["infra"]),
    .executable(name: "infra-rescue", targets: ["InfraRescue"]),
  ],
  targets: [
    .systemLibrary(name: "CCurl", path: "Sources/CCurl", pkgConfig: "libcurl"),
    .systemLibrary(name: "CCrypto", path: "Sources/CCrypto", pkgConfig: "libcrypto"),

    room("InfraModel"),
    room("InfraCrypto", sees: ["CCrypto"]),
    room("InfraHTTP", sees: ["CCurl"]),
    room("InfraDSL", sees: ["InfraModel"]),
    room("Builtin", sees: ["InfraModel", "InfraDSL"]),
    room("BuiltinProvider", sees: ["InfraModel", "Builtin"]),
    room("InfraFiles", sees: ["InfraModel", "InfraDSL", "InfraCrypto"]),
    room("Docker", sees: ["InfraModel", "InfraDSL"]),
    room("AWS", sees: ["InfraModel", "InfraDSL"]),
    room("AWSClient", sees: ["InfraModel", "InfraHTTP", "InfraCrypto"]),
    room("AWSProvider", sees: ["InfraModel", "InfraHTTP", "AWSClient"]),
    room("S3State", sees: ["InfraModel", "InfraHTTP", "InfraState", "AWSClient"]),
    room("TLS", sees: ["InfraModel", "InfraDSL"]),
    room("TLSProvider", sees: ["InfraModel", "InfraCrypto", "TLS"]),
    room("InfraPlatforms", sees: ["InfraModel", "InfraDSL", "Docker", "AWS"]),
    room(
      "Modules", sees: ["InfraModel", "InfraDSL", "InfraPlatforms"], path: "Modules",
      leaving: besideModules),
    room(
      "Environments",
      sees: ["InfraModel", "InfraDSL", "Docker", "AWS", "InfraPlatforms", "TLS", "Modules"],
      path: "Infra", leaving: besideEnvironments),
    room("InfraPlanning", sees: ["InfraModel", "InfraCrypto"]),
    room("InfraReview", sees: ["InfraModel"]),
    room("InfraExport", sees: ["InfraModel"]),
    room("InfraSecrets", sees: ["InfraModel", "InfraCrypto"]),
    room(
      "DockerProvider",
      sees: ["InfraModel", "InfraDSL", "InfraHTTP", "InfraCrypto", "InfraFiles", "Docker"]),
    room("InfraExecution", sees: ["InfraModel", "InfraState"]),
    room("InfraState", sees: ["InfraModel", "InfraCrypto"]),
    room(
      "InfraCommand",
      sees: [
        "InfraModel", "InfraCrypto", "InfraDSL", "InfraPlanning", "InfraState", "InfraExecution",
        "InfraReview", "InfraExport", "InfraFiles", "InfraSecrets", "Builtin", "BuiltinProvider",
        "Docker", "DockerProvider", "TLS", "TLSProvider", "AWS", "AWSClient", "AWSProvider",
        "S3State",
      ]),
    .executableTarget(
      name: "infra", dependencies: ["InfraCommand", "Environments"], path: "Sources/infra",
      swiftSettings: strict, linkerSettings: standalone),

    // Sees no environment: it must build on the day when those do not compile.
    .executableTarget(
      name: "InfraRescue", dependencies: ["InfraCommand"], path: "Sources/InfraRescue",
      swiftSettings: strict, linkerSettings: standalone),

    .executableTarget(
      name: "scenario-environments",
      dependencies: ["InfraCommand", "InfraDSL", "InfraPlatforms", "Docker", "AWS"],
      path: "Tests/Scenarios/Environments", swiftSettings: strict),
    .executableTarget(
      name: "benchmark-environments",
      dependencies: [
        "InfraCommand", "InfraDSL", "InfraPlatforms", "Builtin", "Docker", "BenchmarkGraph",
      ],
      path: "Tests/Benchmarks/Environments", swiftSettings: strict, linkerSettings: standalone),
    .target(name: "BenchmarkGraph", path: "Tests/Benchmarks/Graph", swiftSettings: strict),
    .executableTarget(
      name: "benchmark-simulation",
      dependencies: ["InfraModel", "InfraPlanning", "InfraExecution", "BenchmarkGraph"],
      path: "Tests/Benchmarks/Simulation", swiftSettings: strict),
    .executableTarget(
      name: "benchmark-floor", dependencies: ["CCurl"], path: "Tests/Benchmarks/Floor",
      swiftSettings: strict),
    room("TestKit", sees: ["InfraModel", "InfraState"], path: "Tests/TestKit"),
    room(
      "Simulator",
      sees: [
        "InfraModel", "InfraCrypto", "InfraState", "InfraPlanning", "InfraExecution", "TestKit",
      ], path: "Tests/Simulator"),
    .executableTarget(
      name: "simulate", dependencies: ["Simulator"], path: "Tests/SimulateCommand",
      swiftSettings: strict),
    .executableTarget(
      name: "benchmark-journal",
      dependencies: ["InfraModel", "InfraState", "InfraPlanning", "InfraExecution", "TestKit"],
      path: "Tests/Benchmarks/Journal", swiftSettings: strict),
    tests("Simulator", sees: ["Simulator"]),
    tests("InfraCrypto", sees: ["InfraCrypto"]),
    tests(
      "InfraExport",
      sees: [
        "InfraModel", "InfraDSL", "InfraFiles", "Docker", "Builtin", "Environments",
        "InfraExport", "InfraReview", "TestKit",
      ]),
    tests("Environments", sees: ["InfraModel", "InfraDSL", "InfraFiles", "Environments"]),
    tests("InfraHTTP", sees: ["InfraHTTP"]),
    tests("InfraModel", sees: ["InfraModel", "TestKit"]),
    tests("InfraDSL", sees: ["InfraModel", "InfraDSL", "TestKit"]),
    tests(
      "MustNotCompile", sees: ["InfraDSL", "Builtin", "Docker", "AWS", "InfraPlatforms"],
      fixtures: ["Samples"]),
    tests("Tidy", sees: []),
    tests(
      "InfraPlatforms",
      sees: [
        "InfraModel", "InfraDSL", "Docker", "AWS", "InfraPlatforms",
      ]),
    tests("InfraFiles", sees: ["InfraDSL", "InfraFiles"]),
    tests(
      "InfraReview", sees: ["InfraModel", "InfraReview", "TestKit"], fixtures: ["Snapshots"]),
    tests("InfraSecrets", sees: ["InfraSecrets", "InfraModel", "InfraCrypto"]),
    tests(
      "TLS",
      sees: [
        "InfraModel", "InfraDSL", "InfraCrypto", "InfraPlanning", "InfraSecrets", "TLS",
        "TLSProvider",
      ]),
    tests(
      "Docker", sees: ["InfraModel", "InfraDSL", "Docker", "Builtin", "BuiltinProvider"],
      fixtures: ["Fixtures"]),
    tests(
      "AWSClient", sees: ["InfraModel", "InfraHTTP", "InfraCrypto", "AWSClient"],
      fixtures: ["sign.py"]),
    tests(
      "AWSProvider",
      sees: [
        "InfraModel", "InfraDSL", "InfraHTTP", "InfraState", "AWS", "AWSClient", "AWSProvider",
        "InfraCommand", "S3State", "Builtin",
      ],
      fixtures: ["MotoExceptions.md", "Recorded", "requirements.txt"]),
    tests(
      "S3State", sees: ["InfraModel", "InfraHTTP", "InfraState", "AWSClient", "S3State"]),
    tests(
      "AWS",
      sees: ["InfraModel", "InfraDSL", "InfraExport", "InfraFiles", "AWS", "Environments"],
      fixtures: ["Fixtures"]),
    tests(
      "DockerProvider",
      sees: [
        "InfraModel", "InfraDSL", "InfraHTTP", "InfraFiles", "Docker", "DockerProvider",
      ]),
    tests(
      "Command",
      sees: [
        "InfraModel", "InfraDSL", "InfraPlatforms", "InfraState", "InfraReview", "Builtin",
        "Docker", "InfraCommand", "InfraExecution", "Environments", "TestKit",
      ], fixtures: ["Snapshots"]),
    tests("InfraState", sees: ["InfraModel", "InfraCrypto", "InfraState", "TestKit"]),
    tests(
      "InfraPlanning", sees: ["InfraModel", "InfraPlanning", "InfraReview", "TestKit"],
      fixtures: ["Snapshots"]),
    tests(
      "InfraExecution",
      sees: [
        "InfraModel", "InfraCrypto", "InfraState", "InfraPlanning", "InfraExecution", "TestKit",
      ]),
  ]
)
