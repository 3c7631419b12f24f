import Docker
import InfraDSL

private struct ContainerAsImage: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let first = DockerContainer("first", image: "redis:7")
    first
    // error: cannot convert value of type 'Value<ContainerID>'
    DockerContainer("second", image: first.id)
  }
}
