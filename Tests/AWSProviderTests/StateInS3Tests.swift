import AWSClient
import Builtin
import Foundation
import InfraDSL
import InfraModel
import InfraState
import S3State
import Testing

@testable import InfraCommand

/// Values that live in the state alone, and the state in a bucket.
private struct Shared: InfraDSL.Environment {
  let name = "dev"
  let project = "sample"
  let state: StateLocation
  let version: String

  init(_ inputs: Inputs, _ state: StateLocation) {
    self.state = state
    version = inputs.text("version", default: "1", "the version that runs")
  }

  var body: [Declaration] {
    let version = TerraformData("version", input: Value(version))
    version
    TerraformData("banner", input: "runs \(version.output)")
    Output("version", version.output)
  }
}

@Suite("A state in S3", .enabled(if: Moto.isWanted), .serialized)
struct StateInS3Tests {
  /// A bucket of the test's own.
  private func bucket(_ moto: Moto) async throws -> String {
    let name = "states-\(UInt64.random(in: 0..<(1 << 40)))"
    _ = try await moto.client().send(
      AWSCall(.s3, "CreateBucket", .put, "/{Bucket}", ["Bucket": .string(name)]))
    return name
  }

  /// Two machines with the same declarations, the state of both in one bucket.
  private func onTwoMachines(
    _ body: (_ first: Project, _ second: Project, _ place: S3StateLocation) async throws -> Void
  ) async throws {
    let moto = try await Moto.server()
    let location = S3StateLocation(
      bucket: try await bucket(moto), region: "us-east-1")
    try await Project.run(moto.variables, { Shared($0, .bucket(location)) }) { first in
      try await Project.run(moto.variables, { Shared($0, .bucket(location)) }) { second in
        try await body(first, second, location)
      }
    }
  }

  @Test("is applied on one machine, found unchanged on another, changed there and rolled back here")
  func life() async throws {
    try await onTwoMachines { first, second, place in
      #expect(try await ok(first, "apply dev --yes").err.contains("2 created"))
      #expect(try await ok(second, "plan dev --detailed-exitcode").out.contains("No changes."))
      #expect(try await ok(second, "apply dev --yes --set version=2").err.contains("2 updated"))
      #expect(try await ok(first, "output dev version").out == "2\n")
      let history = try await ok(first, "history dev").out.split(separator: "\n")
      #expect(history.count == 2)
      #expect(history.first?.hasPrefix("2  ") == true)
      #expect(try await ok(first, "show dev 1").out.contains("+ terraform_data.version"))
      let back = try await ok(first, "rollback dev --to 1 --yes")
      #expect(back.err.contains("2 updated"), "\(back)")
      #expect(try await ok(second, "output dev version").out == "1\n")
      #expect(try await ok(second, "status dev").out.contains("serial 3, 2 resources, nobody"))
      #expect(try await ok(second, "environments").out.contains("dev  applied"))
      // Plans, and the note that says where the state is: nothing else lies on a machine.
      let files = try FileManager.default.contentsOfDirectory(atPath: first.folder + "/state")
      #expect(files.sorted() == ["dev.bucket"])
      let note = try String(contentsOfFile: first.folder + "/state/dev.bucket", encoding: .utf8)
      #expect(note == "\(place)\n")
    }
  }

  @Test("is looked after by the commands that work on a state's entries")
  func entries() async throws {
    try await onTwoMachines { first, second, _ in
      try await ok(first, "apply dev --yes")
      #expect(
        try await ok(second, "state mv dev terraform_data.banner terraform_data.sign").out
          == "terraform_data.banner -> terraform_data.sign\n")
      #expect(
        try await ok(first, "state list dev").out
          == "terraform_data.sign\nterraform_data.version\n")
      try await ok(first, "state rm dev terraform_data.sign --yes")
      try await ok(second, "apply dev --yes")
      #expect(try await ok(second, "state forget dev terraform_data.banner --yes").code == .done)
      #expect(try await ok(first, "state list dev").out == "terraform_data.version\n")
      #expect(
        try await ok(first, "state check dev").out
          == "The state of dev is sound: snapshot, journal, history, lock and saved plan.\n")
      let pulled = try await ok(first, "state pull dev").out
      try await ok(second, "apply dev --yes")
      try pulled.write(toFile: first.folder + "/old.state", atomically: true, encoding: .utf8)
      let refused = await first.infra("state push dev old.state --yes")
      #expect(refused.err.contains("Error: State is older"), "\(refused)")
      let pushed = try await ok(first, "state push dev old.state --yes --force")
      #expect(pushed.err.contains("What was before is kept: s3://"), "\(pushed)")
      #expect(try await ok(second, "state list dev").out == "terraform_data.version\n")
      #expect(try await ok(second, "state check dev").code == .done)
      #expect(try await ok(second, "rollback dev --to 1 --yes").code == .done)
    }
  }

  @Test("is destroyed from the state alone where nothing declares the environment any more")
  func undeclared() async throws {
    try await onTwoMachines { first, second, place in
      try await ok(first, "apply dev --yes")
      // By the note, where it was committed.
      let alone = Project(
        folder: first.folder, variables: first.variables,
        catalogue: EnvironmentCatalog(project: "sample", []))
      #expect(try await ok(alone, "state list dev").out.contains("terraform_data.version"))
      #expect(try await ok(alone, "environments").out.contains("dev  applied"))
      // By the command line, where it was not.
      let bare = Project(
        folder: second.folder, variables: second.variables,
        catalogue: EnvironmentCatalog(project: "sample", []))
      let unknown = await bare.infra("destroy dev --yes")
      #expect(unknown.err.contains("Error: Unknown environment"), "\(unknown)")
      let gone = try await ok(bare, "destroy dev --yes --state \(place)")
      #expect(gone.err.contains("2 deleted"), "\(gone)")
      #expect(try await ok(first, "state list dev").out == "")
      #expect(try await ok(first, "apply dev --yes").err.contains("2 created"))
    }
  }

  @Test("says who holds its lock, on which machine, and is unlocked by whoever insists")
  func lock() async throws {
    try await onTwoMachines { first, second, place in
      try await ok(first, "apply dev --yes")
      let store = try await self.store(place)
      let alice = LockHolder(
        user: "alice", host: "build-7", process: 4242, command: "infra apply dev")
      let session = try await store.open("dev", as: alice)
      let refused = await second.infra("apply dev --yes --set version=2")
      #expect(refused.code == .failed)
      #expect(
        refused.err.contains("by alice on build-7 (process 4242, `infra apply dev`) since"),
        "\(refused)")
      #expect(refused.err.contains("infra unlock dev"), "\(refused)")
      // Who reads does not wait.
      #expect(try await ok(second, "plan dev --set version=2").out.contains("2 to update"))
      #expect(try await ok(second, "status dev").out.contains("alice on build-7"))
      #expect(try await ok(second, "unlock dev --yes").err.contains("`infra apply dev` of alice"))
      #expect(try await ok(second, "apply dev --yes --set version=2").code == .done)
      await #expect(throws: Diagnostic.self) {
        try await session.begin(ChangeSet())
        try await session.close()
      }
    }
  }

  @Test("of a machine that is gone is searched for by the next apply, and a plan says so before")
  func lost() async throws {
    try await onTwoMachines { first, second, place in
      try await ok(first, "apply dev --yes")
      let store = try await self.store(place, lease: -100)
      let alice = LockHolder(user: "alice", host: "build-7", process: 1, command: "infra apply dev")
      let session = try await store.open("dev", as: alice)
      try await session.begin(
        ChangeSet(command: "infra apply dev", user: "alice@build-7", time: 1_795_376_000))
      let planned = try await ok(second, "plan dev --set version=2")
      #expect(planned.err.contains("Warning: A change set was lost"), "\(planned)")
      #expect(planned.err.contains("`infra apply dev` of alice@build-7 began at 2026-11-22"))
      let refused = await second.infra("state rm dev terraform_data.banner --yes")
      #expect(refused.err.contains("Error: Journal is on another machine"), "\(refused)")
      let applied = try await ok(second, "apply dev --yes --set version=2")
      #expect(applied.err.contains("It made nothing that the state does not know."), "\(applied)")
      #expect(applied.err.contains("2 updated"), "\(applied)")
      #expect(try await !ok(first, "plan dev --set version=2").err.contains("lost"))
    }
  }

  @Test("that is declared to move is not made anew: the command says how it is brought along")
  func moving() async throws {
    let moto = try await Moto.server()
    let location = S3StateLocation(bucket: try await bucket(moto), region: "us-east-1")
    try await Project.run(moto.variables, { Shared($0, .folder) }) { project in
      try await ok(project, "apply dev --yes")
      let moved = Project(
        folder: project.folder, variables: project.variables,
        catalogue: EnvironmentCatalog(
          project: "sample", [.fixed("dev", "Moved.") { Shared($0, .bucket(location)) }]))
      let refused = await moved.infra("apply dev --yes")
      #expect(refused.err.contains("Error: State is in another place"), "\(refused)")
      #expect(refused.err.contains("infra state pull dev --state 'folder' > dev.state.moved"))
      let pulled = try await ok(moved, "state pull dev --state folder").out
      try pulled.write(
        toFile: project.folder + "/dev.state.moved", atomically: true, encoding: .utf8)
      try await ok(moved, "state push dev dev.state.moved --yes")
      #expect(try await ok(moved, "plan dev").out.contains("No changes."))
      // And back.
      let back = await project.infra("plan dev")
      #expect(back.err.contains("was kept in \(location.place)"), "\(back)")
      #expect(back.err.contains("infra state pull dev --state '\(location)'"), "\(back)")
      let again = try await ok(project, "state pull dev --state \(location)").out
      try again.write(
        toFile: project.folder + "/dev.state.moved", atomically: true, encoding: .utf8)
      try await ok(project, "state push dev dev.state.moved --yes")
      #expect(try await ok(project, "plan dev").out.contains("No changes."))
    }
  }

  @Test("whose bucket, credentials or place are wrong is told with what to do")
  func badInput() async throws {
    let moto = try await Moto.server()
    let missing = StateLocation.s3(bucket: "no-such-states", region: "eu-central-1")
    try await Project.run(moto.variables, { Shared($0, missing) }) { project in
      let none = await project.infra("plan dev")
      #expect(none.code == .failed)
      #expect(none.err.contains("Error: Bucket of states is missing"), "\(none)")
      #expect(
        none.err.contains(
          "aws s3api create-bucket --bucket no-such-states --region eu-central-1 "
            + "--create-bucket-configuration LocationConstraint=eu-central-1"))
      let keyless = Project(
        folder: project.folder,
        variables: project.variables.filter { !$0.key.contains("KEY") },
        catalogue: project.catalogue)
      let unsigned = await keyless.infra("plan dev")
      #expect(unsigned.err.contains("Error: No AWS credentials"), "\(unsigned)")
      #expect(unsigned.err.contains("needed for the state in s3://no-such-states"), "\(unsigned)")
      for (place, reason) in [
        ("s4://x", "it does not begin with s3://"), ("s3://X_Y/z", "\"X_Y\" is no bucket's name"),
        ("s3://states/a?regoin=x", "did you mean region=…?"), ("s3://states/ä", "the prefix"),
      ] {
        let invalid = await project.infra("plan dev --state \(place)")
        #expect(invalid.err.contains("Error: Invalid place of states"), "\(invalid)")
        #expect(invalid.err.contains(reason), "\(invalid)")
        #expect(
          invalid.err.contains(
            "a bucket is written so: s3://example-states/backend?region=eu-central-1"))
      }
    }
    let states = try await bucket(moto)
    let reader = try await Moto.user("reader-\(states)", policy: "ec2:*", try moto.client())
    var variables = moto.variables
    variables["AWS_ACCESS_KEY_ID"] = reader.id
    variables["AWS_SECRET_ACCESS_KEY"] = reader.secret
    let place = StateLocation.s3(bucket: states, region: "us-east-1")
    try await Project.run(variables, { Shared($0, place) }) { project in
      let denied = await project.infra("plan dev")
      #expect(denied.err.contains("Error: State cannot be reached"), "\(denied)")
      #expect(denied.err.contains("s3:GetObject"), "\(denied)")
      #expect(denied.err.contains("without s3:ListBucket"), "\(denied)")
    }
  }

  /// The store of a place as another machine has it.
  private func store(_ place: S3StateLocation, lease: Int = 60) async throws -> BucketStateStore {
    var terms = StateLock.Terms(processes: Elsewhere())
    terms.leaseSeconds = lease
    return BucketStateStore(
      S3ObjectStore(place, client: try await Moto.server().client()),
      folder: FileManager.default.temporaryDirectory.path + "/\(place.bucket)", terms: terms,
      heartbeat: nil)
  }

  @discardableResult
  private func ok(_ project: Project, _ line: String) async throws -> Project.Outcome {
    let outcome = await project.infra(line)
    #expect(outcome.code == .done, "\(line): \(outcome)")
    return outcome
  }
}

/// Processes of which nothing can be told from here.
private struct Elsewhere: ProcessTable {
  func fate(of holder: LockHolder) -> ProcessFate { .unknown }
}
