import Docker
import InfraDSL

private struct WrongReference: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let data = DockerVolume("data")
    data
    // error: cannot convert value of type 'DockerVolume' to expected argument type 'DockerNetwork'
    DockerContainer("c", image: "redis:7", networks: [NetworkAttachment(data)])
  }
}
