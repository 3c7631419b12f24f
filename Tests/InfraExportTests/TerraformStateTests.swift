import InfraExport
import InfraModel
import Testing

@Suite("A Terraform state")
struct TerraformStateTests {
  private func read(_ text: String) throws(Diagnostic) -> TerraformState {
    try TerraformState(Array(text.utf8), path: "terraform.tfstate")
  }

  private func problem(_ text: String) -> String {
    do throws(Diagnostic) {
      _ = try read(text)
      return "none"
    } catch { return ([error.summary, error.detail] + error.hints).joined(separator: " | ") }
  }

  @Test("is read with modules, indices and keys that hold dots and quotes")
  func objects() throws {
    let state = try read(
      """
      {"version": 4, "serial": 3, "lineage": "a", "resources": [
        {"mode": "data", "type": "aws_region", "name": "now", "instances": [{"attributes": {}}]},
        {"mode": "managed", "type": "docker_network", "name": "edge",
         "instances": [{"schema_version": 0, "attributes": {"id": "1"}}]},
        {"mode": "managed", "type": "docker_network", "name": "many",
         "module": "module.a[\\"x.y\\"].module.b",
         "instances": [
           {"index_key": 0, "attributes": {"id": "2"}},
           {"index_key": "k\\".z", "attributes": {"id": "3"}}]}]}
      """)
    #expect(
      state.objects.map(\.address) == [
        "docker_network.edge", "module.a[\"x.y\"].module.b.docker_network.many[0]",
        "module.a[\"x.y\"].module.b.docker_network.many[\"k\\\".z\"]",
      ])
    #expect(
      state.objects.map(\.path) == [
        ["edge"], ["a", "x.y", "b", "many", "0"], ["a", "x.y", "b", "many", "k\".z"],
      ])
    #expect(state.objects.map { $0.values["id"] } == ["1", "2", "3"])
    #expect(state.warnings.isEmpty)
  }

  @Test("leaves out what Terraform itself has not settled, and says so")
  func unsettled() throws {
    let state = try read(
      """
      {"version": 4, "resources": [
        {"mode": "managed", "type": "docker_network", "name": "n", "instances": [
          {"status": "tainted", "attributes": {"id": "1"}},
          {"deposed": "ab12", "attributes": {"id": "2"}},
          {"attributes_flat": {"id": "3"}}]}]}
      """)
    #expect(state.objects.isEmpty)
    #expect(
      state.warnings.map(\.detail) == [
        "docker_network.n in terraform.tfstate is tainted: Terraform would make it anew.",
        "docker_network.n in terraform.tfstate has been replaced and is still to be deleted by"
          + " Terraform.",
        "docker_network.n in terraform.tfstate has its values in the form of Terraform before"
          + " 0.12.",
      ])
  }

  @Test("of another version is refused with what to do")
  func version() {
    #expect(
      problem(#"{"version": 3, "modules": []}"#)
        == "Terraform state cannot be read | terraform.tfstate: its format has version 3; version 4"
        + " is read here, which Terraform writes since 0.12. | have a newer terraform rewrite it:"
        + " terraform apply -refresh-only")
  }

  @Test("that is empty, cut off or no state is refused with what to do")
  func unreadable() {
    #expect(
      problem("")
        == "Terraform state cannot be read | terraform.tfstate: it is empty. A killed terraform"
        + " apply leaves it so. | the last good one may be terraform.tfstate.backup")
    #expect(
      problem(#"{"version": 4, "resources": ["#)
        == "Terraform state cannot be read | terraform.tfstate: it is no JSON: the text ends"
        + " where a value should be at byte 29. A killed terraform apply may have cut it off. | the"
        + " last good one may be terraform.tfstate.backup")
    #expect(
      problem(#"{"format_version": "1.2"}"#)
        == "Terraform state cannot be read | terraform.tfstate: it has no version. A plan, a"
        + " configuration and the output of terraform show are no states. | terraform state pull >"
        + " terraform.tfstate")
  }
}
