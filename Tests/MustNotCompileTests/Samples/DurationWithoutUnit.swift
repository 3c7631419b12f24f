import Docker
import InfraDSL

private struct DurationWithoutUnit: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: cannot convert value of type 'Int' to expected argument type 'Duration'
    DockerContainer("c", image: "redis:7", stopTimeout: 30)
  }
}
