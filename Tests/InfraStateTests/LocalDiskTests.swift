import InfraModel
import Testing

@testable import InfraState

@Suite struct LocalDiskTests {
  private let disk = LocalDisk()

  @Test func bytesComeBackAsTheyWereWrittenAndAppended() async throws {
    try await withFolder { folder in
      let path = "\(folder)/a"
      let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try disk.create(path)
      #expect(try disk.read(path) == [])
      try disk.append(bytes, to: path)
      try disk.append([1, 2], to: path)
      try disk.sync(path)
      #expect(try disk.read(path) == bytes + [1, 2])
      try disk.write([3], to: path)
      #expect(try disk.read(path) == [3])
    }
  }

  @Test func whatIsNotThereIsToldApartFromWhatFails() async throws {
    try await withFolder { folder in
      #expect(try disk.read("\(folder)/none") == nil)
      #expect(try disk.list("\(folder)/none") == [])
      try disk.remove("\(folder)/none")
      let error = #expect(throws: DiskError.self) { try disk.append([1], to: "\(folder)/none") }
      #expect(
        error?.description == "cannot append \(folder)/none: No such file or directory")
    }
  }

  @Test func foldersAreMadeWithThoseAboveThem() async throws {
    try await withFolder { folder in
      try disk.makeFolder("\(folder)/a/b/c")
      try disk.makeFolder("\(folder)/a/b/c")
      try disk.write([1], to: "\(folder)/a/b/c/d")
      #expect(try disk.list("\(folder)/a/b/c") == ["d"])
    }
  }

  @Test func aReplacementLeavesNoTemporaryFile() async throws {
    try await withFolder { folder in
      try disk.write([1], to: "\(folder)/a")
      try disk.replace("\(folder)/a", with: [2], temporary: "\(folder)/a.tmp")
      #expect(try disk.read("\(folder)/a") == [2])
      #expect(try disk.list(folder) == ["a"])
    }
  }

  @Test func aSwapHappensOnlyFromWhatIsThere() async throws {
    try await withFolder { (folder: String) async throws in
      let path = "\(folder)/a"
      #expect(try disk.swap(path, from: [1], to: [2]) == false)
      #expect(try disk.swap(path, from: nil, to: [1]))
      #expect(try disk.swap(path, from: nil, to: [2]) == false)
      #expect(try disk.swap(path, from: [1], to: [2]))
      #expect(try disk.read(path) == [2])
      #expect(try disk.swap(path, from: [2], to: nil))
      #expect(try disk.list(folder) == [])
    }
  }

  @Test func aFullDiskIsRecognised() throws {
    // The device that is always full (full(4)).
    let error = #expect(throws: DiskError.self) { try disk.append([1], to: "/dev/full") }
    #expect(error?.kind == .full)
  }

  @Test func aFullDiskIsToldWithWhatIsSafe() {
    let error = DiskError(
      .append, "state/dev.journal", .full, reason: "No space left on device")
    let diagnostic = Diagnostic.disk(error)
    #expect(diagnostic.summary == "Disk is full")
    #expect(
      diagnostic.detail == "infra cannot append state/dev.journal: No space left on device. What "
        + "was recorded before is safe, and nothing is done that cannot be recorded.")
    #expect(diagnostic.commands == ["df -h state"])
  }

  @Test func aFolderThatCannotBeWrittenIsToldAsSuch() {
    for kind in [DiskError.Kind.readOnly, .denied] {
      let error = DiskError(.write, "state/dev.state.tmp", kind, reason: "no")
      #expect(Diagnostic.disk(error).summary == "State is not writable")
      #expect(Diagnostic.disk(error).hints.isEmpty == false)
    }
    let other = DiskError(.sync, "state/dev.state.tmp", .other, reason: "Input/output error")
    #expect(Diagnostic.disk(other).summary == "State cannot be reached")
  }
}
