import Docker
import InfraDSL

private struct ListedSecret: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    // error: a secret cannot be listed: pass it to a sensitive argument
    Secret.environment("TOKEN")
    DockerVolume("data")
  }
}
