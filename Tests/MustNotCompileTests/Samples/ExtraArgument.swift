import Docker
import InfraDSL

private struct ExtraArgument: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: extra argument 'size' in call
    DockerVolume("data", size: 5)
  }
}
