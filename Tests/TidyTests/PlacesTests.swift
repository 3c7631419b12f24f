import Testing

@Suite("The repository")
struct PlacesTests {
  /// Paths of a machine, and hosts of package registries: what holds in one place only.
  ///
  /// Put together from parts, so that this file names none of them itself.
  static let patterns =
    ["home", "root", "Users"].map { "/\($0)/" }
    + [
      ["pypi", "org"], ["pythonhosted", "org"], ["registry", "npmjs", "org"], ["crates", "io"],
      ["proxy", "golang", "org"], ["deb", "debian", "org"], ["archive", "ubuntu", "com"],
      ["rubygems", "org"], ["registry", "terraform", "io"], ["registry-1", "docker", "io"],
      ["index", "docker", "io"],
    ].map { $0.joined(separator: ".") }

  /// Where one of them is a fact of a format or of an API, or a made-up place in a test.
  static let exceptions: [(path: String, pattern: String, why: String)] = [
    (
      "Sources/InfraModel/Terraform/TerraformProvider.swift", "registry.terraform.io",
      "Terraform's plan format names a provider by it"
    ),
    ("Tests/InfraReviewTests/Snapshots/", "registry.terraform.io", "plans in that format"),
    ("Tests/InfraExportTests/", "registry.terraform.io", "plans in that format"),
    (
      "Sources/DockerProvider/RegistryCredentials.swift", "index.docker.io",
      "Docker's key of Docker Hub's credentials"
    ),
    ("Tests/DockerProviderTests/", "index.docker.io", "the same key"),
    ("Tests/DockerProviderTests/EngineTests.swift", "registry-1.docker.io", "a daemon's message"),
    ("Tests/DockerProviderTests/EndpointTests.swift", "/home/", "a home in memory"),
    ("Tests/TidyTests/PlacesTests.swift", "", "the list itself"),
  ]

  @Test("names no place of a machine and no package registry")
  func places() throws {
    for file in SourceTree.shared.files {
      for pattern in Self.patterns where file.text.contains(pattern) {
        let isExcepted = Self.exceptions.contains {
          file.path.hasPrefix($0.path) && ($0.pattern == pattern || $0.pattern.isEmpty)
        }
        guard !isExcepted else { continue }
        for (index, line) in file.text.split(
          separator: "\n", omittingEmptySubsequences: false
        ).enumerated() where Self.names(pattern, in: String(line)) {
          Issue.record("\(file):\(index + 1) names \(pattern)")
        }
      }
    }
  }

  /// Whether a line has a pattern that is not the rest of a longer path, as in `tools/root/bin`.
  static func names(_ pattern: String, in line: String) -> Bool {
    line.ranges(of: pattern).contains { range in
      guard pattern.hasPrefix("/"), range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      return !(before.isLetter || before.isNumber || "}._-".contains(before))
    }
  }
}
