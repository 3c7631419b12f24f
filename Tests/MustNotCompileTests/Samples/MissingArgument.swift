import Docker
import InfraDSL

private struct MissingArgument: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: missing argument for parameter 'image' in call
    DockerContainer("c", restart: .always)
  }
}
