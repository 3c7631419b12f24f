import Docker
import InfraDSL

private struct ListedValue: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let data = DockerVolume("data")
    data
    // error: a value is not a resource: wrap it in Output("name", …)
    data.mountpoint
  }
}
