import Docker
import InfraDSL

private struct ValueInKey: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let net = DockerNetwork("net")
    net
    // error: this value is known after apply: write the text where a Value<String> is expected
    DockerVolume("data-\(net.networkName)")
  }
}
