import Docker
import InfraDSL

private struct ValueAsKey: Environment {
  let name = "sample"
  let project = "sample"
  @DeclarationBuilder var body: [Declaration] {
    let net = DockerNetwork("net")
    net
    // error: cannot convert value of type 'Value<String>' to expected argument type 'String'
    DockerVolume(net.networkName)
  }
}
