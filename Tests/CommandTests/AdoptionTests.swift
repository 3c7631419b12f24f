import Testing

@testable import InfraCommand

@Suite("Coming from Terraform and going back")
struct AdoptionTests {
  private static let state = """
    {"version": 4, "serial": 1, "lineage": "x", "resources": [
      {"mode": "managed", "type": "terraform_data", "name": "version", "instances": [
        {"attributes": {"id": "tf-1", "input": "1.0", "output": "1.0"}}]},
      {"mode": "managed", "type": "terraform_data", "name": "motto", "instances": [
        {"attributes": {"id": "tf-2", "input": "runs 1.0", "output": "runs 1.0"}}]},
      {"mode": "managed", "type": "aws_vpc", "name": "main", "instances": [
        {"attributes": {"id": "vpc-1"}}]}]}
    """

  @Test("a state is taken over in one plan, and goes back by import blocks")
  func roundTrip() async throws {
    try await Program.inProject { program in
      try program.write(Self.state, to: "old.tfstate")
      let taken = await program.run("import", "dev", "--tfstate", "old.tfstate", "--yes")
      #expect(taken.code == .done, "\(taken.err)")
      #expect(
        taken.err.contains("aws_vpc.main is not taken over: no aws_vpc is declared."))
      #expect(taken.err.contains("2 imported"), "\(taken.err)")
      let plan = await program.run("plan", "dev", "--refresh", "--target", "terraform_data.version")
      #expect(plan.out.contains("No changes"), "\(plan.out)")
      let export = await program.run("export", "terraform", "dev", "--import")
      #expect(
        export.out.hasPrefix(
          """
          {
            "import": [
              {
                "id": "tf-2",
                "to": "terraform_data.banner"
              },
              {
                "id": "tf-1",
                "to": "terraform_data.version"
              }
            ],
          """), "\(export.out)")
      let again = await program.run("import", "dev", "--tfstate", "old.tfstate", "--yes")
      #expect(again.code == .failed)
      #expect(again.err.contains("Error: Nothing to take over\n"), "\(again.err)")
    }
  }

  @Test("what cannot be read, and half a command line, are told with what to type")
  func refused() async throws {
    try await Program.inProject { program in
      let missing = await program.run("import", "dev", "--tfstate", "no.tfstate")
      #expect(missing.code == .failed)
      #expect(missing.err.contains("Error: Terraform state cannot be read\n  PROJECT/no.tfstate:"))
      #expect(missing.err.contains("terraform state pull > no.tfstate"))
      try program.write(#"{"version": 3}"#, to: "old.tfstate")
      let old = await program.run("import", "dev", "--tfstate", "old.tfstate")
      #expect(old.err.contains("old.tfstate: its format has version 3;"), "\(old.err)")
      let half = await program.run("import", "dev", "terraform_data.version")
      #expect(half.code == .usage)
      #expect(half.err.contains("an ADDRESS and an ID are needed, or --tfstate FILE."))
      let both = await program.run(
        "import", "dev", "terraform_data.version", "1", "--tfstate", "old.tfstate")
      #expect(both.code == .usage)
      #expect(both.err.contains("with --tfstate there is no ADDRESS and no ID."))
    }
  }
}
