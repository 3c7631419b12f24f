import Docker
import InfraDSL

private struct ListedText: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: a text is not a resource: wrap it in Output("name", …)
    "https://example.org"
    DockerVolume("data")
  }
}
