import Docker
import InfraDSL

private struct KeyPathOfAnotherType: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: cannot convert value of type 'PartialKeyPath<DockerNetwork>'
    DockerVolume("data").ignoreChanges(\DockerNetwork.subnets)
  }
}
