import Docker
import InfraDSL

private struct ComparedValue: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let net = DockerNetwork("net")
    net
    // error: requires that 'Value<String>' conform to 'StringProtocol'
    if net.scope == "local" {
      DockerVolume("data")
    }
  }
}
