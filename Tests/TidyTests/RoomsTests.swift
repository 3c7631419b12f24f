import Foundation
import Testing

@Suite("Rooms")
struct RoomsTests {
  /// What each room may see. Dependencies point one way only; a new room gets a line here.
  static let sees: [String: Set<String>] = [
    "CCrypto": [], "CCurl": [],
    "InfraModel": [],
    "InfraCrypto": ["CCrypto"],
    "InfraHTTP": ["CCurl"],
    "InfraDSL": ["InfraModel"],
    "InfraPlanning": ["InfraModel", "InfraCrypto"],
    "InfraState": ["InfraModel", "InfraCrypto"],
    "InfraExecution": ["InfraModel", "InfraState"],
    "InfraReview": ["InfraModel"],
    "InfraExport": ["InfraModel"],
    "InfraSecrets": ["InfraModel", "InfraCrypto"],
    "InfraFiles": ["InfraModel", "InfraDSL", "InfraCrypto"],
    "Builtin": ["InfraModel", "InfraDSL"],
    "BuiltinProvider": ["InfraModel", "Builtin"],
    "Docker": ["InfraModel", "InfraDSL"],
    "DockerProvider": [
      "InfraModel", "InfraDSL", "InfraHTTP", "InfraCrypto", "InfraFiles", "Docker",
    ],
    "AWS": ["InfraModel", "InfraDSL"],
    "AWSClient": ["InfraModel", "InfraHTTP", "InfraCrypto"],
    "AWSProvider": ["InfraModel", "InfraHTTP", "AWSClient"],
    "S3State": ["InfraModel", "InfraHTTP", "InfraState", "AWSClient"],
    "TLS": ["InfraModel", "InfraDSL"],
    "TLSProvider": ["InfraModel", "InfraCrypto", "TLS"],
    "InfraPlatforms": ["InfraModel", "InfraDSL", "Docker", "AWS"],
    "Modules": ["InfraModel", "InfraDSL", "InfraPlatforms"],
    "Environments": [
      "InfraModel", "InfraDSL", "InfraPlatforms", "Docker", "AWS", "TLS", "Modules",
    ],
    "InfraCommand": [
      "InfraModel", "InfraCrypto", "InfraDSL", "InfraPlanning", "InfraState", "InfraExecution",
      "InfraReview", "InfraExport", "InfraFiles", "InfraSecrets", "Builtin", "BuiltinProvider",
      "Docker", "DockerProvider", "TLS", "TLSProvider", "AWS", "AWSClient", "AWSProvider",
      "S3State",
    ],
    "infra": ["InfraCommand", "Environments"],
    "InfraRescue": ["InfraCommand"],
  ]

  /// Rooms without Foundation: data in, data out, no clock, no disk, no network.
  static let pure: Set<String> = ["InfraModel", "InfraDSL", "InfraPlanning"]

  /// What comes with the compiler and the system. Of Foundation only the essentials: the rest, with
  /// its tables of all languages, takes longer to load than a plan of a small stack.
  static let system: Set<String> = [
    "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Darwin", "Swift",
  ]

  /// The modules that a file imports.
  static func imports(of file: SourceTree.File) -> Set<String> {
    Set(
      file.source.code.compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
          words[..<index].allSatisfy({ $0.hasPrefix("@") || $0 == "private" || $0 == "public" })
        else { return nil }
        return words.last.map { String($0.prefix { $0 != "." }) }
      })
  }

  @Test("see only what the table allows them to see")
  func imports() throws {
    for file in SourceTree.shared.swift where file.isProduct {
      let allowed = try #require(Self.sees[file.room], "\(file.room) has no line in the table")
      let foreign = Self.imports(of: file).subtracting(allowed).subtracting(Self.system)
      #expect(foreign.isEmpty, "\(file) imports \(foreign.sorted())")
    }
  }

  @Test("that are pure have no Foundation")
  func purity() throws {
    for file in SourceTree.shared.swift where file.isProduct && Self.pure.contains(file.room) {
      // Work in parts on all processors is pure: it has no clock, and gives the same everywhere.
      let isParallel = file.path == "Sources/InfraModel/Values/Parallel.swift"
      let harmless: Set =
        isParallel ? ["Dispatch", "Synchronization"] : ["Synchronization", "Swift"]
      let found = Self.imports(of: file).intersection(Self.system.subtracting(harmless))
      #expect(found.isEmpty, "\(file) imports \(found.sorted())")
    }
  }

  @Test("are in the package as in the table")
  func package() throws {
    let package = try #require(SourceTree.shared.files.first { $0.path == "Package.swift" })
    let declared = Self.declared(in: package.text)
    #expect(declared.count > 15)
    let ofTests: Set<String> = ["TestKit", "Simulator", "simulate"]
    for (room, dependencies) in declared where !ofTests.contains(room) {
      #expect(
        Self.sees[room] == dependencies,
        "\(room) depends on \(dependencies.sorted()) in Package.swift")
    }
    #expect(Set(Self.sees.keys).subtracting(declared.keys).isEmpty)
  }

  @Test("of the rescue program need no environment: it builds when those do not compile")
  func rescue() throws {
    let package = try #require(SourceTree.shared.files.first { $0.path == "Package.swift" })
    let declared = Self.declared(in: package.text)
    var needed: Set<String> = []
    var queue = ["InfraRescue"]
    while let room = queue.popLast() {
      for other in try #require(declared[room], "\(room)") where needed.insert(other).inserted {
        queue.append(other)
      }
    }
    #expect(needed.isSuperset(of: ["InfraCommand", "DockerProvider", "InfraState", "CCrypto"]))
    #expect(needed.isDisjoint(with: ["Environments", "Modules", "infra"]))
  }

  /// The rooms of the package with what they depend on.
  static func declared(in package: String) -> [String: Set<String>] {
    let pattern =
      #/
      (?: room\( | \.executableTarget\(\s*name: | \.systemLibrary\(\s*name: )
      \s* "(\w+)" ( (?: [^()] | \([^()]*\) )* ) \)
      /#
    var declared: [String: Set<String>] = [:]
    for match in package.matches(of: pattern) {
      let list = String(match.2).firstMatch(of: /(?:sees|dependencies): \[([^\]]*)\]/)
      let names = list.map { String($0.1).matches(of: /"(\w+)"/).map { String($0.1) } } ?? []
      declared[String(match.1)] = Set(names)
    }
    return declared
  }

  @Test("see each other one way only")
  func cycles() {
    var left = Self.sees
    while let free = left.first(where: { $0.value.intersection(left.keys).isEmpty }) {
      left[free.key] = nil
    }
    #expect(left.isEmpty, "in a circle: \(left.keys.sorted())")
  }
}
