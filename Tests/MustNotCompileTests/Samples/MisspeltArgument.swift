import Docker
import InfraDSL

private struct MisspeltArgument: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: incorrect argument label in call (have '_:internl:', expected '_:internal:')
    DockerNetwork("net", internl: true)
  }
}
