import Docker
import InfraDSL

private struct ListedCall: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: this call declares nothing: it returns no resource
    print("declared")
    DockerVolume("data")
  }
}
